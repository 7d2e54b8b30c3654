package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.agents.IdleAgent;
import dev.multilayercache.fixture.agents.MainsInTurn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Classes that the JVM takes from an archive instead of their jar, and the agent beside them. */
class ClassSharingIT {
  private static final String UNTOUCHED = "dev.multilayercache.fixture.shapes.TwelveCalls source: ";
  private static final String WOVEN =
      "dev.multilayercache.fixture.shapes.TwelveCalls$Service source: ";
  private static final String AGENT = "dev.multilayercache.agent.MultiLayerCacheAgent source: ";
  private static final String ARCHIVE = "shared objects file";

  @TempDir static Path directory;

  private static Path application;

  @BeforeAll
  static void pack_the_application() {
    Path own = Path.of("target", "test-classes");
    application =
        PackedClasses.application(
            directory.resolve("application.jar"),
            List.of(ManyShapes.classes(), own),
            List.of(
                "dev/multilayercache/fixture/shapes",
                MainsInTurn.class.getPackageName().replace('.', '/')));
  }

  private static ManyShapes run(UnaryOperator<ForkedJvm.Builder> options) {
    // The JVM's own words go where they do not mix with the application's.
    return ManyShapes.runPacked(
        application,
        java -> options.apply(java.option("-Xlog:disable").option("-Xlog:all=warning:stderr")));
  }

  private static ManyShapes train(UnaryOperator<ForkedJvm.Builder> options) {
    return ManyShapes.trainPacked(application, options);
  }

  private static int indexOf(String text, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i;
      }
    }
    throw new AssertionError(text + " is in none of " + lines.size() + " lines");
  }

  private static String line(String text, List<String> lines) {
    return lines.get(indexOf(text, lines));
  }

  /** The JVM's own. */
  private static List<String> warnings(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches(".*(\\[warning]|\\[error *]|VM warning).*"))
        .map(line -> line.replaceFirst("^\\[[0-9.]+s\\]", ""))
        .toList();
  }

  /** JEP 310 and JEP 350. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class AnArchiveMadeWithoutTheAgent {
    private final Path archive = directory.resolve("application.jsa");
    private final Path log = directory.resolve("archive.log");
    private ManyShapes shared;

    @BeforeAll
    void make_it_and_use_it_with_the_agent() {
      train(java -> java.option("-XX:ArchiveClassesAtExit=" + archive));
      shared =
          run(
              java ->
                  java.option("-XX:SharedArchiveFile=" + archive)
                      .option("-Xlog:class+load:file=" + log)
                      .agent(null));
    }

    @Test
    void is_still_where_the_application_s_classes_come_from() throws IOException {
      String loaded = line(UNTOUCHED, Files.readAllLines(log));

      assertTrue(loaded.endsWith(ARCHIVE + " (top)"), loaded);
    }

    @Test
    void leaves_every_method_right_and_cached() {
      shared.assertAllRight();
    }

    /** JDK 25 does complain: any agent adds a module to those that the JDK's own archive knows. */
    @Test
    void makes_the_jvm_complain_no_more_than_beside_an_agent_that_does_nothing() {
      Path idle =
          PackedClasses.agent(
              directory.resolve("idle.jar"), IdleAgent.class, Path.of("target", "test-classes"));

      assertEquals(
          complaints("-javaagent:" + idle), complaints("-javaagent:" + ForkedJvm.agentJar()));
    }

    private List<String> complaints(String agent) {
      ManyShapes run =
          train(
              java ->
                  java.option("-XX:SharedArchiveFile=" + archive)
                      .option("-Xlog:cds")
                      .option(agent));
      return Stream.of(run.output(), run.errors())
          .flatMap(lines -> warnings(lines).stream())
          .toList();
    }
  }

  @Nested
  class AnArchiveMadeWithTheAgent {
    @Test
    void is_refused_by_the_jvm_which_says_so() {
      Path archive = directory.resolve("with-agent.jsa");
      try (ForkedJvm jvm =
          ForkedJvm.java()
              .option("-XX:ArchiveClassesAtExit=" + archive)
              .agent(null)
              .classPath(application, ForkedJvm.annotationsJar())
              .start(ManyShapes.CALLS)) {
        jvm.waitFor();

        assertFalse(Files.exists(archive));
        assertTrue(
            jvm.output().toString().contains("AllowArchivingWithJavaAgent")
                || jvm.errors().toString().contains("AllowArchivingWithJavaAgent"),
            () -> jvm.output() + "\n" + jvm.errors());
      }
    }
  }

  /** JEP 483, 514 and 515: its classes are loaded and linked before any agent sees them. */
  @Nested
  @EnabledForJreRange(
      min = JRE.JAVA_25,
      disabledReason = "-XX:AOTCacheOutput, which makes an AOT cache in one step, came with JDK 25")
  class AnAotCache {
    private final Path cache = directory.resolve("application.aot");
    private final Path log = directory.resolve("aot.log");

    @BeforeEach
    void begin_anew() throws IOException {
      Files.deleteIfExists(cache);
      Files.deleteIfExists(log);
    }

    private ManyShapes use(String mode) {
      return run(
          java ->
              java.option("-XX:AOTCache=" + cache)
                  .option("-XX:AOTMode=" + mode)
                  .option("-Xlog:aot,class+load:file=" + log)
                  .agent(null));
    }

    @Test
    void recorded_for_agents_is_accepted_and_its_classes_are_cached() throws IOException {
      train(
          java ->
              java.option("-XX:AOTCacheOutput=" + cache)
                  .option("--add-modules")
                  .option("java.instrument"));
      ManyShapes shared = use("on");

      shared.assertAllRight();
      List<String> lines = Files.readAllLines(log);
      assertEquals(List.of(), warnings(lines));
      indexOf("Using AOT-linked classes: true", lines);
      assertTrue(line(WOVEN, lines).contains(ARCHIVE), () -> line(WOVEN, lines));
      assertTrue(
          indexOf(WOVEN, lines) < indexOf(AGENT, lines), "it was not loaded before the agent");
    }

    @Test
    void recorded_with_the_agent_is_accepted_and_its_classes_are_cached() throws IOException {
      train(java -> java.option("-XX:AOTCacheOutput=" + cache).agent(null));
      ManyShapes shared = use("on");

      shared.assertAllRight();
      List<String> lines = Files.readAllLines(log);
      assertTrue(line(UNTOUCHED, lines).contains(ARCHIVE), () -> line(UNTOUCHED, lines));
      assertTrue(line(WOVEN, lines).contains(application.toString()), () -> line(WOVEN, lines));
    }

    /** The JVM itself says why: any agent adds the module java.instrument. */
    @Test
    void recorded_without_a_thought_of_agents_is_left_aside_and_all_is_cached() throws IOException {
      train(java -> java.option("-XX:AOTCacheOutput=" + cache));
      ManyShapes unshared = use("auto");

      unshared.assertAllRight();
      List<String> lines = Files.readAllLines(log);
      indexOf("Mismatched values for property jdk.module.addmods", lines);
      assertFalse(line(UNTOUCHED, lines).contains(ARCHIVE), () -> line(UNTOUCHED, lines));
    }
  }
}
