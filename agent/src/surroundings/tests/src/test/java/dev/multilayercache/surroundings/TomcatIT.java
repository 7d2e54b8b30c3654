package dev.multilayercache.surroundings;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.JmxConsole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A web application on an embedded Tomcat, its WAR deployed again and again. */
class TomcatIT {
  private static final int PAGES = 50;

  /** A deployment caches 150 pages of 10 kilobytes. */
  private static final long DEPLOYMENT_KILOBYTES = 1500;

  @Test
  void a_web_application_is_served_cached_and_invalidated(@TempDir Path directory) {
    try (RunningTomcat tomcat = RunningTomcat.start(directory, /* configuration= */ null)) {
      tomcat.deploy();

      assertEquals("loads 1 2 3, bodies 3", tomcat.page(7));
      assertEquals("loads 1 2 3, bodies 3", tomcat.page(7));
      tomcat.invalidate();
      assertEquals("loads 4 2 3, bodies 4", tomcat.page(7));
    }
  }

  /** What holds after thirty deployments, whatever the layers. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class RedeployedThirtyTimes {
    private RunningTomcat tomcat;
    private long heapAfterTen;
    private int classesAfterTen;
    private long heapAfterThirty;
    private int classesAfterThirty;

    abstract @Nullable Path configuration(Path directory);

    void awaitLayers(RunningTomcat started) {}

    @BeforeAll
    void redeploy(@TempDir Path directory) {
      tomcat = RunningTomcat.start(directory, configuration(directory));
      awaitLayers(tomcat);
      tomcat.deploy();
      tomcat.browse(PAGES);
      redeploy(9);
      heapAfterTen = tomcat.heap();
      classesAfterTen = tomcat.classes();
      redeploy(20);
      heapAfterThirty = tomcat.heap();
      classesAfterThirty = tomcat.classes();
    }

    private void redeploy(int times) {
      for (int i = 0; i < times; i++) {
        tomcat.redeploy();
        tomcat.browse(PAGES);
      }
    }

    @AfterAll
    void stop() {
      tomcat.close();
    }

    RunningTomcat tomcat() {
      return tomcat;
    }

    @Test
    void only_the_last_deployment_is_in_memory() {
      await().untilAsserted(() -> assertEquals(1, tomcat.loaders()));
    }

    @Test
    void Tomcat_finds_no_web_application_that_outlived_its_end() {
      await().untilAsserted(() -> assertEquals(0, tomcat.leaks()));
    }

    @Test
    void Tomcat_warns_of_nothing() {
      assertEquals(List.of(), tomcat.warnings());
    }

    @Test
    void the_heap_is_as_large_as_after_ten() {
      assertTrue(
          heapAfterThirty - heapAfterTen < 4 * DEPLOYMENT_KILOBYTES,
          () -> heapAfterTen + " kB after 10, " + heapAfterThirty + " kB after 30");
    }

    /** A deployment has about 20; the JVM makes some for the agent's method handles. */
    @Test
    void there_are_no_more_classes_than_after_ten() {
      assertTrue(
          classesAfterThirty - classesAfterTen < 100,
          () -> classesAfterTen + " classes after 10, " + classesAfterThirty + " after 30");
    }

    @Test
    void only_the_last_deployment_has_MBeans() {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                tomcat.loaders();
                assertEquals(3, tomcat.cacheMBeans().size(), () -> "" + tomcat.cacheMBeans());
              });
    }
  }

  @Nested
  class WithTheLocalLayer extends RedeployedThirtyTimes {
    @Override
    @Nullable Path configuration(Path directory) {
      return null;
    }

    @Test
    void each_deployment_has_a_cache_of_its_own() {
      assertEquals("loads 1 2 3, bodies 150", tomcat().page(0));
    }
  }

  @Nested
  class WithACluster extends RedeployedThirtyTimes {
    @Override
    Path configuration(Path directory) {
      return ClusterFile.embedded(directory);
    }

    @Override
    void awaitLayers(RunningTomcat started) {
      JmxConsole console = JmxConsole.of(started.jvm());
      await().atMost(Duration.ofSeconds(60)).until(() -> console.clusterMembers() == 1);
    }

    @Test
    void a_request_that_asks_the_cluster_starts_no_thread() {
      int before = tomcat().unnamedThreads();

      tomcat().redeploy();
      tomcat().browse(PAGES);

      assertEquals(before, tomcat().unnamedThreads());
    }

    /** Those of its cached methods; what the programming interface loads has no declared type. */
    @Test
    void a_deployment_gets_values_of_earlier_ones_as_objects_of_its_own_classes() {
      String answer = tomcat().page(0);

      int ownLoads = Integer.parseInt(answer.replaceAll(".* bodies ", "")) - PAGES;
      assertTrue(ownLoads < PAGES, () -> ownLoads + " of " + 2 * PAGES + ": " + answer);
    }
  }
}
