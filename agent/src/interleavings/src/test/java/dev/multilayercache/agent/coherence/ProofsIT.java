package dev.multilayercache.agent.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.interleavings.Exploration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a suspension does to a lease that is extended at the same time. */
class ProofsIT {

  @AfterEach
  void mend() {
    Proofs.takesTicketLate = false;
  }

  @ParameterizedTest
  @ValueSource(strings = {"suspend", "suspendEpoch", "prove"})
  void a_suspension_is_never_lost_to_a_proof_that_has_not_seen_it(String other) {
    assertEquals(Optional.empty(), proofBeside(other).violation());
  }

  @Test
  void a_proof_that_takes_its_ticket_late_is_found_out() {
    Proofs.takesTicketLate = true;

    assertTrue(proofBeside("suspend").violation().isPresent());
  }

  private static Exploration proofBeside(String other) {
    return new Exploration(Proofs.class)
        .of(List.of("prove"), List.of("prove"), List.of(other, "isProved"), "isProved")
        .of(List.of("prove"), List.of("suspend", "prove"), List.of(other), "isProved");
  }
}
