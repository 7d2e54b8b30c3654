package dev.multilayercache.agent.coherence;

import static dev.multilayercache.agent.coherence.CoherenceFixture.KEY;
import static dev.multilayercache.agent.coherence.CoherenceFixture.LEASE;
import static dev.multilayercache.agent.coherence.CoherenceFixture.TAG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a strong invalidation waits for. */
@Timeout(60) // the clock stands still unless it is moved: a wait that was not foreseen is for ever
class StrongTest {
  private CoherenceFixture fixture;
  private FakeCluster other;
  private Cluster.Registered registered;

  @BeforeEach
  void be_live_and_know_that_the_cache_is_strong() throws Exception {
    fixture = CoherenceFixture.live();
    fixture.settle();
    fixture.node.requireStrong(KEY.cache());
    fixture.node.announce(fixture.cluster);
    other = fixture.cluster.seenBy("other");
    registered = other.setNode("other", null, new NodeRecord(1, Progress.NONE));
    fixture.cluster.operations.clear();
  }

  /** The other node does something whenever it is looked at. */
  private void whenLookedAt(Consumer<Integer> action) {
    int[] looks = {0};
    fixture.cluster.before =
        operation -> {
          if (operation.equals("nodes")) {
            action.accept(++looks[0]);
          }
        };
  }

  private Progress progress(long applied) {
    return new Progress(
        applied, fixture.cluster.shared.clock.incarnation(), fixture.cluster.holder);
  }

  private void beat(long applied) {
    registered =
        other.setNode(
            "other", registered, new NodeRecord(registered.record().beat() + 1, progress(applied)));
  }

  @Test
  void a_node_that_has_applied_it_is_waited_for() {
    whenLookedAt(
        look -> {
          if (look == 3) {
            beat(fixture.cluster.shared.log.size() - 1L);
          }
        });

    assertTrue(fixture.node.publish(KEY).confirmed());

    assertEquals(3, fixture.cluster.count("nodes"));
  }

  @Test
  void a_tag_of_any_cache_waits_too() {
    whenLookedAt(look -> beat(fixture.cluster.shared.log.size() - 1L));

    assertTrue(fixture.node.publish(TAG).confirmed());

    assertEquals(1, fixture.cluster.count("nodes"));
  }

  @Test
  void a_cache_that_is_not_strong_does_not_wait() {
    assertTrue(fixture.node.publish(new Invalidation.ByKey("others", "a")).confirmed());

    assertEquals(0, fixture.cluster.count("nodes"));
  }

  @Test
  void a_silent_node_is_removed_after_its_lease_and_not_before() throws Exception {
    whenLookedAt(
        look -> {
          fixture.clock.advance(Duration.ofSeconds(1));
          renewQuietly();
          if (look <= 6) {
            assertTrue(fixture.cluster.shared.nodes.containsKey("other"), "look " + look);
          }
        });

    assertTrue(fixture.node.publish(KEY).confirmed());

    assertFalse(fixture.cluster.shared.nodes.containsKey("other"));
  }

  private void renewQuietly() {
    Consumer<String> hook = fixture.cluster.before;
    fixture.cluster.before = operation -> {};
    try {
      fixture.renew();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      fixture.cluster.before = hook;
    }
  }

  private void renewWhenLookedAt(String operation) {
    if (operation.equals("nodes")) {
      renewQuietly();
    }
  }

  @Test
  void a_node_that_beats_without_applying_is_never_taken_for_dead() {
    whenLookedAt(
        look -> {
          fixture.clock.advance(Duration.ofSeconds(1));
          renewQuietly();
          beat(-1);
        });

    assertFalse(fixture.node.publish(KEY).confirmed());

    assertTrue(fixture.cluster.shared.nodes.containsKey("other"));
  }

  @Test
  void a_log_that_was_replaced_meanwhile_confirms_nothing() {
    whenLookedAt(
        look -> {
          fixture.cluster.shared.log.clear();
          for (int i = 0; i < 5; i++) {
            fixture.told(TAG);
          }
          beat(4);
        });

    assertFalse(fixture.node.publish(KEY).confirmed());
  }

