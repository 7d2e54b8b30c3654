package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.CacheWishes;
import dev.multilayercache.agent.config.LayerConfig;
import dev.multilayercache.agent.config.TimeWishes;
import dev.multilayercache.agent.text.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which layers a method uses and for how long an entry lives, in total and in each of them.
 *
 * <p>The order of precedence is method, then cache, then layer or defaults. No layer keeps an entry
 * longer than the total.
 */
record LifetimePlan(
    Duration ttl, Map<String, Duration> layerTtl, Duration nullTtl, List<String> layers) {
  private static final Duration LEAST_NULL_TTL = Duration.ofSeconds(1);
  private static final Duration MOST_NULL_TTL = Duration.ofSeconds(60);

  /**
   * The plan of a method.
   *
   * @param wishes of the method, and of its cache where the method says nothing
   */
  static LifetimePlan of(AgentConfig config, CacheWishes wishes) throws RefusedException {
    List<LayerConfig> layers = chosenLayers(config, wishes);
    checkLayerTtl(config, layers, wishes);
    TimeWishes times = wishes.times();
    Duration ttl = said(times.ttl(), config.defaults().ttl());
    UpperLayerTtl steps = new UpperLayerTtl(config.defaults().upperLayerTtlFactor(), layers);
    Map<String, Duration> layerTtl = new LinkedHashMap<>();
    for (LayerConfig layer : layers) {
      Duration said =
          said(times.layerTtl().get(layer.name()), said(layer.ttl(), steps.of(layer, ttl)));
      layerTtl.put(layer.name(), shorter(said, ttl));
    }
    Duration nullTtl = said(times.nullTtl(), nullTtlWithin(ttl));
    return new LifetimePlan(ttl, layerTtl, shorter(nullTtl, ttl), names(layers));
  }

  static CacheTimes ofCache(AgentConfig config, CacheWishes wishes) {
    TimeWishes times = wishes.times();
    Duration ttl = said(times.ttl(), config.defaults().ttl());
    UpperLayerTtl steps =
        new UpperLayerTtl(config.defaults().upperLayerTtlFactor(), config.layers());
    Map<String, Duration> layerTtl = new LinkedHashMap<>();
    for (LayerConfig layer : config.layers()) {
      Duration said = layer.ttl() == null ? steps.of(layer, ttl) : layer.ttl();
      if (layer.ttl() != null || !said.equals(ttl)) {
        layerTtl.put(layer.name(), said);
      }
    }
    layerTtl.putAll(times.layerTtl());
    Duration nullTtl = said(times.nullTtl(), nullTtlWithin(ttl));
    return new CacheTimes(ttl, layerTtl, shorter(nullTtl, ttl), times.ttlUntil(), times.maxIdle());
  }

  /** The layers asked for in the order of the chain, whatever order they were asked for in. */
  private static List<LayerConfig> chosenLayers(AgentConfig config, CacheWishes wishes)
      throws RefusedException {
    for (String name : wishes.layers()) {
      checkKnown("layers", name, config);
    }
    if (wishes.layers().isEmpty()) {
      return config.layers();
    }
    List<LayerConfig> chosen = new ArrayList<>(config.layers());
    chosen.removeIf(layer -> !wishes.layers().contains(layer.name()));
    return chosen;
  }

  private static void checkLayerTtl(
      AgentConfig config, List<LayerConfig> chosen, CacheWishes wishes) throws RefusedException {
    for (String name : wishes.times().layerTtl().keySet()) {
      checkKnown("layerTtl", name, config);
      if (!names(chosen).contains(name)) {
        throw new RefusedException(
            "layerTtl names the layer \""
                + name
                + "\", which layers leaves out. Add it to layers or remove its ttl.");
      }
    }
  }

  private static void checkKnown(String attribute, String name, AgentConfig config)
      throws RefusedException {
    List<String> known = config.layerNames();
    if (!known.contains(name)) {
      throw new RefusedException(
          attribute
              + " names the layer \""
              + name
              + "\", which "
              + config.file()
              + " does not have. "
              + NearestName.suggest(name, known));
    }
  }

  private static Duration nullTtlWithin(Duration ttl) {
    // In nanoseconds: the JDK divides in decimal numbers, for which it settles the common pool.
    Duration tenth = Duration.ofNanos(ttl.toNanos() / 10);
    return shorter(tenth.compareTo(LEAST_NULL_TTL) < 0 ? LEAST_NULL_TTL : tenth, MOST_NULL_TTL);
  }

  private static Duration said(@Nullable Duration said, Duration otherwise) {
    return said == null ? otherwise : said;
  }

  private static Duration shorter(Duration left, Duration right) {
    return left.compareTo(right) <= 0 ? left : right;
  }

  private static List<String> names(List<LayerConfig> layers) {
    return layers.stream().map(LayerConfig::name).toList();
  }
}
