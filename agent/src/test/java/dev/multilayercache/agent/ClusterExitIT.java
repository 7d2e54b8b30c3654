package dev.multilayercache.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.agent.testing.StockCluster;
import dev.multilayercache.agent.testing.WatchedJvms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the cluster layer is doing, the JVM ends when and as the application wants it to. */
class ClusterExitIT {
  /** Bounds a hang, not the time that a loaded machine needs: it is about a second. */
  private static final Duration SOON = Duration.ofSeconds(15);

  private static final String SHOP = "dev.multilayercache.fixture.shop.ShopApp";

  @TempDir Path directory;

  /** How an application ends, and the status that the JVM has then. */
  enum End {
    WHEN_MAIN_RETURNS(0, ForkedJvm::endInput),
    BY_SYSTEM_EXIT(7, application -> application.tell("exit 7")),
    BY_AN_EXCEPTION_OUT_OF_MAIN(1, application -> application.tell("find nothing")),
    BY_A_REQUEST_TO_TERMINATE(/* 128 + SIGTERM */ 143, ForkedJvm::terminate);

    private final int status;
    private final Consumer<ForkedJvm> order;

    End(int status, Consumer<ForkedJvm> order) {
      this.status = status;
      this.order = order;
    }
  }

  @ParameterizedTest
  @EnumSource
  void with_a_member_that_is_ready_it_ends(End end) {
    try (ForkedJvm application = start(ClusterFile.embedded(directory))) {
      awaitLine(application, "layer cluster: ready");

      ends(application, end);
    }
  }

  @ParameterizedTest
  @EnumSource
  void with_a_member_whose_entries_move_to_another_one_it_ends(End end) {
    Path configuration = ClusterFile.embedded(directory);
    try (ForkedJvm other = start(configuration)) {
      awaitLine(other, "layer cluster: ready");
      try (ForkedJvm application = start(configuration)) {
        awaitLine(application, "layer cluster: ready, members: 2");
        for (int id = 0; id < 100; id++) {
          application.ask("find " + id);
        }

        ends(application, end);
      }
    }
  }

  /** Sooner than by a heartbeat that stays away, for which they wait 10 seconds. */
  @Test
  void the_others_see_at_once_that_a_member_has_left_and_have_what_it_stored() {
    Path configuration = ClusterFile.embedded(directory);
    try (ForkedJvm other = start(configuration);
        ForkedJvm application = startBeside(other, configuration)) {
      for (int id = 100; id < 200; id++) {
        application.ask("find " + id);
      }

      ends(application, End.BY_A_REQUEST_TO_TERMINATE);

      JmxConsole console = JmxConsole.of(other);
      await().atMost(Duration.ofSeconds(5)).until(() -> console.clusterMembers() == 1);
      for (int id = 100; id < 200; id++) {
        String question = "get product:" + id;
        await().atMost(Duration.ofSeconds(10)).until(() -> !other.ask(question).equals("null"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WHEN_MAIN_RETURNS", "BY_A_REQUEST_TO_TERMINATE"})
  void calls_in_the_applications_own_shutdown_hook_are_answered(End end) {
    try (ForkedJvm application =
        start("dev.multilayercache.fixture.shop.LateCallsApp", ClusterFile.embedded(directory))) {
      assertEquals("1", application.nextLine());
      awaitLine(application, "layer cluster: ready");

      ends(application, end);

      assertEquals(List.of("1", "all right"), application.output());
    }
  }

  @ParameterizedTest
  @EnumSource
  void with_a_member_that_is_still_starting_it_ends_and_says_nothing_about_it(End end) {
    try (ForkedJvm application = start(ClusterFile.embedded(directory))) {
      ends(application, end);

      assertTrue(
          application.agentLines().stream().noneMatch(line -> line.contains("layer cluster")),
          application.errors()::toString);
    }
  }

  @ParameterizedTest
  @EnumSource
  void with_a_client_that_is_ready_it_ends(End end) {
    try (StockCluster cluster = StockCluster.start(directory);
        ForkedJvm application = start(cluster.configuration())) {
      awaitLine(application, "layer cluster: ready");

      ends(application, end);
    }
  }

  @ParameterizedTest
  @EnumSource
  void with_a_client_whose_server_is_frozen_it_ends(End end) {
    try (StockCluster cluster = StockCluster.start(directory);
        ForkedJvm application = start(cluster.configuration())) {
      awaitLine(application, "layer cluster: ready");
      cluster.member().suspend();

      ends(application, end);
    }
  }

  @ParameterizedTest
  @EnumSource
  void with_a_cluster_that_cannot_be_reached_it_ends(End end) {
    try (ForkedJvm application = start(ClusterFile.client(directory, ClusterFile.freeRange()))) {
      awaitLine(application, "not in cluster");

      ends(application, end);
    }
  }

  private static ForkedJvm start(Path configuration) {
    ForkedJvm application = start(SHOP, configuration);
    assertTrue(application.ask("find 1").endsWith("loaded"));
    return application;
  }

  private static ForkedJvm start(String mainClass, Path configuration) {
    return ForkedJvm.java()
        .environment("FIXTURE_SECRET", "known to this test")
        .agent(configuration)
        .fixtures()
        .start(mainClass);
  }

  /** A second member of the other one's cluster. */
  private static ForkedJvm startBeside(ForkedJvm other, Path configuration) {
    awaitLine(other, "layer cluster: ready");
    ForkedJvm application = start(SHOP, configuration);
    application.ask("find 1");
    awaitLine(application, "layer cluster: ready, members: 2");
    return application;
  }

  private static void ends(ForkedJvm application, End end) {
    end.order.accept(application);

    assertEquals(end.status, application.waitFor(SOON), application.errors()::toString);
    if (Runtime.version().feature() < 24 && end != End.BY_AN_EXCEPTION_OUT_OF_MAIN) {
      // From 24 on, the JDK warns of the memory access of the cluster's library.
      assertEquals(application.agentLines(), application.errors());
    }
  }

  private static void awaitLine(ForkedJvm application, String text) {
    WatchedJvms.of(application)
        .await(
            Duration.ofSeconds(60),
            () -> application.agentLines().stream().anyMatch(line -> line.contains(text)));
  }
}
