package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.View;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether what one cache holds or loads may still answer.
 *
 * <p>While this node does not know what other nodes invalidate, only young values may: one that was
 * loaded lately is stale for no longer than it is old. Of a strong cache nothing may then.
 */
final class Freshness {
  private final String cache;
  private final Generations generations;
  private final Debts debts;
  private final LongSupplier nanoClock;
  private final long youngNanos;
  private final boolean isStrong;
  private final BooleanSupplier mayServeStrong;

  /**
   * @param youngFor how long a value is young; null for a strong cache: never
   * @param mayServeStrong whether all nodes know that the cache is strong
   */
  Freshness(
      String cache,
      Generations generations,
      Debts debts,
      LongSupplier nanoClock,
      @Nullable Duration youngFor,
      BooleanSupplier mayServeStrong) {
    this.cache = cache;
    this.generations = generations;
    this.debts = debts;
    this.nanoClock = nanoClock;
    this.youngNanos = youngFor == null ? 0 : youngFor.toNanos();
    this.isStrong = youngFor == null;
    this.mayServeStrong = mayServeStrong;
  }

  /**
   * What hits of the cache that this judges have to pass at first sight.
   *
   * @param clock this one's, or one that lags behind a little
   */
  FirstSight firstSight(
      LongSupplier clock, HitCounter counter, Class<?> type, boolean acceptsNull) {
    return new FirstSight(generations, clock, counter, type, acceptsNull);
  }

  /** To be taken before a value is read or loaded. */
  long stamp() {
    return generations.stampOfLoad();
  }

  long nowNanos() {
    return nanoClock.getAsLong();
  }

  /** Whether what other nodes invalidate is known here, or told before it is confirmed. */
  boolean isLive() {
    return generations.isLive(nanoClock.getAsLong())
        && (!isStrong || mayServeStrong.getAsBoolean());
  }

  /** Whether anything of this cache may answer now, from whatever layer. */
  boolean mayServe() {
    return !isStrong || isLive();
  }

  /**
   * Whether a value whose load began so long ago may answer now, if nothing invalidated it here.
   */
  boolean mayAnswer(long ageNanos) {
    return isLive() || (!isStrong && ageNanos < youngNanos);
  }

  /**
   * An entry as it may be kept in this JVM now: null if it may not; with an early end if it is only
   * young.
   *
   * @param ageNanos the time since its load began
   */
  @Nullable Entry keepable(Entry entry, long ageNanos) {
    if (isLive()) {
      return entry;
    }
    return isStrong || ageNanos >= youngNanos
        ? null
        : entry.alone(nanoClock.getAsLong() + youngNanos - ageNanos);
  }

  /** Whether a value that was on its way since the stamp may be kept or given to others. */
  boolean holds(long stamp, Key key, List<String> tags) {
    return !debts.areDue() && generations.isFresh(stamp, cache, key.canonical(), tags);
  }

  /** Whether what was just loaded is being invalidated, and farther layers may have forgotten. */
  boolean isBeingInvalidated(Key key, List<String> tags) {
    return generations.isAnnounced(cache, key.canonical(), tags);
  }

  /** Whether an entry that a region gave is neither expired nor invalidated. */
  boolean isUsable(Entry entry, Key key, boolean inPlace) {
    long now = nowNanos();
    return !entry.isExpired(now)
        && (inPlace
            ? isFreshInPlace(entry, key.local(), now)
            : holds(entry.stamp(), key, entry.tags()));
  }

  boolean isExpired(Entry entry) {
    return entry.isExpired(nanoClock.getAsLong());
  }

  private boolean isFreshInPlace(Entry entry, Object localKey, long nowNanos) {
    return entry.isKnownFresh(generations.view(), nowNanos)
        || judgeInPlace(entry, localKey, nowNanos);
  }

  /**
   * Judges an entry of a region in this JVM, and remembers that it is fresh in this epoch.
   *
   * <p>What is owed is looked for after the epoch is taken: an epoch ends once something is owed.
   *
   * @param nowNanos read after the call began
   */
  boolean judgeInPlace(Entry entry, Object localKey, long nowNanos) {
    View view = generations.viewToJudge();
    if (!view.isLive(nowNanos) && !entry.answersAlone()) {
      return false;
    }
    if (debts.areDue()
        || (isStrong && !mayServeStrong.getAsBoolean())
        || !generations.isFreshInPlace(
            entry.stamp(), cache, () -> KeyShape.canonical(localKey), entry.tags())) {
      return false;
    }
    entry.rememberFresh(view.epoch());
    return true;
  }
}
