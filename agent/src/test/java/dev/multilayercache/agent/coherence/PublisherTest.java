package dev.multilayercache.agent.coherence;

import static dev.multilayercache.agent.coherence.CoherenceFixture.KEY;
import static dev.multilayercache.agent.coherence.CoherenceFixture.TAG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.Background;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an invalidation is confirmed, and what becomes of one that is not. */
class PublisherTest {
  private CoherenceFixture fixture;

  @BeforeEach
  void be_live() throws Exception {
    fixture = CoherenceFixture.live();
  }

  private void fail(String failing) {
    fixture.cluster.before =
        operation -> {
          if (operation.equals(failing)) {
            throw new CoherenceFailure("no answer");
          }
        };
  }

  private boolean isQuarantined(String... tags) {
    return fixture.node.isQuarantined("products", "a", List.of(tags));
  }

  @Test
  void a_key_is_deleted_before_the_log_tells_of_it() {
    assertTrue(fixture.node.publish(KEY).confirmed());

    List<String> operations = fixture.cluster.operations;
    assertTrue(operations.indexOf("delete") < operations.indexOf("append"));
  }

  @Test
  void a_tag_takes_a_tick_then_its_scope_then_the_log() {
    assertTrue(fixture.node.publish(TAG).confirmed());

    assertEquals(List.of("clock", "setClock", "raiseScopes", "append"), fixture.cluster.operations);
  }

  @Test
  void a_node_that_never_met_a_cluster_confirms_nothing() {
    CoherenceFixture alone = new CoherenceFixture();

    assertFalse(alone.node.publish(KEY).confirmed());
    assertTrue(alone.node.isQuarantined("products", "a", List.of()));
  }

  @Test
  void a_node_without_its_lease_confirms_nothing() {
    fixture.clock.advance(CoherenceFixture.LEASE.multipliedBy(3));

    assertFalse(fixture.node.publish(KEY).confirmed());
  }

  @Test
  void a_node_that_leaves_does_not_try_again() throws Exception {
    CoherenceFixture leaving = CoherenceFixture.live(Duration.ofDays(1));
    leaving.node.lease().giveUp();

    Confirmation answer = Background.run(() -> leaving.node.publish(KEY)).result();

    assertFalse(answer.confirmed());
  }

  @Test
  void a_lease_that_ends_meanwhile_confirms_nothing() {
    fixture.cluster.after =
        operation -> {
          if (operation.equals("append")) {
            fixture.clock.advance(CoherenceFixture.LEASE);
          }
        };

    assertFalse(fixture.node.publish(KEY).confirmed());
  }

  @Test
  void a_cluster_that_shrinks_meanwhile_confirms_nothing() {
    fixture.cluster.after =
        operation -> {
          if (operation.equals("append")) {
            fixture.cluster.members = 1;
          }
        };

    Confirmation answer = fixture.node.publish(KEY);

    assertFalse(answer.confirmed());
    assertTrue(answer.detail().contains("1 member of at least 2"), answer.detail());
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete", "append"})
  void a_key_that_fails_is_left_alone_until_it_was_carried_out_again(String failing)
      throws Exception {
    fixture.cluster.keys.add(KEY);
    Stamp before = fixture.node.stamp();
    fail(failing);

    assertFalse(fixture.node.publish(KEY).confirmed());
    assertTrue(isQuarantined());
    assertFalse(fixture.accepts(before));
    fixture.cluster.before = operation -> {};
    fixture.renew();

    assertFalse(isQuarantined());
    assertFalse(fixture.cluster.keys.contains(KEY));
    assertFalse(fixture.accepts(before));
    assertTrue(fixture.accepts(fixture.node.stamp()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clock", "setClock", "raiseScopes", "append"})
  void a_tag_that_fails_is_left_alone_until_it_was_carried_out_again(String failing)
      throws Exception {
    fail(failing);

    assertFalse(fixture.node.publish(TAG).confirmed());
    assertTrue(isQuarantined("red"));
    assertFalse(isQuarantined("blue"));
    fixture.cluster.before = operation -> {};
    fixture.renew();

    assertFalse(isQuarantined("red"));
  }

  @Test
  void what_is_quarantined_again_while_it_is_replayed_stays() throws Exception {
    fail("append");
    fixture.node.publish(KEY);
    fixture.cluster.before = operation -> {};
    fixture.cluster.after =
        operation -> {
          if (operation.equals("append")) {
            fixture.cluster.after = nothing -> {};
            fail("append");
            fixture.node.publish(KEY);
            fixture.cluster.before = nothing -> {};
          }
        };

    fixture.renew();
    assertTrue(isQuarantined());
    fixture.renew();

    assertFalse(isQuarantined());
  }

  @Test
  void what_a_replay_could_not_prove_stays() throws Exception {
    fail("append");
    fixture.node.publish(KEY);
    fail("setNode");

    try {
      fixture.renew();
    } catch (CoherenceFailure expected) {
      assertTrue(isQuarantined());
      return;
    }
    throw new AssertionError("renewed");
  }

  @Test
  void ten_thousand_are_replayed_in_one_renewal_some_at_a_time() throws Exception {
    fail("append");
    for (int i = 0; i < 10_000; i++) {
      fixture.node.publish(new Invalidation.ByKey("products", "k" + i));
    }
    fixture.cluster.before = operation -> {};
    fixture.cluster.operations.clear();

    fixture.renew();

    assertEquals(0, fixture.node.pending());
    assertTrue(fixture.cluster.count("delete") < 100, () -> fixture.cluster.operations.toString());
  }

  @Test
  void more_than_that_are_replaced_by_everything() {
    fail("append");
    for (int i = 0; i < 10_001; i++) {
      fixture.node.publish(new Invalidation.ByKey("products", "k" + i));
    }

    assertEquals(1, fixture.node.pending());
    assertTrue(fixture.node.isQuarantined("any", "key", List.of()));
  }

  @Test
  void a_pattern_that_fails_is_repeated_as_everything_in_its_cache() throws Exception {
    fail("deleteMatching");
    fixture.node.publish(new Invalidation.ByPattern("products", KeyPattern.parse("b*")));
    assertTrue(isQuarantined());

    fixture.renew();

    assertFalse(isQuarantined());
    assertEquals(1, fixture.cluster.count("deleteMatching"));
    assertTrue(fixture.cluster.shared.scopes.containsKey("cproducts"));
  }
}
