package dev.multilayercache.benchmark.hit.peer;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.multilayercache.benchmark.hit.contender.Described;

/**
 * The same with a clock that is read for nothing, and its upkeep done by the thread of that clock.
 */
@Described(
    title = "Caffeine, coarse ticker",
    setUp =
        "as Caffeine below, but its ticker is a volatile field that a thread writes each millisecond,"
            + " and its executor a queue that this thread empties; what more is read in a millisecond"
            + " than Caffeine's buffer holds is not recorded")
public final class CaffeineTuned extends CaffeineCalls {
  private final TickThread thread = TickThread.start();

  @Override
  Caffeine<Object, Object> builder() {
    return Caffeine.newBuilder()
        .expireAfterWrite(Sizes.TIME_TO_LIVE)
        .ticker(thread::nanos)
        .executor(thread);
  }
}