  @Test
  void a_log_that_began_anew_unseen_confirms_nothing() throws Exception {
    for (int i = 0; i < 5; i++) {
      fixture.told(TAG);
    }
    renewQuietly();
    beat(fixture.cluster.shared.log.size() - 1L);
    fixture.cluster.shared.log.clear();

    assertFalse(fixture.node.publish(KEY).confirmed());
  }

  @Test
  void another_incarnation_confirms_nothing() {
    whenLookedAt(
        look -> {
          beat(100);
          fixture.cluster.shared.clock = new ClusterClock(77, 1L << 60);
        });

    assertFalse(fixture.node.publish(KEY).confirmed());
  }

  @Test
  void an_acknowledgement_of_another_incarnation_does_not_count() {
    acknowledge(new Progress(1_000, 77, fixture.cluster.holder));

    assertFalse(fixture.node.publish(KEY).confirmed());
  }

  @Test
  void an_acknowledgement_of_what_another_member_answered_does_not_count() {
    acknowledge(new Progress(1_000, fixture.cluster.shared.clock.incarnation(), new UUID(8, 8)));

    assertFalse(fixture.node.publish(KEY).confirmed());
  }

  private void acknowledge(Progress progress) {
    whenLookedAt(
        look -> {
          fixture.clock.advance(Duration.ofSeconds(1));
          renewQuietly();
          long beat = registered.record().beat() + 1;
          registered = other.setNode("other", registered, new NodeRecord(beat, progress));
        });
  }

  @Test
  void a_new_registry_is_not_trusted_before_old_leases_have_ended() throws Exception {
    fixture.cluster.shared.clock = new ClusterClock(77, 1L << 60);
    fixture.cluster.shared.nodes.remove("other");
    fixture.renew();
    long begun = fixture.clock.getAsLong();
    whenLookedAt(
        look -> assertTrue(fixture.clock.getAsLong() - begun > LEASE.toNanos(), "look " + look));
    fixture.cluster.after = this::passTimeOnceAppended;

    assertTrue(fixture.node.publish(KEY).confirmed());
  }

  private void passTimeOnceAppended(String operation) {
    if (operation.equals("append")) {
      fixture.cluster.after = nothing -> {};
      for (int second = 0; second < 7; second++) {
        fixture.clock.advance(Duration.ofSeconds(1));
        renewQuietly();
      }
    }
  }

  @Test
  void who_was_taken_for_dead_himself_confirms_nothing() {
    whenLookedAt(
        look -> {
          fixture.cluster.shared.nodes.remove("this");
          beat(100);
        });

    assertFalse(fixture.node.publish(KEY).confirmed());
  }

  @Test
  void is_not_served_before_the_others_know() throws Exception {
    CoherenceFixture second = fixture.beside("second node");
    second.renew();
    second.settle();

    second.node.requireStrong("prices");
    assertFalse(second.node.isStrong("prices"));
    beat(100);
    second.cluster.before = this::renewWhenLookedAt;
    second.node.announce(second.cluster);

    assertTrue(second.node.isStrong("prices"));
  }

  @Test
  void is_known_to_who_comes_later() throws Exception {
    CoherenceFixture late = fixture.beside("late node");
    beat(100);

    late.renew();
    late.settle();
    late.cluster.operations.clear();
    late.cluster.before = this::renewWhenLookedAt;
    late.node.publish(KEY);

    assertTrue(late.cluster.count("nodes") > 0);
  }

  @Test
  void is_not_served_after_the_cluster_began_anew_until_it_is_told_again() throws Exception {
    assertTrue(fixture.node.isStrong(KEY.cache()));
    fixture.cluster.shared.clock = new ClusterClock(77, 1L << 60);
    fixture.clock.advance(LEASE.dividedBy(5));

    fixture.renew();

    assertFalse(fixture.node.isStrong(KEY.cache()));
    assertTrue(fixture.node.hasAnnouncements());
  }
}
