package dev.multilayercache.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What agent.yaml says, checked and complete; each part has its defaults beside it.
 *
 * @param source where it was read from, for people: a path, or {@code built-in defaults}
 * @param application namespace in a shared cluster
 * @param layers nearest first
 * @param cluster null if no layer needs one
 * @param caches what is said of caches by their names
 */
public record AgentConfig(
    String source,
    boolean enabled,
    @Nullable String application,
    List<LayerConfig> layers,
    @Nullable ClusterConfig cluster,
    Defaults defaults,
    Map<String, CacheWishes> caches,
    List<MethodConfig> methods,
    JmxConfig jmx,
    WarmUpConfig warmUp) {

  private static final String BUILT_IN_SOURCE = "built-in defaults";

  public AgentConfig {
    layers = List.copyOf(layers);
    caches = Map.copyOf(caches);
    methods = List.copyOf(methods);
  }

  /** What holds where no file is named: the local layer only, no port, no cluster. */
  public static AgentConfig builtIn() {
    return new AgentConfig(
        BUILT_IN_SOURCE,
        /* enabled= */ true,
        /* application= */ null,
        List.of(LayerConfig.LOCAL),
        /* cluster= */ null,
        Defaults.BUILT_IN,
        Map.of(),
        List.of(),
        JmxConfig.BUILT_IN,
        WarmUpConfig.BUILT_IN);
  }

  /** The file for people: the one that was read, else the name that one usually has. */
  public String file() {
    return source.equals(BUILT_IN_SOURCE) ? "agent.yaml" : source;
  }

  /** Names of the layers, nearest first. */
  public List<String> layerNames() {
    List<String> names = new ArrayList<>();
    for (LayerConfig layer : layers) {
      names.add(layer.name());
    }
    return names;
  }

  /** By layer, the part of its ttl that an entry's life may be shorter. */
  public Map<String, Double> ttlJitter() {
    Map<String, Double> jitter = new HashMap<>();
    for (LayerConfig layer : layers) {
      jitter.put(layer.name(), layer.ttlJitter());
    }
    return jitter;
  }

  /** By the name of a layer: with how many hits in farther layers a key is copied into it. */
  public Map<String, Integer> admitAfter() {
    Map<String, Integer> admitAfter = new HashMap<>();
    for (LayerConfig layer : layers) {
      admitAfter.put(layer.name(), layer.admitAfter());
    }
    return admitAfter;
  }

  /** Whether other nodes have a say in what this one may serve. */
  public boolean isClustered() {
    for (LayerConfig layer : layers) { // a stream would cost the start some milliseconds
      if (layer.isShared()) {
        return true;
      }
    }
    return false;
  }
}
