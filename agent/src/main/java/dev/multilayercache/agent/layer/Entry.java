package dev.multilayercache.agent.layer;

import dev.multilayercache.agent.coherence.Epoch;
import dev.multilayercache.agent.coherence.View;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A value in the chain, with what decides how long it may answer.
 *
 * <p>A hit hands the entry itself to the woven call, as an {@link AtomicReference} to its value:
 * nothing is allocated, a value of null is told from no entry, and what the call asks for its value
 * is the JDK, not the agent, whose failure would be the application's there. Nobody sets it.
 * Immutable but for the remembered epoch, which is a hint written without synchronization. There
 * may be millions: 40 bytes, with compressed references, so a field more costs every entry eight.
 */
public sealed class Entry extends AtomicReference<@Nullable Object>
    permits Entry.Alone, EnduringEntry {
  private final List<String> tags;
  private final long deadlineNanos;
  private final long stamp;
  private @Nullable Epoch freshIn;

  /**
   * @param deadlineNanos when the entry expires, on the clock of {@link System#nanoTime}
   * @param stamp the node's generation taken before the value was read or loaded
   */
  public Entry(@Nullable Object value, List<String> tags, long deadlineNanos, long stamp) {
    super(value);
    this.tags = List.copyOf(tags);
    this.deadlineNanos = deadlineNanos;
    this.stamp = stamp;
  }

  /** One that may answer while this node does not know what other nodes invalidate. */
  static final class Alone extends Entry {
    Alone(@Nullable Object value, List<String> tags, long deadlineNanos, long stamp) {
      super(value, tags, deadlineNanos, stamp);
    }

    @Override
    public Entry expiringBy(long earlierDeadlineNanos) {
      return outlives(earlierDeadlineNanos) ? alone(earlierDeadlineNanos) : this;
    }

    /** Once it has ended, an invalidation that this node does not know may concern it. */
    @Override
    public Entry enduring(long reloadNanos, long goneNanos) {
      return this;
    }

    @Override
    public boolean answersAlone() {
      return true;
    }
  }

  /**
   * The same value, tags and stamp with a nearer deadline; a later one is ignored: life is never
   * extended.
   */
  public Entry expiringBy(long earlierDeadlineNanos) {
    return outlives(earlierDeadlineNanos)
        ? new Entry(value(), tags, earlierDeadlineNanos, stamp)
        : this;
  }

  /**
   * The same, expiring by then at the latest, and answering until then while this node does not
   * know what other nodes invalidate: so young a value is stale for no longer than it is old.
   */
  public Entry alone(long latestDeadlineNanos) {
    long deadline = outlives(latestDeadlineNanos) ? latestDeadlineNanos : deadlineNanos();
    return new Alone(value(), tags, deadline, stamp);
  }

  /**
   * The same, but of a cache that asks for more than entries which answer until they end: see
   * {@link EnduringEntry}.
   */
  public Entry enduring(long reloadNanos, long goneNanos) {
    return new EnduringEntry(value(), tags, deadlineNanos(), stamp, reloadNanos, goneNanos);
  }

  /** Whether it ends after a time on the nano clock. */
  public final boolean outlives(long nanos) {
    return nanos - deadlineNanos() < 0;
  }

  public boolean answersAlone() {
    return false;
  }

  public final @Nullable Object value() {
    return getPlain();
  }

  public final List<String> tags() {
    return tags;
  }

  /** When it expires, on the clock of {@link System#nanoTime}. */
  public long deadlineNanos() {
    return deadlineNanos;
  }

  /** Until when a layer keeps it; later than it expires if it may stand in for a failed load. */
  public long goneNanos() {
    return deadlineNanos;
  }

  public final long stamp() {
    return stamp;
  }

  public final boolean isExpired(long nowNanos) {
    return nowNanos - deadlineNanos() >= 0;
  }

  /** Whether its time has passed for every use. */
  public final boolean isGone(long nowNanos) {
    return nowNanos - goneNanos() >= 0;
  }

  /** What a hit looks at: false for an expired one, and for one that takes a closer look. */
  public final boolean answersAtSight(long nowNanos) {
    return nowNanos - deadlineNanos < 0;
  }

  /**
   * Whether it was judged in this epoch already, and may answer at that time on the nano clock as
   * far as the lease goes.
   */
  public final boolean isKnownFresh(View view, long nowNanos) {
    return freshIn == view.epoch() && (view.isLive(nowNanos) || answersAlone());
  }

  public final void rememberFresh(Epoch epoch) {
    freshIn = epoch;
  }

  /** Not the value: that is somebody's data. */
  @Override
  public final String toString() {
    return "an entry with " + tags.size() + " tags";
  }
}
