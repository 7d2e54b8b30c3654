package dev.multilayercache.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.testkit.shop.Catalogue;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the agent comes into the JVM that runs the tests, and what is said if it does not. */
class ForkedTestsIT {
  private static final Path FILE =
      Path.of("src", "test", "resources", "testkit-agent.yaml").toAbsolutePath();

  /** And not the jar of what its tests start. */
  private static final String AGENT_JAR = "multilayer-cache-agent(?!-testing).*jar";

  @TempDir static Path directory;

  @WithMultiLayerCache
  static class Asking {
    @Test
    void for_nothing(CacheProbe caches) {
      Catalogue.categories();
      Catalogue.categories();
      caches.cache("categories").assertHits(1);
    }

    @Test
    @WithMultiLayerCache(config = "src/test/resources/testkit-agent.yaml")
    void for_a_file(CacheProbe caches) {
      Catalogue.categories();
      Catalogue.categories();
      caches.cache("categories").assertHitsIn("fromResource", 1);
    }

    @Test
    @WithMultiLayerCache(yaml = "layers: [{ name: near, type: caffeine }]")
    void for_a_yaml() {}

    @Test
    void for_another_time(VirtualClock clock) {
      clock.advance(Duration.ofMinutes(1));
    }
  }

  @WithMultiLayerCache
  static class AskingForNothing {
    @Test
    void it(CacheProbe caches) {
      caches.cache("categories").assertHits(0);
    }
  }

  private static ForkedJvm startedWithTheAgent;
  private static ForkedJvm withAnAgentThatJmxDoesNotShow;
  private static ForkedJvm withoutTheJar;
  private static ForkedJvm thatNothingMayBeAttachedTo;

  /** All at once, since some wait for what does not come. */
  @BeforeAll
  static void start_the_JVMs() throws Exception {
    startedWithTheAgent = start(ForkedJvm.java().agent(FILE), classPath(), Asking.class);
    Path silent = Files.writeString(directory.resolve("silent.yaml"), "jmx: { enabled: false }\n");
    withAnAgentThatJmxDoesNotShow = start(ForkedJvm.java().agent(silent), classPath());
    withoutTheJar =
        start(
            ForkedJvm.java(),
            classPath().stream()
                .filter(each -> !each.getFileName().toString().matches(AGENT_JAR))
                .toList());
    thatNothingMayBeAttachedTo =
        start(ForkedJvm.java().option("-XX:+DisableAttachMechanism"), classPath());
  }

  @AfterAll
  static void end_the_JVMs() {
    startedWithTheAgent.close();
    withAnAgentThatJmxDoesNotShow.close();
    withoutTheJar.close();
    thatNothingMayBeAttachedTo.close();
  }

  private static ForkedJvm start(ForkedJvm.Builder java, List<Path> classPath) {
    return start(java, classPath, AskingForNothing.class);
  }

  private static ForkedJvm start(ForkedJvm.Builder java, List<Path> classPath, Class<?> tests) {
    return java.option("-XX:TieredStopAtLevel=1")
        .classPath(classPath.toArray(Path[]::new))
        .start(InnerTests.class.getName(), tests.getName());
  }

  private static List<String> lines(ForkedJvm jvm) {
    jvm.waitFor();
    return jvm.output();
  }

  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  private static String line(List<String> lines, String beginning) {
    return lines.stream()
        .filter(each -> each.startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError(lines));
  }

  @Test
  void started_with_the_agent_all_run_on_its_configuration() {
    List<String> lines = lines(startedWithTheAgent);

    assertEquals("2 of 4 succeeded", lines.get(0), lines::toString);
    String other = line(lines, "for_a_yaml()");
    assertTrue(other.contains("this JVM was started with -javaagent and " + FILE), other);
    assertTrue(other.contains("the test asks for a yaml of its own. Leave -javaagent out"), other);
    assertEquals(
        "The clock cannot be moved: the agent of this JVM was started without it. Add"
            + " -Dmultilayercache.virtualClock=true beside -javaagent.",
        line(lines, "for_another_time").replaceFirst("^.*?: ", ""));
  }

  @Test
  void started_with_an_agent_that_JMX_does_not_show_they_say_so() {
    List<String> lines = lines(withAnAgentThatJmxDoesNotShow);

    assertTrue(
        line(lines, "it(").contains("not found over JMX. Set jmx.enabled: true"), lines::toString);
  }

  @Test
  void without_the_agent_on_the_class_path_they_say_what_to_add() {
    List<String> lines = lines(withoutTheJar);

    assertTrue(
        line(lines, "it(")
            .endsWith(
                "The agent's jar is looked for on the class path and is not there. Add"
                    + " dev.multilayercache:multilayer-cache-agent to the test scope, or start the"
                    + " tests with -javaagent."),
        lines::toString);
  }

  @Test
  void where_nothing_may_be_attached_they_say_how_else() {
    List<String> lines = lines(thatNothingMayBeAttachedTo);

    String line = line(lines, "it(");
    assertTrue(line.contains("The agent could not be attached: Process "), line);
    assertTrue(line.matches(".* Or start the tests with -javaagent:.*agent.*\\.jar"), line);
  }
}
