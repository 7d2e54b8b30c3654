package dev.multilayercache.benchmark.growth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.multilayercache.MultiLayerCached;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Caches that differ in how many entries they hold, cached by the agent and by hand; all full. */
final class Sizes {
  static final AtomicLong BODIES = new AtomicLong();

  /** How many entries; each is the maximum of a layer of its own. */
  static final List<Integer> ALL = List.of(10, 1_000, 10_000, 100_000, 1_000_000);

  private Sizes() {}

  /** Answers for an id. */
  interface Answers {
    long to(long id);
  }

  static Answers woven(int entries) {
    return switch (entries) {
      case 10 -> Sizes::ten;
      case 1_000 -> Sizes::thousand;
      case 10_000 -> Sizes::tenThousand;
      case 100_000 -> Sizes::hundredThousand;
      case 1_000_000 -> Sizes::million;
      default -> throw new IllegalArgumentException(Integer.toString(entries));
    };
  }

  static Answers byHand(int entries) {
    Cache<Long, Long> cache =
        Caffeine.newBuilder().maximumSize(entries).expireAfterWrite(Duration.ofDays(1)).build();
    return id -> cache.get(id, Sizes::body);
  }

  @MultiLayerCached(cache = "ten", layers = "of10", ttl = "1d")
  static Long ten(long id) {
    return body(id);
  }

  @MultiLayerCached(cache = "thousand", layers = "of1000", ttl = "1d")
  static Long thousand(long id) {
    return body(id);
  }

  @MultiLayerCached(cache = "tenThousand", layers = "of10000", ttl = "1d")
  static Long tenThousand(long id) {
    return body(id);
  }

  @MultiLayerCached(cache = "hundredThousand", layers = "of100000", ttl = "1d")
  static Long hundredThousand(long id) {
    return body(id);
  }

  @MultiLayerCached(cache = "million", layers = "of1000000", ttl = "1d")
  static Long million(long id) {
    return body(id);
  }

  private static Long body(long id) {
    BODIES.incrementAndGet();
    return id + 1_000;
  }
}
