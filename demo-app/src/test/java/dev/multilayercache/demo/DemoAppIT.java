package dev.multilayercache.demo;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, started as a person starts it. */
class DemoAppIT {

  private static final Path AGENT = Path.of("..", "agent", "target", "multilayer-cache-agent.jar");

  @TempDir Path directory;

  @Nested
  class WithoutTheAgent {

    @Test
    void the_jar_runs_by_itself() throws Exception {
      try (RunningDemo demo = start("a", List.of())) {
        assertEquals(200, demo.client().get("/").statusCode());
      }
    }

    @Test
    void the_method_body_answers_every_call() throws Exception {
      try (RunningDemo demo = start("a", List.of())) {
        demo.client().get("/api/product?id=1");

        String second = demo.client().get("/api/product?id=1").body();

        assertTrue(second.contains("\"layer\":\"method body\""), second);
      }
    }

    @Test
    void a_second_instance_started_by_the_same_command_sees_the_same_data() throws Exception {
      try (RunningDemo first = start("a", List.of());
          RunningDemo second = start("b", List.of())) {
        first.client().post("/api/database?id=1&price=17.25");

        String seen = second.client().get("/api/product?id=1").body();

        assertTrue(seen.contains("\"price\":17.25"), seen);
      }
    }

    @Test
    void an_instance_that_was_killed_does_not_stop_the_other() throws Exception {
      try (RunningDemo first = start("a", List.of());
          RunningDemo second = start("b", List.of())) {
        first.client().get("/api/database");
        second.port();
        first.close();

        assertEquals(200, second.client().get("/api/product?id=1").statusCode());
      }
    }

    @Test
    void a_port_in_use_is_told_in_one_line() throws Exception {
      try (RunningDemo first = start("a", List.of())) {
        String port = String.valueOf(first.port());

        try (RunningDemo second =
            RunningDemo.start(
                directory.resolve("b"),
                List.of(),
                "--port",
                port,
                "--data",
                directory.resolve("data").toString())) {
          int taken = second.port();

          assertTrue(
              second.printed().startsWith("Port " + port + " is in use; taking " + taken + "."),
              second.printed());
        }
      }
    }

    @Test
    void it_ends_when_asked_to() throws Exception {
      try (RunningDemo demo = start("a", List.of())) {
        demo.port();

        demo.terminate();

        assertEquals(128 + 15, demo.exitStatus());
      }
    }

    @Test
    void a_mistake_in_the_command_is_told_in_one_line() throws Exception {
      try (RunningDemo demo = RunningDemo.start(directory.resolve("a"), List.of(), "--port", "x")) {
        assertEquals(2, demo.exitStatus());
        assertEquals(1, demo.printed().lines().count(), demo.printed());
      }
    }
  }

  @Nested
  class WithTheAgent {

    @Test
    void the_second_call_is_answered_by_the_nearest_layer() throws Exception {
      try (RunningDemo demo = start("a", attached())) {
        demo.client().get("/api/product?id=1");

        String second = demo.client().get("/api/product?id=1").body();

        assertTrue(second.contains("\"layer\":\"local\""), second + demo.printed());
      }
    }

    @Test
    void a_repriced_product_is_asked_for_again() throws Exception {
      try (RunningDemo demo = start("a", attached())) {
        demo.client().get("/api/product?id=1");
        demo.client().post("/api/reprice?id=1&price=17.25");

        String next = demo.client().get("/api/product?id=1").body();

        assertTrue(next.contains("\"price\":17.25"), next + demo.printed());
        assertTrue(next.contains("\"layer\":\"method body\""), next);
      }
    }

    @Test
    void a_price_changed_behind_the_catalogue_is_seen_after_an_invalidation() throws Exception {
      try (RunningDemo demo = start("a", attached())) {
        demo.client().get("/api/product?id=1");
        demo.client().post("/api/database?id=1&price=17.25");
        String stale = demo.client().get("/api/product?id=1").body();
        demo.client().post("/api/invalidate?key=product:1");

        String fresh = demo.client().get("/api/product?id=1").body();

        assertTrue(!stale.contains("\"price\":17.25"), stale + demo.printed());
        assertTrue(fresh.contains("\"price\":17.25"), fresh);
      }
    }
  }

  @Nested
  class TwoWithTheAgent {

    @Test
    void share_what_one_of_them_has_loaded() throws Exception {
      try (RunningDemo first = start("a", clustered());
          RunningDemo second = start("b", clustered())) {
        awaitCluster(first.client(), second.client());
        first.client().get("/api/product?id=1");

        String answer = second.client().get("/api/product?id=1").body();

        assertTrue(answer.contains("\"layer\":\"cluster\""), answer + second.printed());
      }
    }

    @Test
    void forget_together() throws Exception {
      try (RunningDemo first = start("a", clustered());
          RunningDemo second = start("b", clustered())) {
        awaitCluster(first.client(), second.client());
        second.client().get("/api/product?id=1");
        first.client().post("/api/database?id=1&price=17.25");
        first.client().post("/api/invalidate?tag=products");

        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> second.client().get("/api/product?id=1").body().contains("\"price\":17.25"));
      }
    }

    /** Waits until the cluster layer of each node answers what the other has loaded. */
    private void awaitCluster(DemoClient first, DemoClient second) {
      await().atMost(Duration.ofSeconds(90)).until(() -> isShared(first, second));
      await().atMost(Duration.ofSeconds(90)).until(() -> isShared(second, first));
    }

    private boolean isShared(DemoClient loading, DemoClient answering) throws Exception {
      loading.post("/api/invalidate?key=product:8");
      answering.post("/api/invalidate?key=product:8");
      loading.get("/api/product?id=8");
      return answering.get("/api/product?id=8").body().contains("\"layer\":\"cluster\"");
    }

    /** The agent with the sample configuration, in a cluster of this test's own. */
    private List<String> clustered() {
      return List.of(
          attached().get(0) + "=" + Path.of("..", "agent.yaml"),
          "-Dmultilayercache.cluster.name=demo-" + directory.getFileName());
    }
  }

  /** The agent with its built-in configuration: the local layer only, no port. */
  private static List<String> attached() {
    if (!Files.exists(AGENT)) {
      System.err.println("SKIPPED: not tested with the agent; build " + AGENT + " first.");
    }
    assumeTrue(Files.exists(AGENT), "no agent jar");
    return List.of("-javaagent:" + AGENT);
  }

  private RunningDemo start(String name, List<String> jvmOptions) throws Exception {
    return RunningDemo.start(
        directory.resolve(name + ".log"),
        jvmOptions,
        "--port",
        "0",
        "--query-cost",
        "20ms",
        "--data",
        directory.resolve("data").toString());
  }
}
