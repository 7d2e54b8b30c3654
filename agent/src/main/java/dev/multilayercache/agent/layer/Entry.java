package dev.multilayercache.agent.layer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value in the chain, with what decides how long it may answer.
 *
 * <p>The value is kept in an {@link Optional} because that is what a woven call receives on a hit:
 * nothing is allocated then, and {@code null} is {@link Optional#empty()}. Immutable but for the
 * remembered epoch, which is a hint written without synchronization.
 */
public final class Entry {
  private final Optional<Object> token;
  private final List<String> tags;
  private final long deadlineNanos;
  private final long stamp;
  private final boolean answersAlone;
  private long freshInEpoch = -1;

  /**
   * @param deadlineNanos when the entry expires, on the clock of {@link System#nanoTime}
   * @param stamp the node's generation taken before the value was read or loaded
   */
  public Entry(@Nullable Object value, List<String> tags, long deadlineNanos, long stamp) {
    this(Optional.ofNullable(value), List.copyOf(tags), deadlineNanos, stamp, false);
  }

  private Entry(
      Optional<Object> token,
      List<String> tags,
      long deadlineNanos,
      long stamp,
      boolean answersAlone) {
    this.token = token;
    this.tags = tags;
    this.deadlineNanos = deadlineNanos;
    this.stamp = stamp;
    this.answersAlone = answersAlone;
  }

  /**
   * The same value, tags and stamp with a nearer deadline; a later one is ignored: life is never
   * extended.
   */
  public Entry expiringBy(long earlierDeadlineNanos) {
    return earlierDeadlineNanos - deadlineNanos >= 0
        ? this
        : new Entry(token, tags, earlierDeadlineNanos, stamp, answersAlone);
  }

  /**
   * The same, expiring by then at the latest, and answering until then while this node does not
   * know what other nodes invalidate: so young a value is stale for no longer than it is old.
   */
  public Entry alone(long deadlineNanos) {
    Entry young = expiringBy(deadlineNanos);
    return new Entry(token, tags, young.deadlineNanos, stamp, /* answersAlone= */ true);
  }

  public boolean answersAlone() {
    return answersAlone;
  }

  public @Nullable Object value() {
    return token.orElse(null);
  }

  public Optional<Object> token() {
    return token;
  }

  public List<String> tags() {
    return tags;
  }

  public long deadlineNanos() {
    return deadlineNanos;
  }

  public long stamp() {
    return stamp;
  }

  public boolean isExpired(long nowNanos) {
    return nowNanos - deadlineNanos >= 0;
  }

  public boolean isKnownFresh(long epoch) {
    return freshInEpoch == epoch;
  }

  public void rememberFresh(long epoch) {
    freshInEpoch = epoch;
  }
}
