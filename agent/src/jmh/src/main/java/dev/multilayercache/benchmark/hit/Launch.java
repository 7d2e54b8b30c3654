package dev.multilayercache.benchmark.hit;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.benchmark.hit.contender.Peer;
import dev.multilayercache.benchmark.hit.harness.PairedJvm;
import dev.multilayercache.benchmark.hit.harness.Slice;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts the JVM of one comparison and reads what it measures. */
final class Launch {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String LOCAL_LAYER =
      """
      application: hits
      layers:
        - { name: local, type: caffeine, maximumEntries: 10000 }
      """;

  /** What Hazelcast asks for at its start, for the best performance. */
  private static final List<String> OPENED_FOR_HAZELCAST =
      List.of(
          "--add-modules=java.se",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.management/sun.management=ALL-UNNAMED",
          "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

  private final Path agentJar;
  private final Path directory;
  private final int rounds;

  Launch(Path agentJar, int rounds) throws IOException {
    this.agentJar = agentJar;
    this.directory = Files.createTempDirectory("hits");
    this.rounds = rounds;
  }

  void measure(Path jdk, Comparison comparison, Measured into) throws IOException {
    try (ForkedJvm jvm = start(jdk, comparison)) {
      for (String line = jvm.nextLine(PATIENCE); ; line = jvm.nextLine(PATIENCE)) {
        String[] words = line.split(" ", 4);
        if (words[0].equals(PairedJvm.DROPPED)) {
          into.addDropped(Long.parseLong(words[1]));
          return;
        }
        if (words[0].equals(PairedJvm.FAILED)) {
          throw new IllegalStateException(comparison + ": " + line + "; stderr: " + jvm.errors());
        }
        if (words[0].equals(PairedJvm.SLICE)) {
          into.add(new Variant(words[1], Integer.parseInt(words[2])), Slice.parse(words[3]));
        }
      }
    }
  }

  private ForkedJvm start(Path jdk, Comparison comparison) throws IOException {
    ForkedJvm.Builder jvm =
        ForkedJvm.java()
            .jdk(jdk)
            .option("-Xms1g")
            .option("-Xmx1g")
            .option("-javaagent:" + agentJar + "=" + configuration(comparison));
    OPENED_FOR_HAZELCAST.forEach(jvm::option);
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      jvm.classPath(Path.of(entry));
    }
    List<String> arguments = new ArrayList<>();
    arguments.add(comparison.work().name());
    arguments.add(Integer.toString(rounds));
    for (Class<? extends Peer> peer : LineUp.of(comparison)) {
      arguments.add(peer.getName());
    }
    return jvm.start(PairedJvm.class.getName(), arguments.toArray(String[]::new));
  }

  private Path configuration(Comparison comparison) throws IOException {
    return comparison.isClustered()
        ? Files.writeString(directory.resolve("cluster.yaml"), LOCAL_LAYER + clusterLayer())
        : Files.writeString(directory.resolve("local.yaml"), LOCAL_LAYER);
  }

  /** A member on loopback, alone and the majority of its cluster. */
  private static String clusterLayer() {
    int port = ClusterFile.freeRange();
    return """
          - { name: cluster, type: hazelcast, maximumEntries: 100000 }
        cluster: { name: hits-%d, members: [127.0.0.1], interface: 127.0.0.1, port: %d }
        """
        .formatted(port, port);
  }
}
