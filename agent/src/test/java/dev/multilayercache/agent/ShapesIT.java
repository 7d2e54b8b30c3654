package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.FixtureModule;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.shapes.ShapesApp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Methods of every shape, with the packaged agent there from the start, attached to a JVM that has
 * called all of them before, and detached again; on the class path and on the module path.
 */
class ShapesIT {
  private static final String APPLICATION = ShapesApp.class.getName();
  private static final String PACKAGE = ShapesApp.class.getPackageName();
  private static final int LEAST_SHAPES = 120;

  @Nested
  class AMethodOnTheClassPath extends AMethod {
    @Override
    ForkedJvm start(ForkedJvm.Builder jvm, Path directory, String... arguments) {
      return jvm.fixtures().start(APPLICATION, arguments);
    }
  }

  @Nested
  class AMethodOnTheModulePath extends AMethod {
    @Override
    ForkedJvm start(ForkedJvm.Builder jvm, Path directory, String... arguments) {
      String modulePath = FixtureModule.of(PACKAGE, directory);
      return jvm.startModule(modulePath, PACKAGE, APPLICATION, arguments);
    }
  }

  /** What holds wherever the application's classes are. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class AMethod {
    private ForkedJvm late;
    private List<String> fromTheStart;
    private List<String> before;
    private List<String> attached;
    private List<String> detached;

    abstract ForkedJvm start(ForkedJvm.Builder jvm, Path directory, String... arguments);

    @BeforeAll
    void run(@TempDir Path first, @TempDir Path second) {
      try (ForkedJvm jvm = start(ForkedJvm.java().agent(null), first)) {
        assertEquals(0, jvm.waitFor(), () -> "stderr: " + jvm.errors());
        fromTheStart = jvm.output();
      }
      late = start(ForkedJvm.java(), second, "late");
      before = untilDone();
      command("attach");
      late.tell("go on");
      attached = untilDone();
      command("detach");
      late.tell("go on");
      detached = untilDone();
    }

    @AfterAll
    void end() {
      late.close();
    }

    private List<String> untilDone() {
      List<String> lines = new ArrayList<>();
      for (String line = late.nextLine(); !line.equals("done"); line = late.nextLine()) {
        lines.add(line);
      }
      return lines;
    }

    private void command(String name) {
      try (ForkedJvm command =
          ForkedJvm.java().startJar(ForkedJvm.agentJar(), name, Long.toString(late.pid()))) {
        assertEquals(0, command.waitFor(), () -> command.output() + " " + command.errors());
      }
    }

    List<String> fromTheStart() {
      return fromTheStart;
    }

    List<String> before() {
      return before;
    }

    List<String> attached() {
      return attached;
    }

    List<String> detached() {
      return detached;
    }

    @ParameterizedTest
    @MethodSource("fromTheStart")
    void is_cached_from_the_start(String shape) {
      assertTrue(shape.startsWith("ok "), shape);
    }

    @ParameterizedTest
    @MethodSource("before")
    void is_as_it_was_written_before_the_agent_comes(String shape) {
      assertTrue(shape.startsWith("ok "), shape);
    }

    @ParameterizedTest
    @MethodSource("attached")
    void is_cached_once_the_agent_is_attached(String shape) {
      assertTrue(shape.startsWith("ok "), shape);
    }

    @ParameterizedTest
    @MethodSource("detached")
    void is_as_it_was_written_once_the_agent_is_detached(String shape) {
      assertTrue(shape.startsWith("ok "), shape);
    }

    @Test
    void is_one_of_many() {
      for (List<String> shapes : List.of(fromTheStart, before, attached, detached)) {
        assertTrue(shapes.size() >= LEAST_SHAPES, () -> "only " + shapes.size());
      }
    }

    @Test
    void is_never_refused() {
      List<String> refusals =
          late.agentLines().stream()
              .filter(line -> line.contains(": not cached: ") || line.contains(" are not cached: "))
              .filter(line -> !line.contains("SharedNameShapes")) // some are, and say so
              .filter(line -> !line.contains("OwnCodeShapes")) // so do these
              .toList();

      assertEquals(List.of(), refusals);
    }
  }
}
