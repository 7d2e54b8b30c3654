package dev.multilayercache.benchmark.memory;

import dev.multilayercache.MultiLayerCached;
import java.util.concurrent.atomic.AtomicLong;

/** Cached methods that differ in their tags; what they return is one object. */
final class Numbers {
  static final AtomicLong BODIES = new AtomicLong();

  private static final Object VALUE = new Object();

  private Numbers() {}

  @MultiLayerCached(cache = "plain", ttl = "1d")
  static Object plain(long id) {
    return body(id);
  }

  @MultiLayerCached(
      cache = "tagged",
      tags = {"numbers", "things"},
      ttl = "1d")
  static Object tagged(long id) {
    return body(id);
  }

  @MultiLayerCached(
      cache = "templated",
      tags = {"numbers", "number:{0}"},
      ttl = "1d")
  static Object templated(long id) {
    return body(id);
  }

  static Object body(long id) {
    BODIES.incrementAndGet();
    return VALUE;
  }
}
