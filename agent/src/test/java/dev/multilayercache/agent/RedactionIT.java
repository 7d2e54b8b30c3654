package dev.multilayercache.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.agent.testing.StockCluster;
import dev.multilayercache.fixture.cluster.HostileMember;
import dev.multilayercache.fixture.hostile.TalkativeApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application whose keys, values, tags, exceptions and secret all say "canary" makes the agent
 * fail in every way it can; whatever the agent writes, at level debug too, none of it says so.
 */
class RedactionIT {
  @TempDir Path directory;
  private StockCluster cluster;
  private ForkedJvm node;

  @BeforeEach
  void start_a_node_of_a_cluster() {
    cluster = StockCluster.start(directory, HostileMember.class);
    node =
        ForkedJvm.java()
            .agent(cluster.configuration())
            .option("-Dmultilayercache.log=debug")
            .environment("FIXTURE_SECRET", "canary-secret")
            .fixtures()
            .start(TalkativeApp.class.getName());
    await().atMost(Duration.ofSeconds(60)).until(() -> lines("layer cluster: ready") == 1);
  }

  @AfterEach
  void stop() {
    node.close();
    cluster.close();
  }

  @Test
  void nothing_of_it_is_written() {
    assertEquals("done", node.ask("canary-key"));
    JmxConsole jmx = JmxConsole.of(node);
    jmx.attribute(JmxConsole.cacheName("found"), "Entries");
    jmx.cache("found", "invalidate", "canary-key");
    jmx.cache("found", "invalidateByTags", "canary-tag");
    jmx.cache("found", "invalidatePattern", "canary*");
    jmx.cache("found", "explain", "canary-key");
    node.ask("canary-key");
    cluster.member().ask("text found canary-key");
    for (int i = 0; i < 10; i++) {
      node.ask("canary-key" + i);
      node.ask("canary-key");
    }

    assertTrue(lines("woven") > 0, node.errors()::toString);
    for (String failed : List.of("unreadable", "formless", "property", "talkative", "tagged")) {
      assertTrue(lines(failed) > 0, failed + " is not in " + node.errors());
    }
    assertEquals(
        List.of(),
        node.errors().stream()
            .filter(line -> line.toLowerCase(Locale.ROOT).contains(TalkativeApp.CANARY))
            .toList());
  }

  private long lines(String text) {
    return node.agentLines().stream().filter(line -> line.contains(text)).count();
  }
}
