package dev.multilayercache.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.StockCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hazelcast touches nothing of the platform that the application may want to set up itself, neither
 * when it starts nor when it ends.
 */
class ClusterFootprintIT {
  private static final String SHOP = "dev.multilayercache.fixture.shop.ShopApp";

  @TempDir Path directory;

  @Test
  void a_member_makes_neither_the_log_manager_nor_the_platform_MBean_server() throws Exception {
    assertUntouched(ClusterFile.embedded(directory));
  }

  @Test
  void a_client_makes_neither_the_log_manager_nor_the_platform_MBean_server() throws Exception {
    try (StockCluster cluster = StockCluster.start(directory)) {
      assertUntouched(cluster.configuration());
    }
  }

  private void assertUntouched(Path configuration) throws Exception {
    Files.writeString(configuration, "jmx: { enabled: false }\n", StandardOpenOption.APPEND);
    Path log = directory.resolve("classes.log");
    try (ForkedJvm application =
        ForkedJvm.java()
            .option("-Xlog:class+init=info:file=" + log)
            .agent(configuration)
            .fixtures()
            .start(SHOP)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> application.agentLines().stream().anyMatch(line -> line.contains("ready")));
      application.ask("find 1");
      application.endInput();
      assertEquals(0, application.waitFor());
    }
    List<String> initialized = Files.readAllLines(log);
    assertTrue(initialized.stream().anyMatch(line -> line.contains("'com/hazelcast/")));
    assertEquals(
        List.of(),
        initialized.stream()
            .filter(
                line ->
                    line.contains("'java/util/logging/LogManager'")
                        || line.contains("'javax/management/MBeanServerFactory'"))
            .toList());
  }
}
