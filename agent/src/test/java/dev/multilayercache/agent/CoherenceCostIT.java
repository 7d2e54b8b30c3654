package dev.multilayercache.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.CountedCluster;
import dev.multilayercache.agent.testing.CountedCluster.Cost;
import dev.multilayercache.agent.testing.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the cluster is asked, counted on the wire between the agent and a stock member. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoherenceCostIT {
  private static final int TIMES = 200;

  /** Renewals, with no faults. */
  private static final int MOST_AT_REST_PER_SECOND = 4;

  private CountedCluster cluster;

  @BeforeAll
  void start(@TempDir Path directory) {
    cluster = CountedCluster.start(directory);
  }

  @AfterAll
  void end() {
    cluster.close();
  }

  /** A strong cache is served once all nodes know of it. */
  private void awaitServing(String cache) {
    cluster.cost("load " + cache, 1);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cluster.cost("again " + cache, 2).bodies() == 0);
  }

  /** The caller waits for these; that the memory is to be freed in time is told afterwards. */
  @ParameterizedTest
  @ValueSource(strings = {"bounded", "strong", "far"})
  void a_miss_pays_one_get_and_two_compare_and_sets(String cache) {
    awaitServing(cache);
    Cost cost = cluster.cost("load " + cache, TIMES);

    Map<String, Long> asked = cost.ofValues(cache);
    Long told = asked.remove(Operation.SET_TTL);

    assertEquals(TIMES, cost.bodies());
    assertEquals(
        Map.of(
            Operation.GET, (long) TIMES,
            Operation.PUT_IF_ABSENT, (long) TIMES,
            Operation.REPLACE, (long) TIMES),
        asked);
    assertTrue(told == null || told <= TIMES, () -> told + " times");
    assertNothingElse(cost, cache);
  }

  @ParameterizedTest
  @ValueSource(strings = {"near", "bounded", "strong"})
  void a_hit_in_the_local_layer_asks_nothing(String cache) {
    awaitServing(cache);

    Cost cost = cluster.cost("again " + cache, TIMES);

    assertEquals(0, cost.bodies());
    assertEquals(Map.of(), cost.ofValues(cache));
    assertNothingElse(cost, cache);
  }

  @Test
  void a_hit_in_the_cluster_layer_pays_one_get() {
    cluster.cost("load far", 1);

    Cost cost = cluster.cost("again far", TIMES);

    assertEquals(0, cost.bodies());
    assertEquals(Map.of(Operation.GET, (long) TIMES), cost.ofValues("far"));
    assertNothingElse(cost, "far");
  }

  /** The window ends with its hundredth operation, or after the time in which so many may be. */
  @Test
  void a_node_at_rest_asks_at_most_four_times_a_second() {
    cluster.cost("invalidate bounded", 1); // so that there is a record to be proved
    int most = 100;
    Map<Operation, Long> before = cluster.counts();
    long begin = System.nanoTime();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> atRest(before, begin) >= most || seconds(begin) >= 25);

    long asked = atRest(before, begin);

    assertTrue(asked > 0, "nothing was asked, so nothing was counted");
    assertTrue(asked <= allowed(begin), () -> asked + " in " + seconds(begin) + " s");
  }

  /** What runs beside is no more than what a node at rest may ask in that time. */
  private static void assertNothingElse(Cost cost, String cache) {
    double allowed = MOST_AT_REST_PER_SECOND * (cost.nanos() / 1e9 + 1);
    assertTrue(cost.ofOthers(cache) <= allowed, () -> cost.asked() + " in " + cost.nanos());
  }

  private long atRest(Map<Operation, Long> before, long begin) {
    Map<Operation, Long> asked = CountedCluster.difference(before, cluster.counts());
    return new Cost(asked, 0, System.nanoTime() - begin).ofOthers("none");
  }

  /** A renewal more, because the window may begin and end within one. */
  private static double allowed(long begin) {
    return MOST_AT_REST_PER_SECOND * (seconds(begin) + 1);
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
