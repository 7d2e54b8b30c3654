package dev.multilayercache.agent.coherence.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Visits every state that a protocol can reach, nearest first, until one breaks a promise. */
final class BreadthFirstSearch {

  /**
   * What was found.
   *
   * @param violation the broken promise, null if there is none
   * @param trace a shortest way to it
   */
  record Result(int states, @Nullable String violation, List<String> trace) {

    @Override
    public String toString() {
      String head = "%,d states: %s".formatted(states, violation == null ? "kept" : violation);
      return trace.isEmpty() ? head : head + "\n  " + String.join("\n  ", trace);
    }
  }

  private final Protocol protocol;
  private final StateSet found = new StateSet();
  private @Nullable String violation;

  private BreadthFirstSearch(Protocol protocol) {
    this.protocol = protocol;
  }

  static Result of(Protocol protocol) {
    return new BreadthFirstSearch(protocol).run();
  }

  private Result run() {
    found.add(protocol.start(), -1);
    for (int number = 0; number < found.size() && violation == null; number++) {
      int from = number;
      protocol.steps(found.get(number), (actor, index, what, next) -> visit(next, from));
    }
    List<String> trace = violation == null ? List.of() : trace(found.size() - 1);
    return new Result(found.size(), violation, trace);
  }

  private void visit(State next, int from) {
    if (violation == null && found.add(next, from)) {
      violation = protocol.brokenPromise(next);
    }
  }

  /** Steps are not kept: each is found again as the one that leads to the next state. */
  private List<String> trace(int last) {
    List<String> steps = new ArrayList<>();
    for (int number = last; found.parent(number) >= 0; number = found.parent(number)) {
      steps.add(step(found.get(found.parent(number)), found.get(number)));
    }
    Collections.reverse(steps);
    return steps;
  }

  private String step(State from, State to) {
    List<String> labels = new ArrayList<>();
    protocol.steps(
        from,
        (actor, index, what, next) -> {
          if (Arrays.equals(next.words(), to.words())) {
            labels.add(actor + " " + index + ": " + what);
          }
        });
    return labels.get(0);
  }
}
