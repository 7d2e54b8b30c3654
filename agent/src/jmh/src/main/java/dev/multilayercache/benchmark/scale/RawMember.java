package dev.multilayercache.benchmark.scale;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;

/** A stock member that tells what CPU it used; ends with its standard input. */
public final class RawMember {
  static final String NAME = "raw";

  private RawMember() {}

  /**
   * Takes the name of the cluster, the first port on loopback and how many members there will be;
   * says {@code started} when all are there. Each line is answered with the nanoseconds of CPU of
   * the process, and of its threads for partitions.
   */
  public static void main(String[] arguments) throws Exception {
    int members = Integer.parseInt(arguments[2]);
    HazelcastInstance member =
        Hazelcast.newHazelcastInstance(config(arguments[0], arguments[1], members));
    while (member.getCluster().getMembers().size() < members) {
      Thread.sleep(100);
    }
    System.out.println("started");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (lines.readLine() != null) {
      System.out.println(Usage.process() + " " + Usage.partitions());
    }
    member.getLifecycleService().terminate();
  }

  private static Config config(String cluster, String port, int members) {
    Config config = new Config();
    config.setClusterName(cluster);
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config.getMapConfig(NAME).setBackupCount(2).setStatisticsEnabled(false);
    config.getRingbufferConfig(NAME).setBackupCount(2).setCapacity(65_536);
    int first = Integer.parseInt(port);
    config
        .getNetworkConfig()
        .setPort(first)
        .setPortCount(members)
        .getInterfaces()
        .setEnabled(true)
        .addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true);
    for (int i = 0; i < members; i++) {
      config.getNetworkConfig().getJoin().getTcpIpConfig().addMember("127.0.0.1:" + (first + i));
    }
    return config;
  }

  /** Of this process. */
  private static final class Usage {
    private Usage() {}

    static long process() {
      return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
          .getProcessCpuTime();
    }

    static long partitions() {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long sum = 0;
      for (ThreadInfo each : threads.getThreadInfo(threads.getAllThreadIds())) {
        if (each != null && each.getThreadName().contains("partition-operation")) {
          sum += threads.getThreadCpuTime(each.getThreadId());
        }
      }
      return sum;
    }
  }
}
