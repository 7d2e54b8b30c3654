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

  /** One that was not read for too long has expired; another one had to make room. */
  void dropped(boolean isExpired) {
    if (isExpired) {
      expired();
    } else {
      evicted();
    }
  }

  long expirations() {
    return expirations.sum();
  }

  long evictions() {
    return evictions.sum();
  }
}
