package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.interleavings.Exploration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a read may answer while something is invalidated beside it. */
class LoadsAndInvalidationsIT {

  @AfterEach
  void mend() {
    LoadsAndInvalidations.mutation = PlainLayer.Mutation.NONE;
  }

  @ParameterizedTest
  @ValueSource(strings = {"byKey", "byTag", "byPattern", "all", "owe"})
  void no_read_answers_what_was_invalidated_before_it(String invalidation) {
    assertEquals(Optional.empty(), readBeside(invalidation).violation());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void a_layer_with_one_mistake_is_found_out(PlainLayer.Mutation mutation) {
    LoadsAndInvalidations.mutation = mutation;

    assertTrue(readBeside("byKey").violation().isPresent());
  }

  /** As a load, and as a hit. */
  private static Exploration readBeside(String invalidation) {
    return new Exploration(LoadsAndInvalidations.class)
        .of(List.of(), "read", invalidation, "read")
        .of(List.of("read"), "read", invalidation, "read");
  }
}
