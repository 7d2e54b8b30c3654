package dev.multilayercache.agent.coherence;

import static dev.multilayercache.agent.coherence.CoherenceFixture.KEY;
import static dev.multilayercache.agent.coherence.CoherenceFixture.TAG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which values from the cluster a node accepts, and with what it stamps its own. */
class StampTest {
  private CoherenceFixture fixture;
  private Stamp before;

  @BeforeEach
  void be_live() throws Exception {
    fixture = CoherenceFixture.live();
    before = fixture.node.stamp();
  }

  @Test
  void a_value_is_accepted_if_nothing_was_invalidated_since() {
    assertTrue(fixture.accepts(before, "red"));
  }

  @Test
  void a_value_from_before_an_invalidation_of_its_key_is_not_accepted_though_it_is_there()
      throws Exception {
    fixture.told(KEY);

    fixture.follow();

    assertFalse(fixture.accepts(before));
  }

  @Test
  void a_value_from_before_an_invalidation_of_its_tag_is_not_accepted() throws Exception {
    fixture.toldScopes(TAG);

    fixture.follow();

    assertFalse(fixture.accepts(before, "red"));
    assertTrue(fixture.accepts(before, "blue"));
  }

  @Test
  void a_value_from_before_a_pattern_that_matches_is_not_accepted() throws Exception {
    fixture.told(new Invalidation.ByPattern("products", KeyPattern.parse("b*")));
    fixture.follow();
    assertTrue(fixture.accepts(before));

    fixture.told(new Invalidation.ByPattern("products", KeyPattern.parse("a*")));
    fixture.follow();

    assertFalse(fixture.accepts(before));
  }

  @Test
  void what_is_loaded_after_an_own_invalidation_is_accepted_by_all() throws Exception {
    assertTrue(fixture.node.publish(KEY).confirmed());
    assertTrue(fixture.node.publish(TAG).confirmed());
    Stamp after = fixture.node.stamp();
    CoherenceFixture other = fixture.beside("other node");
    other.renew();

    assertTrue(fixture.accepts(after, "red"));
    assertTrue(other.accepts(after, "red"));
    assertFalse(other.accepts(before, "red"));
  }

  @Test
  void advances_with_what_the_follower_has_applied() throws Exception {
    long position = fixture.told(KEY);

    fixture.follow();

    assertEquals(position, fixture.node.stamp().position());
    assertTrue(fixture.accepts(fixture.node.stamp()));
  }

  @Test
  void advances_at_once_with_a_few_in_a_row() throws Exception {
    fixture.told(KEY);
    fixture.follow();
    long position = fixture.told(KEY);

    fixture.follow();

    assertEquals(position, fixture.node.stamp().position());
  }

  @Test
  void does_not_advance_by_what_was_read_but_not_confirmed_by_the_registry() {
    fixture.toldScopes(TAG);
    fixture.cluster.before =
        operation -> {
          if (operation.equals("setNode")) {
            throw new CoherenceFailure("no second copy");
          }
        };

    assertThrows(CoherenceFailure.class, fixture::follow);
    assertThrows(CoherenceFailure.class, fixture::renew);

    assertEquals(before, fixture.node.stamp());
  }

  @Test
  void does_not_advance_if_another_member_took_office_between_read_and_confirmation()
      throws Exception {
    fixture.toldScopes(TAG);
    fixture.cluster.before =
        operation -> {
          if (operation.equals("setNode")) {
            fixture.cluster.holder = UUID.randomUUID();
          }
        };

    fixture.follow();
    assertThrows(CoherenceFailure.class, fixture::renew);

    assertEquals(before, fixture.node.stamp());
  }

  @Test
  void does_not_advance_if_the_lease_was_suspended_between_read_and_confirmation()
      throws Exception {
    fixture.toldScopes(TAG);
    fixture.cluster.before =
        operation -> {
          if (operation.equals("setNode")) {
            fixture.node.lease().suspend("split");
          }
        };

    fixture.follow();

    assertEquals(before, fixture.node.stamp());
  }

  @Test
  void does_not_advance_by_an_invalidation_in_a_cluster_that_shrank() {
    fixture.cluster.after =
        operation -> {
          if (operation.equals("append")) {
            fixture.cluster.members = 1;
          }
        };

    assertFalse(fixture.node.publish(TAG).confirmed());

    assertEquals(before, fixture.node.stamp());
  }

  @Test
  void of_patterns_the_oldest_beyond_sixty_four_concern_every_key() throws Exception {
    for (int i = 0; i <= 64; i++) {
      fixture.told(new Invalidation.ByPattern("others", KeyPattern.parse("x" + i)));
    }
    fixture.follow();

    assertFalse(fixture.accepts(before));
    assertTrue(
        fixture.node.accepts(
            new Stamp(before.incarnation(), before.sequence(), 0), "products", "a", List.of()));
  }
}
