package dev.multilayercache.agent.coherence.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** The coherence protocol, in every state that its model can reach. */
class CoherenceModelTest {

  @ParameterizedTest
  @MethodSource("dev.multilayercache.agent.coherence.model.Scenario#all")
  void keeps_its_promises_in_every_state(Scenario scenario) {
    var result = search(scenario.configuration, Mutation.NONE);

    System.out.println(scenario + " " + result);
    assertNull(result.violation(), result::toString);
    if (scenario.isCounted()) {
      assertEquals(scenario.states, result.states());
    }
  }

  @Test
  void is_visited_in_at_least_2_700_000_states() {
    int states = Stream.of(Scenario.values()).mapToInt(each -> each.states).sum();

    assertTrue(states >= 2_700_000, () -> "only " + states);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"NONE"})
  void breaks_a_promise_with(Mutation mutation) {
    var result = search(MutationCases.showing(mutation), mutation);

    System.out.println(mutation + " " + result);
    assertNotNull(result.violation(), result::toString);
    assertTrue(result.trace().size() > 1, result::toString);
  }

  private static BreadthFirstSearch.Result search(Configuration configuration, Mutation mutation) {
    return BreadthFirstSearch.of(new Protocol(configuration, mutation));
  }
}
