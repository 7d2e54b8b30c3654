package dev.multilayercache.agent;

import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.AgentConfig.ClusterConfig;
import dev.multilayercache.agent.config.AgentConfig.LayerConfig;
import dev.multilayercache.agent.layer.GuardedLayer;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.layer.hazelcast.HazelcastLayer;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/** Makes the layers that agent.yaml names: the one switch to extend for a new technology. */
final class LayerFactory {
  private final AgentConfig config;
  private final LongSupplier nanoClock;

  LayerFactory(AgentConfig config, LongSupplier nanoClock) {
    this.config = config;
    this.nanoClock = nanoClock;
  }

  /** The chain, nearest first; nothing is started yet. */
  List<Layer> layers() {
    return config.layers().stream().map(this::layer).toList();
  }

  private Layer layer(LayerConfig layer) {
    return switch (layer.type()) {
      case "caffeine" -> new CaffeineLayer(layer.name(), layer.maximumEntries(), nanoClock);
      case "hazelcast" -> new GuardedLayer(hazelcast(layer), nanoClock);
      default -> throw new IllegalStateException("No layer of type " + layer.type());
    };
  }

  private HazelcastLayer hazelcast(LayerConfig layer) {
    ClusterConfig cluster = Objects.requireNonNull(config.cluster(), "cluster");
    String application = Objects.requireNonNull(config.application(), "application");
    return new HazelcastLayer(
        layer.name(),
        application,
        cluster,
        layer.maximumEntries(),
        config.defaults().maxStaleness(),
        nanoClock);
  }
}
