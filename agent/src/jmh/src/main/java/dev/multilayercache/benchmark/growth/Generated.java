package dev.multilayercache.benchmark.growth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** What generated classes refer to; public because they are in a class loader of their own. */
public final class Generated {
  /** Entries of each cache; all are full. */
  static final int ENTRIES = 16;

  static final AtomicLong BODIES = new AtomicLong();

  public static final Function<Long, Long> LOADER = Generated::body;

  private Generated() {}

  /** One generated class: calls each of its methods once. */
  public interface Rotation {
    long call(long id);
  }

  /** For each method that caches by hand. */
  public static Cache<Long, Long> cache() {
    return Caffeine.newBuilder().maximumSize(ENTRIES).expireAfterWrite(Duration.ofDays(1)).build();
  }

  public static Long body(long id) {
    BODIES.incrementAndGet();
    return id + 1_000;
  }
}
