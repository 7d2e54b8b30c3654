package dev.multilayercache.agent;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.ClusterConfig;
import dev.multilayercache.agent.config.ConfigException;
import dev.multilayercache.agent.config.FileConfig;
import dev.multilayercache.agent.config.LayerConfig;
import dev.multilayercache.agent.config.StoreConfig;
import dev.multilayercache.agent.layer.GuardedLayer;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.layer.file.FileStore;
import dev.multilayercache.agent.layer.hazelcast.HazelcastLayer;
import dev.multilayercache.agent.layer.store.StoreLayer;
import dev.multilayercache.agent.layer.store.ThirdPartyStore;
import dev.multilayercache.layer.LayerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the layers that agent.yaml names: the one switch to extend for a new technology. */
final class LayerFactory {
  private final AgentConfig config;
  private final Generations generations;
  private final LongSupplier nanoClock;
  private @Nullable HazelcastLayer cluster;

  LayerFactory(AgentConfig config, Generations generations, LongSupplier nanoClock) {
    this.config = config;
    this.generations = generations;
    this.nanoClock = nanoClock;
  }

  /** How the cluster is, in a word and where it helps a reason. */
  String clusterState() {
    return cluster == null ? "none configured" : cluster.status().state();
  }

  List<String> clusterMembers() {
    return cluster == null ? List.of() : cluster.members();
  }

  /**
   * The chain, nearest first; nothing is started yet.
   *
   * @throws ConfigException if a third party's class cannot be found, or is no factory
   */
  List<Layer> layers() throws ConfigException {
    List<Layer> layers = new ArrayList<>();
    for (LayerConfig layer : config.layers()) {
      layers.add(layer(layer));
    }
    return List.copyOf(layers);
  }

  private Layer layer(LayerConfig layer) throws ConfigException {
    if (layer.store() != null) {
      return new GuardedLayer(thirdParty(layer, layer.store()), nanoClock);
    }
    return switch (layer.type()) {
      case LayerConfig.CAFFEINE ->
          new CaffeineLayer(
              layer.name(),
              layer.maximumEntries(),
              layer.maxIdle(),
              layer.memoryGuard(),
              nanoClock);
      case LayerConfig.HAZELCAST -> new GuardedLayer(hazelcast(layer), nanoClock);
      case LayerConfig.FILE ->
          new GuardedLayer(file(layer, Objects.requireNonNull(layer.file())), nanoClock);
      default -> throw new IllegalStateException("No layer of type " + layer.type());
    };
  }

  /** What other nodes invalidated while this JVM did not run is not known: then it starts empty. */
  private StoreLayer file(LayerConfig layer, FileConfig file) {
    return StoreLayer.ofOurs(
        layer.name(),
        () ->
            FileStore.open(
                layer.name(), file.directory(), file.maximumBytes(), layer.maximumEntries()),
        /* startsEmpty= */ config.isClustered(),
        nanoClock);
  }

  private StoreLayer thirdParty(LayerConfig layer, StoreConfig store) throws ConfigException {
    LayerSettings settings =
        new LayerSettings(layer.name(), layer.maximumEntries(), store.settings());
    try {
      return StoreLayer.ofThirdParty(
          layer.name(),
          ThirdPartyStore.find(layer.type(), store.classPath(), settings, store.place()),
          /* startsEmpty= */ config.isClustered(),
          nanoClock);
    } catch (IllegalArgumentException mistake) {
      throw new ConfigException(store.place() + " " + mistake.getMessage());
    }
  }

  private HazelcastLayer hazelcast(LayerConfig layer) {
    ClusterConfig settings = Objects.requireNonNull(config.cluster(), "cluster");
    String application = Objects.requireNonNull(config.application(), "application");
    cluster =
        new HazelcastLayer(
            layer.name(),
            application,
            settings,
            layer.maximumEntries(),
            layer.values(),
            config.defaults().maxStaleness(),
            generations,
            nanoClock);
    return cluster;
  }
}
