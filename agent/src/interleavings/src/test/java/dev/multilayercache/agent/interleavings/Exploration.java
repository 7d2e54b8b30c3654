package dev.multilayercache.agent.interleavings;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * A look at one class: Lincheck runs its scenarios again and again, each time switching threads
 * elsewhere, those with one switch first.
 *
 * <p>With {@code -Dinterleavings.long=true} at more interleavings, at scenarios that Lincheck makes
 * up, and at as many runs on threads that are left to the machine.
 */
public final class Exploration {
  private static final boolean LONG = Boolean.getBoolean("interleavings.long");
  private static final int INTERLEAVINGS = LONG ? 400 : 100;

  private final Class<?> subject;
  private final List<ExecutionScenario> scenarios = new ArrayList<>();

  public Exploration(Class<?> subject) {
    this.subject = subject;
  }

  /** Two operations at the same time, after some and before others. */
  public Exploration of(List<String> before, String one, String other, String... after) {
    return of(before, List.of(one), List.of(other), after);
  }

  /** Two threads with their operations at the same time, after some and before others. */
  public Exploration of(
      List<String> before, List<String> one, List<String> other, String... after) {
    scenarios.add(
        new ExecutionScenario(
            actors(before),
            List.of(actors(one), actors(other)),
            actors(Arrays.asList(after)),
            /* validationFunction= */ null));
    return this;
  }

  /** The first interleaving under which an operation answered no, as a picture, if there is one. */
  public Optional<String> violation() {
    long judgedBefore = EveryAnswerIsYes.JUDGED.get();
    long start = System.nanoTime();
    Optional<String> violation = firstOf(new ModelCheckingOptions(), 25, INTERLEAVINGS);
    if (LONG && violation.isEmpty()) {
      violation = firstOf(new StressOptions(), 30, 3_000);
    }
    System.out.printf(
        "%s: %d scenarios, %d interleavings, %d ms, %s%n",
        subject.getSimpleName(),
        scenarios.size(),
        EveryAnswerIsYes.JUDGED.get() - judgedBefore,
        (System.nanoTime() - start) / 1_000_000,
        violation.isPresent() ? "violated" : "kept");
    return violation;
  }

  private Optional<String> firstOf(Options<?, ?> options, int madeUp, int runs) {
    options.iterations(LONG ? madeUp : 0);
    options.invocationsPerIteration(runs);
    options.threads(2);
    options.actorsPerThread(2);
    options.actorsBefore(1);
    options.actorsAfter(1);
    options.minimizeFailedScenario(false);
    options.verifier(EveryAnswerIsYes.class);
    scenarios.forEach(options::addCustomScenario);
    try {
      options.check(subject);
      return Optional.empty();
    } catch (LincheckAssertionError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private List<Actor> actors(List<String> operations) {
    return operations.stream().map(this::actor).toList();
  }

  private Actor actor(String operation) {
    Method method =
        Stream.of(subject.getMethods())
            .filter(each -> each.getName().equals(operation))
            .findAny()
            .orElseThrow();
    return new Actor(method, List.of());
  }
}
