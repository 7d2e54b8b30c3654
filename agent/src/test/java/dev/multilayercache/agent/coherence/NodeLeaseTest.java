package dev.multilayercache.agent.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a node may serve what it holds. */
class NodeLeaseTest {

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE})
  void a_node_that_has_proved_nothing_has_none_whatever_the_clock_reads(long now) {
    assertFalse(Generations.leased().isLive(now));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
  void a_node_without_a_cluster_needs_none(long now) {
    assertTrue(new Generations().isLive(now));
  }

  @Test
  void a_proof_gives_one_that_ends_a_lease_after_the_proof_began() throws Exception {
    CoherenceFixture fixture = new CoherenceFixture();
    fixture.cluster.before = slow(fixture, "setNode", Duration.ofSeconds(1));

    fixture.renew();

    // Twice it entered and beat, each a second later than the one before.
    assertTrue(fixture.isLive());
    fixture.clock.advance(Duration.ofMillis(2_999));
    assertTrue(fixture.isLive());
    fixture.clock.advance(Duration.ofMillis(1));
    assertFalse(fixture.isLive());
  }

  private static java.util.function.Consumer<String> slow(
      CoherenceFixture fixture, String operation, Duration time) {
    return each -> {
      if (each.equals(operation)) {
        fixture.clock.advance(time);
        fixture.wallAhead = 0;
      }
    };
  }

  @Test
  void too_few_members_prove_nothing() {
    CoherenceFixture fixture = new CoherenceFixture();
    fixture.cluster.members = 1;

    String message = assertThrows(CoherenceFailure.class, fixture::renew).getMessage();

    assertEquals("1 member of at least 2 (cluster.minMembers)", message);
    assertFalse(fixture.isLive());
  }

  @Test
  void who_suspends_while_it_is_proved_voids_the_proof() {
    CoherenceFixture fixture = new CoherenceFixture();
    fixture.cluster.before =
        operation -> {
          if (operation.equals("tail")) {
            fixture.node.lease().suspend("split");
          }
        };

    assertThrows(CoherenceFailure.class, fixture::renew);

    assertFalse(fixture.isLive());
  }

  @Test
  void who_doubts_while_it_is_proved_leaves_the_one_before() throws Exception {
    CoherenceFixture fixture = CoherenceFixture.live();
    fixture.cluster.before =
        operation -> {
          if (operation.equals("tail")) {
            fixture.node.lease().doubt();
          }
        };
    fixture.clock.advance(Duration.ofSeconds(1));

    assertThrows(CoherenceFailure.class, fixture::renew);

    assertTrue(fixture.isLive());
    fixture.clock.advance(Duration.ofSeconds(4));
    assertFalse(fixture.isLive());
  }

  @Test
  void a_machine_that_slept_finds_it_over() throws Exception {
    CoherenceFixture fixture = CoherenceFixture.live();
    fixture.wallAhead = 3_000;
    fixture.cluster.members = 1; // so that it cannot be proved anew

    assertThrows(CoherenceFailure.class, fixture::renew);

    assertFalse(fixture.isLive());
  }

  @Test
  void a_renewal_at_rest_is_four_operations() throws Exception {
    CoherenceFixture fixture = CoherenceFixture.live();
    fixture.told(CoherenceFixture.KEY);
    fixture.renew();
    fixture.forget();

    fixture.renew();

    assertEquals(4, fixture.cluster.operations.size(), fixture.cluster.operations.toString());
  }
}
