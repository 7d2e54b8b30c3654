package dev.multilayercache.faults.app;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NearCacheConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;

/**
 * The Hazelcast of the caches that are compared with: another cluster between the same nodes, with
 * the timeouts of the agent's own.
 */
final class ComparisonCluster {
  static final String NEAR_CACHED = "near-cached";

  private ComparisonCluster() {}

  static HazelcastInstance start(NodeOptions options) {
    return options.client() ? client(options) : member(options);
  }

  private static HazelcastInstance member(NodeOptions options) {
    Config config = new Config().setClusterName(options.comparisonName());
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "1");
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
    config.setProperty("hazelcast.operation.call.timeout.millis", "5000");
    config.setProperty("hazelcast.operation.backup.timeout.millis", "1000");
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "10");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "10");
    config.setProperty("hazelcast.partition.count", "31");
    config.setProperty(
        "hazelcast.map.invalidation.batch.enabled", Boolean.toString(options.batches()));
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config
        .getNetworkConfig()
        .setPort(5701)
        .setPortAutoIncrement(false)
        .getInterfaces()
        .setEnabled(true)
        .addInterface(options.address());
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    options.members().forEach(join.getTcpIpConfig()::addMember);
    config.getMapConfig(NEAR_CACHED).setNearCacheConfig(nearCache().setCacheLocalEntries(true));
    return Hazelcast.newHazelcastInstance(config);
  }

  private static HazelcastInstance client(NodeOptions options) {
    ClientConfig config = new ClientConfig().setClusterName(options.comparisonName());
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.client.invocation.timeout.seconds", "5");
    config.setProperty("hazelcast.client.heartbeat.interval", "1000");
    config.setProperty("hazelcast.client.heartbeat.timeout", "5000");
    config.getMetricsConfig().setEnabled(false);
    config.getConnectionStrategyConfig().setReconnectMode(ReconnectMode.ASYNC);
    config.getConnectionStrategyConfig().getConnectionRetryConfig().setMaxBackoffMillis(2000);
    options.members().forEach(each -> config.getNetworkConfig().addAddress(each + ":5701"));
    config.addNearCacheConfig(nearCache());
    return HazelcastClient.newHazelcastClient(config);
  }

  private static NearCacheConfig nearCache() {
    return new NearCacheConfig(NEAR_CACHED)
        .setInMemoryFormat(InMemoryFormat.OBJECT)
        .setInvalidateOnChange(true);
  }
}
