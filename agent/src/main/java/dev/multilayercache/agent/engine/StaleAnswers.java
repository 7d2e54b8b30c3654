package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.Flight.Answer;
import dev.multilayercache.agent.layer.EnduringEntry;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.log.AgentLog;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets an expired entry of one cache stand in for a load that fails or takes long.
 *
 * <p>What is judged is whether it was invalidated: by the rules of entries that have not expired,
 * and at the time when it is used, not when it was found. After a failed load the entry answers at
 * once for a while, so that a source in trouble is not asked by every call. A failure stands for
 * itself if it is no {@link Exception}, or an {@link InterruptedException}: an error says that the
 * JVM or the program is in trouble, and who was interrupted is to know.
 */
final class StaleAnswers {
  /** How long no load is tried after one that failed. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  private final String cache;
  private final Chain chain;
  private final Storage storage;
  private final Freshness freshness;
  private final Counters counters;

  StaleAnswers(CacheCore core) {
    this.cache = core.cache();
    this.chain = core.chain();
    this.storage = core.storage();
    this.freshness = core.freshness();
    this.counters = core.counters();
  }

  /** The answer of an entry whose load failed lately, or null: then a load is to be tried. */
  @Nullable Answer atOnce(LoadRequest request, @Nullable Entry expired) {
    return expired instanceof EnduringEntry enduring && enduring.isHeldBack(freshness.nowNanos())
        ? whileLoading(request, expired)
        : null;
  }

  /** The answer of an expired entry to a call that does not wait for its load, or null. */
  @Nullable Answer whileLoading(LoadRequest request, @Nullable Entry expired) {
    return expired != null && maySubstitute(request, expired)
        ? new Answer(expired, expired.tags(), Answer.STALE)
        : null;
  }

  /** The answer to those whose load failed, or null if the failure stands. */
  @Nullable Answer insteadOf(Throwable failure, Flight flight) {
    Entry expired = flight.expired();
    if (!isCovered(failure) || !(expired instanceof EnduringEntry enduring)) {
      return null;
    }
    long now = freshness.nowNanos();
    enduring.holdBackUntil(now + PAUSE.toNanos());
    if (!expired.isExpired(now) || !maySubstitute(flight.request(), expired)) {
      return null;
    }
    storage.keep(flight.request().key(), flight.leases(), expired);
    AgentLog.warnOncePerMinute(
        "stale " + cache,
        "cache %s: a load failed (%s). An expired value answers in its place; the next load is tried in %d s."
            .formatted(cache, failure.getClass().getName(), PAUSE.toSeconds()));
    return new Answer(expired, expired.tags(), Answer.STALE);
  }

  /**
   * The load has brought a value that is not stored. What had expired is older than that, and does
   * not stand in for the next load, unless it has expired only since this one began.
   */
  void giveWay(Flight flight) {
    if (flight.expired() != null
        && freshness.holds(flight.stamp(), flight.request().key(), List.of())) {
      flight.leases().forgo();
    }
  }

  /** Counts an answer that an expired entry gave. */
  void count() {
    counters.staleHit();
  }

  private boolean maySubstitute(LoadRequest request, Entry expired) {
    return !(expired.value() instanceof CachedFailure)
        && request.accepts(expired.value())
        && !expired.isGone(freshness.nowNanos())
        && chain.holds(request.key(), expired);
  }

  private static boolean isCovered(Throwable failure) {
    return failure instanceof Exception && !(failure instanceof InterruptedException);
  }
}
