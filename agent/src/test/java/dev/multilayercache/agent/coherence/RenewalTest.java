package dev.multilayercache.agent.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a renewal of the lease asks, and what it takes for a lost log. */
class RenewalTest {
  private static final Timings TIMINGS =
      new Timings(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(3));

  private final FakeClock clock = new FakeClock();
  private final MemoryCluster cluster = new MemoryCluster();
  private final MemoryCluster clusterOfOther = cluster.asSeenBy("other");
  private final Coherence node = node();
  private final Coherence other = node();

  @BeforeEach
  void bothAreLive() throws InterruptedException {
    node.renew(cluster);
    other.renew(clusterOfOther);
    invalidateElsewhere();
    node.follow(cluster);
    node.renew(cluster);
    cluster.asked.clear();
  }

  @Test
  void asks_four_times_while_nothing_happens() throws InterruptedException {
    node.renew(cluster);

    assertEquals(Map.of("clock", 1, "tail", 1, "logged", 1, "setNode", 1), cluster.asked);
  }

  @Test
  void does_not_take_what_arrives_meanwhile_for_a_lost_log() throws InterruptedException {
    cluster.whileTailIsOnItsWay =
        () -> {
          cluster.whileTailIsOnItsWay = () -> {};
          invalidateElsewhere();
          follow();
        };

    node.renew(cluster);

    assertTrue(node.lease().isLive(), node.lease().state());
    assertEquals(null, cluster.asked.get("scopes")); // as it would, to begin anew
  }

  private Coherence node() {
    return new Coherence(Generations.leased(), TIMINGS, clock, () -> 1_000);
  }

  private void invalidateElsewhere() {
    assertTrue(
        other.publish(new Invalidation.ByTags(null, List.of("tag"))).confirmed(),
        other.lease().state());
  }

  private void follow() {
    try {
      node.follow(cluster);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
