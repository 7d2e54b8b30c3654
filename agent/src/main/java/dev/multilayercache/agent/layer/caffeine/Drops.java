package dev.multilayercache.agent.layer.caffeine;

import java.util.concurrent.atomic.LongAdder;

/** Counts why entries went, other than by invalidation. */
final class Drops {
  private final LongAdder expirations = new LongAdder();
  private final LongAdder evictions = new LongAdder();

  void expired() {
    expirations.increment();
  }

  void evicted() {
    evictions.increment();
  }

  long expirations() {
    return expirations.sum();
  }

  long evictions() {
    return evictions.sum();
  }
}
