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

/** What remains of an epoch that is suspended while something else changes the view. */
class EpochsIT {

  @AfterEach
  void mend() {
    Epochs.extendsBlindly = false;
  }

  @ParameterizedTest
  @ValueSource(strings = {"extend", "end", "invalidate", "judge", "suspend"})
  void an_epoch_that_was_suspended_is_never_shown_again(String other) {
    assertEquals(Optional.empty(), suspendedBeside(other).violation());
  }

  @Test
  void an_extension_that_shows_it_again_is_found_out() {
    Epochs.extendsBlindly = true;

    assertTrue(suspendedBeside("extend").violation().isPresent());
  }

  /** With somebody who looks in between, and somebody who looks afterwards. */
  private static Exploration suspendedBeside(String other) {
    return new Exploration(Epochs.class)
        .of(List.of("extend"), List.of("suspend", "look"), List.of(other), "look", "judge")
        .of(List.of("suspend"), List.of("suspend"), List.of(other, "judge"), "look", "judge");
  }
}
