package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.text.NearestName;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    return with(own, ttl, call.layerTtl(), () -> configured.apply(cache.name()).layerTtl());
  }

  /**
   * A lifetime with other times.
   *
   * @param ttl null leaves that of the cache
   * @param ofLayers by layer name, for those that have another one
   * @param configured the layers' own bounds, as they are written; asked for only with a ttl
   */
  static Lifetime with(
      Lifetime own,
      @Nullable Duration ttl,
      Map<String, Duration> ofLayers,
      Supplier<Map<String, Duration>> configured) {
    Map<String, Duration> layerTtl = new HashMap<>(own.layerTtl());
    if (ttl != null) {
      layerTtl.values().removeIf(each -> each.compareTo(own.ttl()) >= 0);
      configured.get().forEach(layerTtl::putIfAbsent);
    }
    layerTtl.putAll(ofLayers);
    Duration total = ttl == null ? own.ttl() : ttl;
    return new Lifetime(total, layerTtl, shorter(own.nullTtl(), total), own.until(), own.maxIdle());
  }

  private static Duration shorter(Duration left, Duration right) {
    return left.compareTo(right) <= 0 ? left : right;
  }
}
