package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.InterfacesConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.RingbufferConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.ProtocolType;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;
import dev.multilayercache.agent.config.ClusterConfig;
import java.time.Duration;
import java.util.EventListener;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts a member of the cluster in this JVM.
 *
 * <p>It listens on one interface, on the first free port of the range, for other members only:
 * there is no port for clients, REST or management. It joins the configured members and nobody
 * else. Timings are far shorter than Hazelcast's own, which wait minutes for a dead member.
 */
final class MemberStart implements Start {
  private static final String PROTECTION = "mlc";
  private static final Duration CALM = Duration.ofSeconds(3);

  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry(Silence.LOGGING_TYPE, Silence.NONE),
          Map.entry("hazelcast.phone.home.enabled", "false"),
          Map.entry("hazelcast.shutdownhook.enabled", "false"),
          Map.entry("hazelcast.socket.bind.any", "false"),
          Map.entry("hazelcast.health.monitoring.level", "OFF"),
          Map.entry("hazelcast.slow.operation.detector.enabled", "false"),
          Map.entry("hazelcast.discovery.enabled", "false"),
          Map.entry("hazelcast.operation.fail.on.indeterminate.state", "true"),
          Map.entry("hazelcast.operation.backup.timeout.millis", "1000"),
          Map.entry("hazelcast.operation.call.timeout.millis", "5000"),
          Map.entry("hazelcast.invocation.retry.pause.millis", "50"),
          Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
          Map.entry("hazelcast.max.no.heartbeat.seconds", "10"),
          Map.entry("hazelcast.merge.first.run.delay.seconds", "10"),
          Map.entry("hazelcast.merge.next.run.delay.seconds", "10"),
          Map.entry("hazelcast.wait.seconds.before.join", "1"),
          Map.entry("hazelcast.max.wait.seconds.before.join", "2"),
          Map.entry("hazelcast.max.join.seconds", "20"),
          Map.entry("hazelcast.graceful.shutdown.max.wait", "1"),
          Map.entry("hazelcast.io.input.thread.count", "1"),
          Map.entry("hazelcast.io.output.thread.count", "1"),
          Map.entry("hazelcast.operation.thread.count", "2"),
          Map.entry("hazelcast.operation.generic.thread.count", "2"),
          Map.entry("hazelcast.operation.response.thread.count", "1"),
          Map.entry("hazelcast.event.thread.count", "1"));

  private final String application;
  private final ClusterConfig cluster;
  private final long maximumEntries;

  MemberStart(String application, ClusterConfig cluster, long maximumEntries) {
    this.application = application;
    this.cluster = cluster;
    this.maximumEntries = maximumEntries;
  }

  @Override
  public HazelcastInstance start(EventListener events) {
    return Hazelcast.newHazelcastInstance(config(events));
  }

  @Override
  public boolean isConnectedOnceStarted() {
    return true;
  }

  /**
   * While partitions move to a member that joined, its operations and others' take long or fail.
   */
  @Override
  public void settle(HazelcastInstance connected) throws InterruptedException {
    long deadline = System.nanoTime() + CALM.toNanos();
    while (!connected.getPartitionService().isClusterSafe() && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private Config config(EventListener events) {
    Config config = new Config();
    config.setClassLoader(new WireClassLoader());
    config.setClusterName(cluster.name());
    PROPERTIES.forEach(config::setProperty);
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    config.getIntegrityCheckerConfig().setEnabled(false);
    config.getManagementCenterConfig().setConsoleEnabled(false).setDataAccessEnabled(false);
    WireTypes.restrict(config.getSerializationConfig());
    config.setAdvancedNetworkConfig(network());
    config.addListenerConfig(new ListenerConfig(events));
    addObjects(config);
    return config;
  }

  private AdvancedNetworkConfig network() {
    ServerSocketEndpointConfig endpoint =
        new ServerSocketEndpointConfig()
            .setProtocolType(ProtocolType.MEMBER)
            .setPort(cluster.firstPort())
            .setPortAutoIncrement(true)
            .setPortCount(cluster.lastPort() - cluster.firstPort() + 1)
            .setReuseAddress(false)
            .setInterfaces(
                new InterfacesConfig().setEnabled(true).addInterface(cluster.networkInterface()));
    endpoint.setSocketConnectTimeoutSeconds(2);
    JoinConfig join = new JoinConfig();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    join.getTcpIpConfig()
        .setEnabled(true)
        .setConnectionTimeoutSeconds(2)
        .setMembers(Addresses.of(cluster));
    AdvancedNetworkConfig network = new AdvancedNetworkConfig().setEnabled(true);
    // Also takes the place of the endpoint for clients that would be there by default.
    network.setEndpointConfigs(Map.of(com.hazelcast.instance.EndpointQualifier.MEMBER, endpoint));
    return network.setJoin(join);
  }

  private void addObjects(Config config) {
    int minMembers = Addresses.minMembers(cluster);
    RingbufferConfig log = ObjectConfigs.log(application);
    if (minMembers > 1) {
      config.addSplitBrainProtectionConfig(
          new SplitBrainProtectionConfig(PROTECTION, true, minMembers)
              .setProtectOn(SplitBrainProtectionOn.READ_WRITE));
      log.setSplitBrainProtectionName(PROTECTION);
    }
    config.addRingBufferConfig(log);
    for (MapConfig map : ObjectConfigs.maps(application, maximumEntries)) {
      config.addMapConfig(minMembers > 1 ? map.setSplitBrainProtectionName(PROTECTION) : map);
    }
  }
}
