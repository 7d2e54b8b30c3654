package dev.multilayercache.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.StockCluster;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an application chooses for its JVM by a property that it sets in {@code main}, it gets,
 * whoever needs it first.
 */
class ChosenInMainIT {
  private static final String APP = "dev.multilayercache.fixture.hygiene.OwnPlatformApp";

  @TempDir Path directory;

  @Test
  void an_application_without_a_cluster_has_its_own() {
    try (ForkedJvm application = start(null, "1h", 0)) {
      assertOwn(application);
    }
  }

  @Test
  void an_application_that_takes_a_second_to_choose_has_its_own() {
    try (ForkedJvm application = start(ClusterFile.embedded(directory), "3s", 1_000)) {
      assertOwn(application);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1h", "1s"})
  void a_member_has_its_own_once_the_cluster_is_used(String jmxDelay) {
    try (ForkedJvm application = start(ClusterFile.embedded(directory), jmxDelay, 0)) {
      application.tell("call");
      awaitReady(application);

      assertOwn(application);
    }
  }

  @Test
  void a_client_has_its_own_once_the_cluster_is_used() {
    try (StockCluster cluster = StockCluster.start(directory);
        ForkedJvm application = start(cluster.configuration(), "1h", 0)) {
      application.tell("call");
      awaitReady(application);

      assertOwn(application);
    }
  }

  @Test
  void the_agent_is_the_first_to_need_them_and_makes_the_applications() {
    try (ForkedJvm application = start(ClusterFile.embedded(directory), "1s", 0)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  application.output().contains("a server is made")
                      && application.output().contains("the file system is opened"));

      assertOwn(application);
    }
  }

  @Test
  void the_agents_MBeans_are_on_the_applications_server() {
    try (ForkedJvm application = start(null, "1s", 0)) {
      application.tell("call");

      // agent, layer and cache
      await().atMost(Duration.ofSeconds(30)).until(() -> ask(application, "beans").equals("3"));
      assertEquals("own", ask(application, "server"));
    }
  }

  private static ForkedJvm start(Path configuration, String jmxDelay, long pauseMillis) {
    ForkedJvm application =
        ForkedJvm.java()
            .environment("FIXTURE_SECRET", "known to this test")
            .option("-Dmultilayercache.jmx.startDelay=" + jmxDelay)
            .agent(configuration)
            .fixtures()
            .start(APP, Long.toString(pauseMillis));
    assertEquals("chosen", nextAnswer(application));
    return application;
  }

  private static void assertOwn(ForkedJvm application) {
    assertAll(
        () -> assertEquals("own", ask(application, "file system")),
        () -> assertEquals("OwnLogManager", ask(application, "log manager")),
        () -> assertEquals("own", ask(application, "server")),
        () -> assertTrue(application.isAlive()));
  }

  private static String ask(ForkedJvm application, String question) {
    application.tell(question);
    return nextAnswer(application);
  }

  /** The next line that answers: not what the application's own classes say when they are made. */
  private static String nextAnswer(ForkedJvm application) {
    while (true) {
      String line = application.nextLine();
      if (!line.equals("a server is made")
          && !line.equals("the file system is opened")
          && !line.equals("product 1")) {
        return line;
      }
    }
  }

  private static void awaitReady(ForkedJvm application) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                application.agentLines().stream()
                    .anyMatch(line -> line.contains("layer cluster: ready")));
  }
}
