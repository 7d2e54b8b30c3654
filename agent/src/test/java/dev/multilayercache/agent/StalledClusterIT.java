package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.StockCluster;
import dev.multilayercache.agent.testing.WatchedJvms;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two applications whose cluster is one stock server, which is frozen: connected and silent, the
 * way a long pause or a dead host looks.
 */
class StalledClusterIT {
  private static final String SHOP = "dev.multilayercache.fixture.shop.ShopApp";

  /** Above all budgets of one call, far below Hazelcast's own timeouts. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(3);

  @TempDir Path directory;
  private StockCluster cluster;
  private ForkedJvm a;
  private ForkedJvm b;
  private WatchedJvms all;
  private int nextId = 1;

  @BeforeEach
  void both_share_what_they_load() {
    cluster = StockCluster.start(directory);
    a = start();
    b = start();
    all = WatchedJvms.of(cluster.member(), a, b);
    awaitSharing();
  }

  @AfterEach
  void stop_them() {
    a.close();
    b.close();
    cluster.close();
  }

  @Test
  void callers_get_their_answers_within_the_budget() {
    cluster.member().suspend();

    for (int call = 0; call < 30; call++) {
      long begun = System.nanoTime();
      assertTrue(a.ask("find " + nextId++).endsWith("loaded"));
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(took.compareTo(LONGEST_CALL) < 0, "call " + call + " took " + took);
    }
  }

  @Test
  void the_layer_is_left_alone_after_some_failures_and_used_again_later() {
    cluster.member().suspend();
    for (int call = 0; call < 6; call++) {
      a.ask("find " + nextId++);
    }
    all.await(
        Duration.ofSeconds(20),
        () -> a.agentLines().stream().anyMatch(StalledClusterIT::saysThatItIsLeftAlone));

    cluster.member().resume();

    awaitSharing();
  }

  @Test
  void what_was_cached_here_goes_on_being_answered() {
    a.ask("find 1");
    cluster.member().suspend();

    assertTrue(a.ask("find 1").endsWith("cached"));
  }

  @Test
  void an_invalidation_asked_for_meanwhile_is_done_once_it_is_back() {
    a.ask("find 1");
    b.ask("find 1");
    b.ask("version 1");
    cluster.member().suspend();
    assertEquals("changed", a.ask("change 1"));
    assertTrue(a.ask("find 1").endsWith("version=1] loaded"));

    cluster.member().resume();

    all.await(Duration.ofSeconds(60), () -> b.ask("find 1").contains("version=1"));
  }

  /** Five failures in a row, or the lease or the connection ends before. */
  private static boolean saysThatItIsLeftAlone(String line) {
    return line.contains("failed in a row") || line.contains("not in cluster");
  }

  /** Tries with ever new keys, since a call that finds the layer absent keeps its value local. */
  private void awaitSharing() {
    all.await(
        Duration.ofSeconds(90),
        () -> {
          String call = "find " + nextId++;
          a.ask(call);
          return b.ask(call).endsWith("cached");
        });
  }

  private ForkedJvm start() {
    return ForkedJvm.java().agent(cluster.configuration()).fixtures().start(SHOP);
  }
}
