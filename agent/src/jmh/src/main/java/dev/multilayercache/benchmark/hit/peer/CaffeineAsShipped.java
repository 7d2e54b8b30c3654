package dev.multilayercache.benchmark.hit.peer;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.multilayercache.benchmark.hit.contender.Described;

/** The reference: expiry after write, everything else as it comes. */
@Described(
    title = "Caffeine",
    setUp =
        "`cache.get(key, loader)`, `maximumSize(10_000)`, `expireAfterWrite`; no statistics, ticker and executor as they come; a hand-written record is the key of several arguments")
public final class CaffeineAsShipped extends CaffeineCalls {

  @Override
  Caffeine<Object, Object> builder() {
    return Caffeine.newBuilder().expireAfterWrite(Sizes.TIME_TO_LIVE);
  }
}
