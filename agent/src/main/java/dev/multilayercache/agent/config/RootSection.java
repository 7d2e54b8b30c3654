package dev.multilayercache.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Understands the whole file: its top-level keys and what they must say together. */
final class RootSection {
  private static final List<String> KEYS =
      List.of(
          "enabled",
          "application",
          "layers",
          "cluster",
          "defaults",
          "caches",
          "methods",
          "jmx",
          "warmUp");
  private static final String APPLICATION_EXAMPLE =
      "Write a name for this application in the cluster, for example shop.";

  private final Substitution substitution;

  RootSection(Substitution substitution) {
    this.substitution = substitution;
  }

  AgentConfig read(String source, Setting.Section section) throws ConfigException {
    SectionReader root = new SectionReader(section, substitution, KEYS);
    List<LayerConfig> layers = new LayersSection(substitution).read(root);
    List<String> layerNames = new ArrayList<>();
    boolean clustered = false;
    for (LayerConfig layer : layers) {
      layerNames.add(layer.name());
      clustered |= layer.isShared();
    }
    ClusterConfig cluster = new ClusterSection(substitution).read(root.section("cluster"));
    String application = root.text("application", APPLICATION_EXAMPLE);
    if (application != null) {
      Names.requireSimple(root.place("application"), application);
    }
    if (clustered) {
      requireCluster(root, cluster, application);
    }
    return new AgentConfig(
        source,
        root.flag("enabled", /* otherwise= */ true),
        application,
        layers,
        cluster,
        defaults(root.section("defaults"), layers.size()),
        caches(root.section("caches"), layerNames),
        new MethodsSection(substitution, layerNames).read(root),
        jmx(root.section("jmx")),
        new WarmUpSection(substitution).read(root.section("warmUp")));
  }

  /** What a shared layer needs beside itself. */
  private static void requireCluster(
      SectionReader root, @Nullable ClusterConfig cluster, @Nullable String application)
      throws ConfigException {
    if (cluster == null) {
      throw root.place("cluster")
          .refuse(
              "is missing, and a layer is of type hazelcast. Write cluster: with name, members.");
    }
    if (application == null) {
      throw root.place("application")
          .refuse("is missing, and a layer is of type hazelcast. " + APPLICATION_EXAMPLE);
    }
  }

  private Defaults defaults(Setting.@Nullable Section section, int layerCount)
      throws ConfigException {
    Defaults builtIn = Defaults.BUILT_IN;
    if (section == null) {
      return builtIn;
    }
    SectionReader defaults =
        new SectionReader(
            section,
            substitution,
            List.of(
                "ttl",
                "upperLayerTtlFactor",
                "populateUpperLayers",
                "maxStaleness",
                ConsistencyWord.KEY,
                "detectMutations"));
    return new Defaults(
        defaults.duration("ttl", builtIn.ttl()),
        upperLayerTtlFactor(defaults, layerCount),
        defaults.flag("populateUpperLayers", builtIn.populateUpperLayers()),
        defaults.duration("maxStaleness", builtIn.maxStaleness()),
        ConsistencyWord.read(defaults, builtIn.consistency()),
        defaults.flag("detectMutations", builtIn.detectMutations()));
  }

  private static double upperLayerTtlFactor(SectionReader defaults, int layerCount)
      throws ConfigException {
    String key = "upperLayerTtlFactor";
    Double factor = defaults.parsed(key, "Write 0.2, or 0 for none.", Fractions::parseOrZero);
    if (factor != null && factor * (layerCount - 1) >= 1) {
      throw defaults
          .place(key)
          .refuse(
              "is %s, which leaves the nearest of %d layers no ttl. Write less than 1/%d."
                  .formatted(factor, layerCount, layerCount - 1));
    }
    return factor == null ? Defaults.BUILT_IN.upperLayerTtlFactor() : factor;
  }

  private Map<String, CacheWishes> caches(Setting.@Nullable Section section, List<String> layers)
      throws ConfigException {
    Map<String, CacheWishes> caches = new LinkedHashMap<>();
    if (section != null) {
      for (Map.Entry<String, Setting> each : section.settings().entrySet()) {
        if (!(each.getValue() instanceof Setting.Nothing)) {
          caches.put(each.getKey(), cache(SectionReader.sectionOf(each.getValue()), layers));
        }
      }
    }
    return caches;
  }

  private CacheWishes cache(Setting.Section section, List<String> layers) throws ConfigException {
    SectionReader cache = new SectionReader(section, substitution, WishesReader.CACHE_KEYS);
    return new WishesReader(cache, layers).ofCache();
  }

  private JmxConfig jmx(Setting.@Nullable Section section) throws ConfigException {
    JmxConfig builtIn = JmxConfig.BUILT_IN;
    if (section == null) {
      return builtIn;
    }
    SectionReader jmx =
        new SectionReader(section, substitution, List.of("enabled", "operations", "startDelay"));
    return new JmxConfig(
        jmx.flag("enabled", builtIn.enabled()),
        jmx.flag("operations", builtIn.operations()),
        jmx.duration("startDelay", builtIn.startDelay()));
  }
}
