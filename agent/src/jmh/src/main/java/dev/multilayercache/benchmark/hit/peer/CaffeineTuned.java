package dev.multilayercache.benchmark.hit.peer;

import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The same with a clock that is read for nothing, and its upkeep done by the thread of that clock.
 */
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
