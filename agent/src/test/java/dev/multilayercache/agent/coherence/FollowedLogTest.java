package dev.multilayercache.agent.coherence;

import static dev.multilayercache.agent.coherence.CoherenceFixture.EVERYTHING;
import static dev.multilayercache.agent.coherence.CoherenceFixture.KEY;
import static dev.multilayercache.agent.coherence.CoherenceFixture.OTHER;
import static dev.multilayercache.agent.coherence.CoherenceFixture.TAG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node hears of the others, and how it notices what it does not hear. */
class FollowedLogTest {
  private CoherenceFixture fixture;

  @BeforeEach
  void be_live() throws Exception {
    fixture = CoherenceFixture.live();
  }

  @Test
  void is_applied_as_it_grows() throws Exception {
    fixture.told(KEY);

    fixture.follow();

    assertEquals(List.of(KEY), fixture.applied);
  }

  @Test
  void is_applied_by_a_renewal_if_the_follower_hangs() throws Exception {
    fixture.told(KEY);
    fixture.told(TAG);

    fixture.renew();

    assertEquals(List.of(KEY, TAG), fixture.applied);
  }

  @Test
  void is_applied_once() throws Exception {
    fixture.told(KEY);

    fixture.follow();
    fixture.renew();

    assertEquals(List.of(KEY), fixture.applied);
  }

  @Test
  void of_this_node_itself_is_not_applied_again() throws Exception {
    fixture.node.publish(KEY);

    fixture.renew();

    assertEquals(List.of(), fixture.applied);
  }

  @Test
  void from_before_it_began_judges_what_the_cluster_holds_and_is_not_applied() throws Exception {
    CoherenceFixture late = fixture.beside("late node");
    Stamp old = fixture.node.stamp();
    fixture.told(KEY);

    late.renew();

    assertEquals(List.of(EVERYTHING), late.applied);
    assertFalse(late.accepts(old));
  }

  @Test
  void read_by_the_follower_before_the_renewal_asked_for_its_end_is_no_loss() throws Exception {
    fixture.told(TAG);
    fixture.follow();
    fixture.cluster.after =
        operation -> {
          if (operation.equals("tail")) {
            fixture.cluster.after = nothing -> {};
            fixture.told(KEY);
            followNow();
          }
        };

    fixture.renew();

    assertEquals(List.of(TAG, KEY), fixture.applied);
  }

