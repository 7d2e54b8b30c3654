package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.agent.testing.WatchedJvms;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two applications that are the cluster's members; one is frozen, longer than the other waits. */
class StalledMemberIT {
  private static final String SHOP = "dev.multilayercache.fixture.shop.ShopApp";

  /** Above all budgets of one call, an invalidation's included. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(4);

  @TempDir Path directory;
  private ForkedJvm a;
  private ForkedJvm b;
  private WatchedJvms both;
  private int nextId = 1;

  @BeforeEach
  void both_share_what_they_load() {
    Path configuration = ClusterFile.embedded(directory);
    a = start(configuration);
    WatchedJvms.of(a).awaitMembers(a, 1);
    b = start(configuration);
    both = WatchedJvms.of(a, b);
    both.awaitMembers(b, 2);
    awaitSharing();
  }

  @AfterEach
  void stop_them() {
    b.resume();
    a.close();
    b.close();
  }

  @Test
  void the_other_answers_meanwhile_and_both_share_afterwards_what_is_fresh() {
    String product = "find " + nextId;
    a.ask(product);
    b.ask(product);
    a.ask("version 1");
    b.ask("version 1");
    b.suspend();

    assertEquals("changed", timely("change " + nextId));
    both.await(
        Duration.ofSeconds(120),
        () -> {
          timely("find " + ++nextId);
          return JmxConsole.of(a).clusterMembers() == 1;
        });
    b.resume();

    both.await(Duration.ofSeconds(120), () -> JmxConsole.of(b).clusterMembers() == 2);
    both.await(Duration.ofSeconds(60), () -> !b.ask(product).contains("version=0"));
    assertFalse(a.ask(product).contains("version=0"));
    awaitSharing();
  }

  private String timely(String call) {
    long begun = System.nanoTime();
    String answer = a.ask(call);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(LONGEST_CALL) < 0, call + " took " + took);
    return answer;
  }

  /** Tries with ever new keys, since a call that finds the layer absent keeps its value local. */
  private void awaitSharing() {
    both.await(
        Duration.ofSeconds(90),
        () -> {
          String call = "find " + nextId++;
          a.ask(call);
          return b.ask(call).endsWith("cached");
        });
  }

  private static ForkedJvm start(Path configuration) {
    return ForkedJvm.java().agent(configuration).fixtures().start(SHOP);
  }
}
