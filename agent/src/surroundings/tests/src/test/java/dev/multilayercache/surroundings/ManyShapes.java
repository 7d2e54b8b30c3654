package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.agents.MainsInTurn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The product's own fixtures, whose methods have every shape, and Kotlin's, run beside something
 * else.
 */
record ManyShapes(List<String> output, List<String> errors) {
  static final String CALLS = "dev.multilayercache.fixture.shapes.TwelveCalls";

  private static final String[] ALL = {
    "dev.multilayercache.fixture.shapes.ShapesApp", CALLS, KotlinIT.APPLICATION
  };
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Runs them to their end in a JVM with these options besides the class path. */
  static ManyShapes run(UnaryOperator<ForkedJvm.Builder> options) {
    // Kotlin's library comes before the product's stand-in for a class of it.
    return start(
        java(options).fixtures().classPath(KotlinIT.classPath()).classPath(classes()), ALL);
  }

  /** The same with a class path of jars only. */
  static ManyShapes runPacked(Path application, UnaryOperator<ForkedJvm.Builder> options) {
    return start(java(options).classPath(application).classPath(KotlinIT.classPath()), ALL);
  }

  private static ForkedJvm.Builder java(UnaryOperator<ForkedJvm.Builder> options) {
    return options.apply(ForkedJvm.java().option("-Dmultilayercache.log=debug"));
  }

  /** As much of it as ends soon without a cache: naive recursion does not. */
  static ManyShapes trainPacked(Path application, UnaryOperator<ForkedJvm.Builder> options) {
    return start(
        java(options).classPath(application).classPath(KotlinIT.classPath()),
        CALLS,
        KotlinIT.APPLICATION);
  }

  private static ManyShapes start(ForkedJvm.Builder java, String... mainClasses) {
    try (ForkedJvm jvm = java.start(MainsInTurn.class.getName(), mainClasses)) {
      assertEquals(0, jvm.waitFor(PATIENCE), () -> "stderr: " + jvm.errors());
      return new ManyShapes(jvm.output(), jvm.errors());
    }
  }

  static Path classes() {
    return ForkedJvm.existing("agent/target/test-classes");
  }

  /** Each method gives what its body would, and its body runs once where it is to be cached. */
  void assertAllRight() {
    List<String> right = output.stream().filter(line -> line.startsWith("ok ")).toList();
    assertTrue(right.size() > 90, () -> output + "\n" + errors);
    assertEquals(
        List.of("12 of 12 cached"), output.stream().filter(line -> !right.contains(line)).toList());
  }

  /** What the agent says about the fixtures' classes here and not there, or there and not here. */
  List<String> verdictsUnlike(ManyShapes other) {
    return Stream.concat(
            verdicts().filter(line -> other.verdicts().noneMatch(line::equals)),
            other.verdicts().filter(line -> verdicts().noneMatch(line::equals)))
        .toList();
  }

  /** Each class that is woven, each method that is not, and why. */
  Stream<String> verdicts() {
    return errors.stream()
        .filter(line -> line.startsWith("[multilayercache] dev.multilayercache.fixture."));
  }
}