  private void followNow() {
    try {
      fixture.follow();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void that_was_lost_makes_all_stale_everywhere() throws Exception {
    fixture.told(KEY);
    fixture.renew();
    Stamp before = fixture.node.stamp();
    fixture.cluster.shared.log.clear();

    assertThrows(CoherenceFailure.class, fixture::renew);
    assertFalse(fixture.isLive());
    fixture.renew();

    assertTrue(fixture.isLive());
    assertTrue(fixture.applied.contains(EVERYTHING));
    assertFalse(fixture.accepts(before));
    assertNotEquals(before.incarnation(), fixture.node.stamp().incarnation());
  }

  @Test
  void that_was_lost_and_has_grown_again_is_noticed() throws Exception {
    fixture.told(KEY);
    fixture.renew();
    Stamp before = fixture.node.stamp();
    fixture.cluster.shared.log.clear();
    fixture.told(TAG);
    fixture.told(TAG);

    assertThrows(CoherenceFailure.class, fixture::renew);

    assertFalse(fixture.isLive());
    assertNotEquals(before.incarnation(), fixture.cluster.shared.clock.incarnation());
  }

  @Test
  void that_ran_ahead_makes_this_node_forget_and_no_other() throws Exception {
    for (int i = 0; i < 3; i++) {
      fixture.told(KEY);
    }
    fixture.renew();
    fixture.forget();
    long incarnation = fixture.cluster.shared.clock.incarnation();
    for (int i = 0; i < 10; i++) {
      fixture.told(TAG);
    }
    fixture.cluster.shared.overwriteUpTo(9);

    fixture.follow();
    assertFalse(fixture.isLive());
    fixture.renew();

    assertTrue(fixture.isLive());
    assertEquals(List.of(EVERYTHING), fixture.applied);
    assertEquals(incarnation, fixture.cluster.shared.clock.incarnation());
  }

  @Test
  void of_another_incarnation_is_applied_and_ends_the_lease() throws Exception {
    fixture.cluster.told(OTHER, /* incarnation= */ 77, 0, KEY);

    fixture.follow();

    assertEquals(List.of(KEY), fixture.applied);
    assertFalse(fixture.isLive());
  }

  @Test
  void of_another_version_ends_the_lease() throws Exception {
    fixture.cluster.shared.log.add(
        new Cluster.Logged(new Content(new byte[] {1}), LogRecord.unknown()));

    fixture.follow();

    assertFalse(fixture.isLive());
  }

  @Test
  void with_a_foreign_record_goes_on() throws Exception {
    fixture.cluster.shared.log.add(new Cluster.Logged(new Content(new byte[] {1}), null));
    fixture.told(KEY);

    fixture.follow();

    assertEquals(List.of(KEY), fixture.applied);
    assertTrue(fixture.isLive());
  }

  @Test
  void another_incarnation_of_the_clock_makes_this_node_forget() throws Exception {
    Stamp before = fixture.node.stamp();
    fixture.cluster.shared.clock = new ClusterClock(77, before.sequence() + 1);

    fixture.renew();

    assertEquals(List.of(EVERYTHING), fixture.applied);
    assertFalse(fixture.accepts(before));
    assertTrue(fixture.accepts(fixture.node.stamp()));
  }

  @Test
  void of_a_cluster_that_was_joined_is_voided_though_its_incarnation_is_another() throws Exception {
    fixture.cluster.shared.clock = new ClusterClock(77, 5);
    fixture.node.distrustMerged("joined another part of the cluster");

    fixture.renew();

    assertNotEquals(77, fixture.cluster.shared.clock.incarnation());
    assertTrue(fixture.accepts(fixture.node.stamp()));
  }

  @Test
  void whose_writer_died_between_scopes_and_record_is_looked_up() throws Exception {
    Stamp before = fixture.node.stamp();
    fixture.tick(TAG);
    fixture.renew();
    fixture.clock.advance(Duration.ofMillis(501));

    fixture.renew();

    assertEquals(List.of(TAG), fixture.applied);
    assertFalse(fixture.accepts(before, "red"));
    assertTrue(fixture.accepts(before, "blue"));
  }

  @Test
  void proves_nothing_while_this_node_changes_over_to_another_cluster() throws Exception {
    fixture.node.awaitMerged("joining");

    assertThrows(CoherenceFailure.class, fixture::renew);
    assertFalse(fixture.isLive());
    fixture.node.distrustMerged("joined");
    fixture.renew();

    assertTrue(fixture.isLive());
  }

  @Test
  void that_the_follower_finds_to_be_another_makes_all_stale_everywhere() throws Exception {
    fixture.told(KEY);
    fixture.told(KEY);
    fixture.renew();
    Stamp before = fixture.node.stamp();
    fixture.cluster.shared.log.clear();
    fixture.told(TAG);

    fixture.follow();
    assertFalse(fixture.isLive());
    fixture.renew();

    assertTrue(fixture.isLive());
    assertNotEquals(before.incarnation(), fixture.node.stamp().incarnation());
  }

  @Test
  void that_was_lost_is_not_asked_again_before_it_was_found_anew() throws Exception {
    fixture.told(KEY);
    fixture.told(KEY);
    fixture.renew();
    fixture.cluster.shared.log.clear();
    fixture.told(TAG);
    fixture.follow();
    fixture.forget();

    fixture.follow();

    assertEquals(0, fixture.cluster.count("read"));
  }
}
