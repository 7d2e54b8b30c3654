package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.client.config.ClientNetworkConfig;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.RingbufferConfig;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import dev.multilayercache.agent.config.ClusterConfig;
import dev.multilayercache.agent.log.AgentLog;
import java.util.EventListener;
import java.util.Map;

/**
 * Starts a client of stock Hazelcast servers; opens no port.
 *
 * <p>The client goes on looking for its servers for ever, and fails operations at once while there
 * is none.
 */
final class ClientStart implements Start {
  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry(Silence.LOGGING_TYPE, Silence.NONE),
          Map.entry("hazelcast.phone.home.enabled", "false"),
          Map.entry("hazelcast.discovery.enabled", "false"),
          Map.entry("hazelcast.client.invocation.timeout.seconds", "5"),
          Map.entry("hazelcast.client.invocation.retry.pause.millis", "50"),
          Map.entry("hazelcast.client.heartbeat.interval", "1000"),
          Map.entry("hazelcast.client.heartbeat.timeout", "5000"),
          Map.entry("hazelcast.client.operation.fail.on.indeterminate.state", "true"),
          Map.entry("hazelcast.client.operation.backup.timeout.millis", "1000"),
          Map.entry("hazelcast.client.event.thread.count", "1"),
          Map.entry("hazelcast.client.response.thread.count", "1"));

  private final String application;
  private final ClusterConfig cluster;
  private final long maximumEntries;

  ClientStart(String application, ClusterConfig cluster, long maximumEntries) {
    this.application = application;
    this.cluster = cluster;
    this.maximumEntries = maximumEntries;
  }

  @Override
  public HazelcastInstance start(EventListener events) {
    ClientConfig config = new ClientConfig();
    config.setClassLoader(new WireClassLoader());
    config.setClusterName(cluster.name());
    PROPERTIES.forEach(config::setProperty);
    config.getMetricsConfig().setEnabled(false);
    WireTypes.restrict(config.getSerializationConfig());
    ClientNetworkConfig network = config.getNetworkConfig();
    network.setAddresses(Addresses.of(cluster)).setConnectionTimeout(2_000);
    network.getAutoDetectionConfig().setEnabled(false);
    config.getConnectionStrategyConfig().setAsyncStart(true).setReconnectMode(ReconnectMode.ASYNC);
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setInitialBackoffMillis(100)
        .setMaxBackoffMillis(2_000)
        .setMultiplier(2)
        .setJitter(0.2)
        .setClusterConnectTimeoutMillis(Long.MAX_VALUE);
    config.addListenerConfig(new ListenerConfig(events));
    return HazelcastClient.newHazelcastClient(config);
  }

  @Override
  public boolean isConnectedOnceStarted() {
    return false;
  }

  /** Servers with a configuration of their own for our objects keep it: it is their memory. */
  @Override
  public void settle(HazelcastInstance connected) {
    for (MapConfig map : ObjectConfigs.maps(application, maximumEntries)) {
      add(map.getName(), () -> connected.getConfig().addMapConfig(map));
    }
    RingbufferConfig log = ObjectConfigs.log(application);
    add(log.getName(), () -> connected.getConfig().addRingBufferConfig(log));
  }

  private static void add(String name, Runnable adding) {
    try {
      adding.run();
    } catch (HazelcastException e) {
      AgentLog.debug(
          "the servers keep their own configuration of "
              + name
              + " ("
              + e.getClass().getSimpleName()
              + ")");
    }
  }
}
