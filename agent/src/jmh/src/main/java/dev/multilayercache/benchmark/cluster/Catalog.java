package dev.multilayercache.benchmark.cluster;

import dev.multilayercache.MultiLayerCached;
import java.util.concurrent.atomic.AtomicLong;

/** Methods that differ only in how they are cached; their bodies cost nothing and are counted. */
final class Catalog {
  static final AtomicLong BODIES = new AtomicLong();
  private static final Product PRODUCT = Product.sample(4_711);

  private Catalog() {}

  @MultiLayerCached(cache = "far", key = "{id}", layers = "cluster", ttl = "1d")
  static Product far(long id) {
    return body(id);
  }

  /** Like {@code far}, for keys that nobody asks for twice. */
  @MultiLayerCached(cache = "fresh", key = "{id}", layers = "cluster", ttl = "1d")
  static Product fresh(long id) {
    return body(id);
  }

  @MultiLayerCached(cache = "near", layers = "local", ttl = "1d")
  static Product near(long id) {
    return body(id);
  }

  @MultiLayerCached(cache = "seen", key = "{id}", layers = "local", ttl = "1d")
  static Product seen(long id) {
    return body(id);
  }

  static Product body(long id) {
    BODIES.incrementAndGet();
    return id < 0 ? Product.sample(id) : PRODUCT;
  }
}
