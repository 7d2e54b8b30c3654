package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.text.NearestName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How long entries live that the API writes: as the call says, else as the cache's methods do, else
 * as agent.yaml says of a cache of that name.
 */
record ApiLifetimes(Function<String, Lifetime> configured, List<String> layers) {

  /**
   * Checks the layers that a call names.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  void check(ApiCall call) {
    for (String each : call.layerTtl().keySet()) {
      if (!layers.contains(each)) {
        throw new IllegalArgumentException(
            "ttl of layer %s: no layer has this name. %s"
                .formatted(each, NearestName.suggest(each, layers)));
      }
    }
  }

  /** For a cache that nobody has used before. */
  Lifetime ofNew(String cache) {
    return configured.apply(cache);
  }

  Lifetime of(LayeredCache cache, ApiCall call) {
    Lifetime own = cache.lifetime();
    Duration ttl = call.ttl();
    if (ttl == null && call.layerTtl().isEmpty()) {
      return own;
    }
    Map<String, Duration> layerTtl = new HashMap<>(own.layerTtl());
    if (ttl != null) {
      layerTtl.values().removeIf(each -> each.compareTo(own.ttl()) >= 0);
      configured.apply(cache.name()).layerTtl().forEach(layerTtl::putIfAbsent);
    }
    layerTtl.putAll(call.layerTtl());
    Duration total = ttl == null ? own.ttl() : ttl;
    return new Lifetime(total, layerTtl, shorter(own.nullTtl(), total), own.until(), own.maxIdle());
  }

  private static Duration shorter(Duration left, Duration right) {
    return left.compareTo(right) <= 0 ? left : right;
  }
}
