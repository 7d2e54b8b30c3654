package dev.multilayercache.agent.layer.hazelcast;

import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.config.ClusterConfig;
import dev.multilayercache.agent.config.ClusterConfig.Mode;
import dev.multilayercache.agent.config.EncryptionConfig;
import dev.multilayercache.agent.config.ValueConfig;
import dev.multilayercache.agent.testing.FreePorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A cluster of this JVM alone: a name nobody else has and ports that were free. */
final class Loopback implements AutoCloseable {
  static final String APPLICATION = "test";

  private static final int PORTS = 3;

  /** Time enough on a busy machine; only the load lease is short. */
  static final Budgets PATIENT =
      new Budgets(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofMillis(600));

  private final String name = "test-" + UUID.randomUUID();
  private final int firstPort = FreePorts.range(PORTS);
  private final ValueConfig values;
  private final List<AutoCloseable> open = new ArrayList<>();

  Loopback() {
    this(ValueConfig.USUAL);
  }

  /** With layers whose values have these bounds. */
  Loopback(ValueConfig values) {
    this.values = values;
  }

  ClusterConfig config(Mode mode, int minMembers, @Nullable String secret) {
    return new ClusterConfig(
        mode,
        name,
        List.of("127.0.0.1"),
        "127.0.0.1",
        firstPort,
        firstPort + PORTS - 1,
        minMembers,
        secret);
  }

  /** A member's, with encryption. */
  ClusterConfig config(String secret, EncryptionConfig encryption) {
    return new ClusterConfig(
        Mode.EMBEDDED,
        name,
        List.of("127.0.0.1"),
        "127.0.0.1",
        firstPort,
        firstPort + PORTS - 1,
        1,
        secret,
        encryption,
        "agent.yaml: cluster");
  }

  /** A layer that is ready. */
  HazelcastLayer member() {
    return ready(layer(config(Mode.EMBEDDED, 1, "secret")));
  }

  /** A layer that has begun to look for the cluster. */
  HazelcastLayer layer(ClusterConfig config) {
    return layer(config, PATIENT);
  }

  HazelcastLayer layer(ClusterConfig config, Budgets budgets) {
    HazelcastLayer layer =
        new HazelcastLayer(
            "cluster",
            APPLICATION,
            config,
            10_000,
            values,
            Duration.ofSeconds(2),
            Generations.leased(),
            budgets,
            System::nanoTime,
            System::currentTimeMillis);
    open.add(layer);
    layer.start();
    layer.need();
    return layer;
  }

  static HazelcastLayer ready(HazelcastLayer layer) {
    await().atMost(Duration.ofSeconds(60)).until(() -> layer.status().state().equals("ready"));
    return layer;
  }

  String name() {
    return name;
  }

  /** That of a member in this JVM, for what the layer offers no way to do. */
  HazelcastInstance memberInstance() {
    return Hazelcast.getAllHazelcastInstances().stream()
        .filter(each -> each.getConfig().getClusterName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  int firstPort() {
    return firstPort;
  }

  void closeLater(AutoCloseable other) {
    open.add(other);
  }

  @Override
  public void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }
}
