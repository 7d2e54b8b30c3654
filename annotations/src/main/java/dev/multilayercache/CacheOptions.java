package dev.multilayercache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one value is kept; what is not said here holds as for the rest of the cache. Immutable.
 *
 * <pre>{@code CacheOptions.defaults().withTtl(Duration.ofMinutes(5)).withTags("products")}</pre>
 *
 * @param ttl upper bound on the entry's age, whichever layer answers; null means the cache's
 * @param layerTtl time-to-live by layer name; a layer that is not named keeps the cache's, and an
 *     unknown one is refused by the attached agent when the options are used
 * @param tags of the entry
 */
public record CacheOptions(
    @Nullable Duration ttl, Map<String, Duration> layerTtl, List<String> tags) {
  private static final CacheOptions DEFAULTS = new CacheOptions(null, Map.of(), List.of());

  /**
   * @throws IllegalArgumentException if a duration is not more than zero
   */
  public CacheOptions {
    if (ttl != null) {
      requirePositive("ttl", ttl);
    }
    layerTtl = Map.copyOf(layerTtl);
    layerTtl.forEach((layer, each) -> requirePositive("ttl of layer " + layer, each));
    tags = List.copyOf(tags);
  }

  /** Says nothing. */
  public static CacheOptions defaults() {
    return DEFAULTS;
  }

  public CacheOptions withTtl(Duration newTtl) {
    return new CacheOptions(newTtl, layerTtl, tags);
  }

  public CacheOptions withLayerTtl(String layer, Duration newTtl) {
    Map<String, Duration> all = new LinkedHashMap<>(layerTtl);
    all.put(layer, newTtl);
    return new CacheOptions(ttl, all, tags);
  }

  /** Adds tags to those already there. */
  public CacheOptions withTags(String... more) {
    List<String> all = new ArrayList<>(tags);
    all.addAll(List.of(more));
    return new CacheOptions(ttl, layerTtl, all);
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(what + " is " + duration + ", not more than zero");
    }
  }
}
