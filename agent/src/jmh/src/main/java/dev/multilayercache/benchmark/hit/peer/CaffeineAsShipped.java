package dev.multilayercache.benchmark.hit.peer;

import com.github.benmanes.caffeine.cache.Caffeine;

/** The reference: expiry after write, everything else as it comes. */
public final class CaffeineAsShipped extends CaffeineCalls {

  @Override
  Caffeine<Object, Object> builder() {
    return Caffeine.newBuilder().expireAfterWrite(Sizes.TIME_TO_LIVE);
  }
}
