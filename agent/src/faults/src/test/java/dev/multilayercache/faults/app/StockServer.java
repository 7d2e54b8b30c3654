package dev.multilayercache.faults.app;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;

/** A server as Hazelcast ships it: one member for the agent's clients, one for the comparison's. */
public final class StockServer {
  private StockServer() {}

  /**
   * Takes the own address, all addresses, a name and a port for each cluster, and whether
   * invalidations of near caches are gathered.
   */
  public static void main(String[] arguments) throws IOException {
    HazelcastInstance first = member(arguments, arguments[2], arguments[3]);
    HazelcastInstance second = member(arguments, arguments[4], arguments[5]);
    System.out.println("ready");
    for (int read; (read = System.in.read()) >= 0; ) {
      if (read == '\n') {
        System.out.println(
            first.getCluster().getMembers().size() + " " + second.getCluster().getMembers().size());
      }
    }
    System.exit(0);
  }

  private static HazelcastInstance member(String[] arguments, String name, String port) {
    Config config = new Config().setClusterName(name);
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "1");
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
    config.setProperty("hazelcast.operation.call.timeout.millis", "5000");
    config.setProperty("hazelcast.operation.backup.timeout.millis", "1000");
    config.setProperty("hazelcast.operation.fail.on.indeterminate.state", "true");
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "10");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "10");
    config.setProperty("hazelcast.map.invalidation.batch.enabled", arguments[6]);
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config
        .getNetworkConfig()
        .setPort(Integer.parseInt(port))
        .setPortAutoIncrement(false)
        .getInterfaces()
        .setEnabled(true)
        .addInterface(arguments[0]);
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    for (String address : arguments[1].split(",")) {
      join.getTcpIpConfig().addMember(address + ":" + port);
    }
    return Hazelcast.newHazelcastInstance(config);
  }
}
