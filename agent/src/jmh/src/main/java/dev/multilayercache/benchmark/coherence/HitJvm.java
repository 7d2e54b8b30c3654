package dev.multilayercache.benchmark.coherence;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.fixture.cost.HitApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JVM with the packaged agent, whose caches are full and which measures on demand. */
final class HitJvm implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String LOCAL_LAYER =
      """
      application: hits
      layers:
        - { name: local, type: caffeine, maximumEntries: 100000 }
      """;

  private final ForkedJvm jvm;
  private final boolean isClustered;

  private HitJvm(ForkedJvm jvm, boolean isClustered) {
    this.jvm = jvm;
    this.isClustered = isClustered;
  }

  static HitJvm withoutCluster(Path directory, Path jdk, Path agentJar) throws IOException {
    Path file = Files.writeString(directory.resolve("local.yaml"), LOCAL_LAYER);
    return start(file, jdk, agentJar, /* isClustered= */ false);
  }

  /** A member on loopback, alone and the majority of its cluster. */
  static HitJvm ofOneMember(Path directory, Path jdk, Path agentJar) throws IOException {
    int port = ClusterFile.freeRange();
    String cluster =
        """
          - { name: cluster, type: hazelcast, maximumEntries: 100000 }
        cluster: { name: hits-%d, members: [127.0.0.1], interface: 127.0.0.1, port: %d }
        """
            .formatted(port, port);
    Path file = Files.writeString(directory.resolve("cluster.yaml"), LOCAL_LAYER + cluster);
    return start(file, jdk, agentJar, /* isClustered= */ true);
  }

  private static HitJvm start(Path file, Path jdk, Path agentJar, boolean isClustered) {
    HitJvm started =
        new HitJvm(
            ForkedJvm.java()
                .jdk(jdk)
                .option("-javaagent:" + agentJar + "=" + file)
                .fixtures()
                .start(HitApp.class.getName()),
            isClustered);
    if (isClustered) {
      started.fill("far"); // only a live cluster answers it
    }
    for (String variant : List.of("map", "near", "bounded", "strong")) {
      started.fill(variant);
    }
    return started;
  }

  /**
   * Nanoseconds of CPU for a call, or null if a body ran: then it was no slice of hits.
   *
   * @param millis how long it may take
   */
  @Nullable Double slice(HitVariant variant, int millis) {
    jvm.tell("slice " + variant.command() + " " + millis);
    String answer = jvm.nextLine(PATIENCE);
    return answer.startsWith("bodies") ? null : Double.valueOf(answer);
  }

  /** Reads that the cluster answered, of the caches that are measured. */
  long clusterHits() {
    if (!isClustered) {
      return 0;
    }
    JmxConsole console = JmxConsole.of(jvm);
    return console.layerHits("bounded").getOrDefault("cluster", 0L)
        + console.layerHits("strong").getOrDefault("cluster", 0L);
  }

  @Override
  public void close() {
    jvm.close();
  }

  private void fill(String variant) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    do {
      jvm.tell("fill " + variant);
      if (jvm.nextLine(PATIENCE).equals("bodies 0")) {
        return;
      }
    } while (System.nanoTime() < end);
    throw new IllegalStateException(variant + " is not cached; stderr: " + jvm.errors());
  }
}
