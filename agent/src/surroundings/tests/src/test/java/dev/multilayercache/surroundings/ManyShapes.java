package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.agents.MainsInTurn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The product's own fixtures, whose methods have every shape, run beside something else. */
record ManyShapes(List<String> output, List<String> errors) {
  static final String CALLS = "dev.multilayercache.fixture.shapes.TwelveCalls";

  private static final String SHAPES = "dev.multilayercache.fixture.shapes.ShapesApp";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Runs them to their end in a JVM with these options besides the class path. */
  static ManyShapes run(UnaryOperator<ForkedJvm.Builder> options) {
    ForkedJvm.Builder java = options.apply(ForkedJvm.java().option("-Dmultilayercache.log=debug"));
    try (ForkedJvm jvm =
        java.fixtures().classPath(classes()).start(MainsInTurn.class.getName(), SHAPES, CALLS)) {
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
    assertTrue(right.size() > 50, () -> output + "\n" + errors);
    assertEquals(
        List.of("12 of 12 cached"), output.stream().filter(line -> !right.contains(line)).toList());
  }

  /** What the agent says about the fixtures' classes: woven, refused, and why. */
  String verdicts() {
    return errors.stream()
        .filter(line -> line.startsWith("[multilayercache] dev.multilayercache.fixture."))
        .sorted()
        .collect(Collectors.joining("\n"));
  }
}
