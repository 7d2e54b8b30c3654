package dev.multilayercache.benchmark.cluster;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Two applications in one cluster on loopback.
 *
 * @param member the server, if the applications are clients
 */
record Cluster(CostJvm one, CostJvm other, @Nullable ForkedJvm member) implements AutoCloseable {

  /** Two members, one in each application. */
  static Cluster embedded(Path jdk, Path agentJar) throws IOException, InterruptedException {
    int port = ClusterFile.freeRange();
    Path file = file("embedded", name(), port + "-" + (port + 2));
    CostJvm one = CostJvm.start(jdk, agentJar, file, "embedded", "");
    CostJvm other = CostJvm.start(jdk, agentJar, file, "embedded", "");
    one.awaitMembers(2);
    return new Cluster(one, other, null);
  }

  /**
   * Two clients of one stock member.
   *
   * @param secret of the cluster; empty for none
   */
  static Cluster clients(Path jdk, Path agentJar, String secret) throws IOException {
    int port = ClusterFile.freeRange();
    String name = name();
    ForkedJvm member = CostJvm.member(jdk, name, port);
    Path file = file("client", name, Integer.toString(port));
    return new Cluster(
        CostJvm.start(jdk, agentJar, file, "client", secret),
        CostJvm.start(jdk, agentJar, file, "client", secret),
        member);
  }

  private static String name() {
    return "cost-" + UUID.randomUUID();
  }

  private static Path file(String mode, String name, String port) throws IOException {
    String text =
        """
        application: cost
        layers:
          - { name: local,   type: caffeine,  maximumEntries: 10000 }
          - { name: cluster, type: hazelcast, maximumEntries: 100000 }
        cluster:
          mode: %s
          name: %s
          members: [127.0.0.1]
          interface: 127.0.0.1
          port: %s
          secret: ${env:COST_SECRET}
        """
            .formatted(mode, name, port);
    return Files.writeString(Files.createTempDirectory("cluster-cost").resolve("agent.yaml"), text);
  }

  @Override
  public void close() {
    one.close();
    other.close();
    if (member != null) {
      member.close();
    }
  }
}
