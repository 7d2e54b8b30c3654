package dev.multilayercache.agent.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the protocol leaves in the cluster is bounded, by forgetting that makes nothing fresh. */
class JanitorTest {
  private static final int MOST = 3;
  private static final Duration LEASE = Duration.ofSeconds(5);

  private final FakeClock clock = new FakeClock();
  private final FakeCluster cluster = new FakeCluster("this");
  private final NodeState state = new NodeState();
  private final Invalidator invalidator =
      new Invalidator(() -> new UUID(1, 1), state, new ClockTicks(() -> 1_000));
  private final Janitor janitor = new Janitor(invalidator, LEASE, MOST, clock);

  @BeforeEach
  void invalidate_more_tags_than_there_may_be_scopes() {
    cluster.shared.clock = new ClusterClock(7, 100);
    invalidator.carryOut(
        cluster, List.of(new Invalidation.ByTags(null, List.of("t", "u", "v", "w"))));
  }

  @Test
  void too_many_scopes_are_replaced_by_one() {
    janitor.boundScopes(cluster);

    assertEquals(Set.of("a"), cluster.shared.scopes.keySet());
  }

  @Test
  void as_many_as_allowed_are_kept() {
    new Janitor(invalidator, LEASE, 4, clock).boundScopes(cluster);

    assertEquals(4, cluster.shared.scopes.size());
  }

  @Test
  void what_says_that_a_cache_is_strong_is_kept() {
    invalidator.announce(cluster, List.of("prices"));

    janitor.boundScopes(cluster);

    assertEquals(Set.of("a", "sprices"), cluster.shared.scopes.keySet());
  }

  @Test
  void a_later_joiner_takes_what_was_invalidated_for_stale() {
    long before = cluster.shared.clock.sequence() - 1;
    janitor.boundScopes(cluster);
    NodeState joiner = new NodeState();

    cluster.shared.scopes.forEach(joiner::learn);

    assertFalse(joiner.scopes.areFresh("products", List.of("t"), before));
    assertTrue(joiner.scopes.areFresh("products", List.of("t"), cluster.shared.clock.sequence()));
  }

  @Test
  void a_node_that_fell_silent_is_removed_after_many_leases() {
    cluster.setNode("dead", null, new NodeRecord(1, Progress.NONE));
    Cluster.Registered alive = cluster.setNode("alive", null, new NodeRecord(1, Progress.NONE));
    for (int minute = 1; minute <= 4; minute++) {
      clock.advance(Duration.ofMinutes(1));
      alive = cluster.setNode("alive", alive, new NodeRecord(1 + minute, Progress.NONE));
      janitor.clean(cluster);
    }

    assertEquals(Set.of("alive"), cluster.shared.nodes.keySet());
  }

  @Test
  void it_looks_once_a_minute() {
    cluster.operations.clear();

    janitor.clean(cluster);
    clock.advance(Duration.ofSeconds(59));
    janitor.clean(cluster);

    assertEquals(List.of(), cluster.operations);
  }
}
