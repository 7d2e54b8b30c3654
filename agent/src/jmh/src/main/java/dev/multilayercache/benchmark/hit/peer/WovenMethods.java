package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.MultiLayerCached;

/** What an application would write. */
final class WovenMethods {

  @MultiLayerCached(
      tags = {"numbers", "answers"},
      ttl = "1h")
  Long one(long id) {
    return Bodies.run(id);
  }

  @MultiLayerCached(
      tags = {"numbers", "answers"},
      ttl = "1h")
  Long two(long id, String region) {
    return Bodies.run(id);
  }

  @MultiLayerCached(
      tags = {"numbers", "answers"},
      ttl = "1h")
  Long none() {
    return Bodies.run(0);
  }

  @MultiLayerCached(
      tags = {"numbers", "answers"},
      ttl = "1h")
  Long four(long id, String region, int page, boolean detailed) {
    return Bodies.run(id);
  }
}
