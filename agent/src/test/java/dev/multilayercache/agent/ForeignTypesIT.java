package dev.multilayercache.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.StockCluster;
import dev.multilayercache.fixture.cluster.HostileMember;
import dev.multilayercache.fixture.cluster.TypesApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whoever can write to the cluster puts something under a method's key that is no result of it: the
 * method gives what its body gives, one line says so, and what it then stores answers again.
 */
class ForeignTypesIT {
  @TempDir static Path directory;
  private static StockCluster cluster;
  private static int keys;
  private ForkedJvm node;

  @BeforeAll
  static void start_the_cluster() {
    cluster = StockCluster.start(directory, HostileMember.class);
  }

  @BeforeEach
  void a_node_stores_its_values_in_the_cluster() {
    keys++;
    node =
        ForkedJvm.java()
            .agent(cluster.configuration())
            .fixtures()
            .start(TypesApp.class.getName(), Integer.toString(keys));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> node.agentLines().stream().anyMatch(line -> line.contains("ready")));
    assertEquals("text loaded", node.ask("text"));
    assertEquals("a product loaded", node.ask("product"));
    assertEquals("a product cached", node.ask("product"));
    assertEquals("a number loaded", node.ask("number"));
    assertEquals("a number cached", node.ask("number"));
  }

  @AfterEach
  void stop_the_node() {
    node.close();
  }

  @AfterAll
  static void stop_the_cluster() {
    cluster.close();
  }

  /** Has the member do something to the entry of this test's key. */
  private static void order(String words) {
    assertEquals("done", cluster.member().ask(words.replace("KEY", Integer.toString(keys))));
  }

  @ParameterizedTest(name = "{0} is {2}")
  @CsvSource({
    "product, a product, value-of products KEY texts KEY, cannot read",
    "product, a product, entry-of products KEY texts KEY, cannot read",
    "number,  a number,  value-of numbers KEY texts KEY,  cannot read",
    "number,  a number,  entry-of numbers KEY texts KEY,  cannot read",
    "number,  a number,  null numbers KEY,                is not a java.lang.Integer",
  })
  void is_loaded_anew_with_one_line_and_cached_again(
      String method, String value, String order, String line) {
    order(order);

    assertEquals(value + " loaded", node.ask(method));

    assertEquals(value + " cached", node.ask(method));
    order(order);
    assertEquals(value + " loaded", node.ask(method));
    List<String> lines = node.agentLines().stream().filter(each -> each.contains(line)).toList();
    assertEquals(1, lines.size(), node.agentLines()::toString);
  }

  @ParameterizedTest
  @CsvSource({"product, a product, text products KEY", "number, a number, text numbers KEY"})
  void that_is_no_bytes_at_all_is_loaded_anew_and_cached_again(
      String method, String value, String order) {
    order(order);

    assertEquals(value + " loaded", node.ask(method));

    assertEquals(value + " cached", node.ask(method));
  }
}
