package dev.multilayercache.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong is one clear line, and the application runs. */
class BadInputIT {
  private static final String SHOP = "dev.multilayercache.fixture.shop.ShopApp";

  @TempDir Path directory;

  @Nested
  class AConfigurationMistake {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            layers: [{ name: local, type: caffeine, ttl: 5 minuts }] | agent.yaml:1: | 5 minuts
            layers: [{ name: local, type: caffeine, tll: 5m }]       | agent.yaml:1: | ttl
            layers: [{ name: local, type: coffeine, ttl: 5m }]       | agent.yaml:1: | caffeine
            enabled: [                                               | agent.yaml:   | uncached
            enabled: perhaps                                         | agent.yaml:1: | perhaps
            cluster: { name: dev }                                   | agent.yaml:1: | dev
            """)
    void is_one_line_and_the_application_runs_uncached(String text, String where, String what)
        throws Exception {
      Path file = Files.writeString(directory.resolve("agent.yaml"), text + "\n");

      try (ForkedJvm jvm = ForkedJvm.java().agent(file).fixtures().start(SHOP)) {
        assertTrue(jvm.ask("find 1").endsWith("loaded"));
        assertTrue(jvm.ask("find 1").endsWith("loaded"));
        assertEquals("exited", exit(jvm));
        assertEquals(1, jvm.errors().size(), jvm.errors()::toString);
        String line = jvm.errors().get(0);
        assertTrue(line.startsWith("[multilayercache] "), line);
        assertTrue(line.contains(where) && line.contains(what), line);
        assertTrue(line.contains("the application runs uncached"), line);
      }
    }

    @Test
    void a_file_that_is_not_there_is_one_line_too() {
      try (ForkedJvm jvm =
          ForkedJvm.java().agent(directory.resolve("missing.yaml")).fixtures().start(SHOP)) {
        assertTrue(jvm.ask("find 1").endsWith("loaded"));
        assertTrue(jvm.ask("find 1").endsWith("loaded"));
        assertEquals("exited", exit(jvm));
        assertEquals(1, jvm.errors().size(), jvm.errors()::toString);
        assertTrue(jvm.errors().get(0).contains("missing.yaml"));
      }
    }
  }

  @Nested
  class AClusterThatCannotBeReached {

    @Test
    void leaves_the_local_layer_at_work() throws Exception {
      Path file = ClusterFile.client(directory, ClusterFile.freeRange());

      try (ForkedJvm jvm = ForkedJvm.java().agent(file).fixtures().start(SHOP)) {
        assertTrue(jvm.ask("find 1").endsWith("loaded"));
        assertTrue(jvm.ask("find 1").endsWith("cached"));
        assertEquals("exited", exit(jvm));
      }
    }

    @Test
    void because_every_port_is_in_use_is_one_warning() throws Exception {
      Path file = ClusterFile.embedded(directory);
      String range = Files.readString(file).replaceAll("(?s).*port: (\\d+-\\d+).*", "$1");
      int first = Integer.parseInt(range.substring(0, range.indexOf('-')));
      int last = Integer.parseInt(range.substring(range.indexOf('-') + 1));
      List<ServerSocket> taken = new ArrayList<>();
      for (int port = first; port <= last; port++) {
        taken.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
      }

      try (ForkedJvm jvm = ForkedJvm.java().agent(file).fixtures().start(SHOP)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> jvm.agentLines().stream().anyMatch(line -> line.contains(range)));
        assertTrue(jvm.ask("find 1").endsWith("loaded"));
        assertTrue(jvm.ask("find 1").endsWith("cached"));
        theOnly(jvm, range);
        assertEquals("exited", exit(jvm));
      } finally {
        for (ServerSocket socket : taken) {
          socket.close();
        }
      }
    }
  }

  @Nested
  class AMethodThatCannotBeCachedAsAsked {

    @Test
    void for_an_unknown_layer_is_refused_with_the_nearest_name() {
      Path file = ClusterFile.embedded(directory);
      try (ForkedJvm jvm = ForkedJvm.java().agent(file).fixtures().start(SHOP)) {
        assertEquals("loaded", jvm.ask("misspelt"));
        assertEquals("loaded", jvm.ask("misspelt"));
        String line = theOnly(jvm, "misspelt");
        assertTrue(line.contains("clutser") && line.contains("cluster"), line);
      }
    }

    @Test
    void for_an_argument_without_a_canonical_form_says_so_once_and_runs_uncached() {
      try (ForkedJvm jvm = ForkedJvm.java().agent(null).fixtures().start(SHOP)) {
        assertEquals("loaded", jvm.ask("byCriteria"));
        assertEquals("loaded", jvm.ask("byCriteria"));
        String line = theOnly(jvm, "byCriteria");
        assertTrue(line.contains("Criteria"), line);
      }
    }

    @Test
    void for_a_value_that_cannot_be_encoded_stays_local_with_one_warning_naming_the_field() {
      Path file = ClusterFile.embedded(directory);
      try (ForkedJvm jvm = ForkedJvm.java().agent(file).fixtures().start(SHOP)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> dev.multilayercache.agent.testing.JmxConsole.of(jvm).clusterMembers() == 1);
        assertEquals("loaded", jvm.ask("basket"));
        assertEquals("cached", jvm.ask("basket"));
        String line = theOnly(jvm, "baskets");
        assertTrue(line.contains("owner"), line);
      }
    }
  }

  @Test
  void without_a_configuration_the_local_layer_works_and_nothing_else_is_written() {
    try (ForkedJvm jvm = ForkedJvm.java().agent(null).fixtures().start(SHOP)) {
      assertTrue(jvm.ask("find 1").endsWith("loaded"));
      assertTrue(jvm.ask("find 1").endsWith("cached"));
      assertEquals("exited", exit(jvm));
      assertFalse(jvm.errors().isEmpty());
      assertEquals(jvm.agentLines(), jvm.errors());
    }
  }

  /** Ends the application by System.exit with a member or client that may still be starting. */
  private static String exit(ForkedJvm jvm) {
    jvm.tell("exit 7");
    return jvm.waitFor(Duration.ofSeconds(20)) == 7 ? "exited" : "died";
  }

  private static String theOnly(ForkedJvm jvm, String about) {
    List<String> lines = jvm.agentLines().stream().filter(line -> line.contains(about)).toList();
    assertEquals(1, lines.size(), jvm.agentLines()::toString);
    return lines.get(0);
  }
}
