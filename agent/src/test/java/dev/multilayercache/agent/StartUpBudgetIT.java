package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.startup.Applications;
import dev.multilayercache.fixture.startup.EmptyAgent;
import dev.multilayercache.fixture.startup.HelloWorld;
import dev.multilayercache.fixture.startup.OneCachedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the agent makes a JVM load, counted: unlike times, the counts are the same on every machine.
 * The profile {@code benchmark} measures the times.
 *
 * <p>The budgets are a tenth above what was measured. A lower count is a reason to lower them.
 */
class StartUpBudgetIT {
  /**
   * Before the application's class, beyond an empty agent's; measured: 277 on JDK 17, 328 on 25.
   */
  private static final int MOST_CLASSES_OF_THE_START = 350;

  /** Of these, what the JVM makes up for lambdas and method handles; measured: 16 and 22. */
  private static final int MOST_HIDDEN_CLASSES_OF_THE_START = 25;

  /** Beyond those of the start; measured: 541 and 560. */
  private static final int MOST_CLASSES_OF_THE_FIRST_WOVEN_CLASS = 600;

  private static final List<String> LIBRARIES =
      List.of(
          "net.bytebuddy.",
          "com.github.benmanes.",
          "com.hazelcast.",
          "com.fasterxml.",
          "com.google.re2j.",
          "org.yaml.");

  /** Without MBeans, which come three seconds after the start: a slow machine gets that far. */
  private static final String LOCAL_LAYER =
      """
      layers:
        - { name: local, type: caffeine, maximumEntries: 100 }
      jmx: { enabled: false }
      """;

  @TempDir static Path directory;

  private static List<String> withEmptyAgent;
  private static List<String> atStart;
  private static List<String> configured;
  private static List<String> firstCall;

  @BeforeAll
  static void start_the_JVMs() throws IOException {
    Path emptyAgent = EmptyAgent.writeJar(directory.resolve("empty-agent.jar"));
    Path file = Files.writeString(directory.resolve("agent.yaml"), LOCAL_LAYER);
    Applications.copyTo(directory);
    withEmptyAgent = loadedBy(java().option("-javaagent:" + emptyAgent), HelloWorld.class);
    atStart = loadedBy(java().agent(null), HelloWorld.class);
    configured = loadedBy(java().agent(file), HelloWorld.class);
    firstCall = loadedBy(java().agent(file), OneCachedCall.class);
  }

  @Test
  void the_start_loads_few_classes() {
    int more = beforeMain(atStart).size() - beforeMain(withEmptyAgent).size();

    assertTrue(more <= MOST_CLASSES_OF_THE_START, more + " classes");
  }

  @Test
  void the_start_makes_few_hidden_classes() {
    int more = hidden(beforeMain(atStart)) - hidden(beforeMain(withEmptyAgent));

    assertTrue(more <= MOST_HIDDEN_CLASSES_OF_THE_START, more + " hidden classes");
  }

  @Test
  void the_first_woven_class_and_its_call_load_few_classes() {
    int more = firstCall.size() - configured.size();

    assertTrue(more <= MOST_CLASSES_OF_THE_FIRST_WOVEN_CLASS, more + " classes");
  }

  @Test
  void no_library_is_touched_while_nothing_is_to_be_cached() {
    assertEquals(List.of(), ofLibraries(atStart));
  }

  @Test
  void the_parser_of_YAML_is_all_that_a_file_needs() {
    List<String> others = ofLibraries(configured);
    others.removeIf(name -> name.startsWith("org.yaml."));

    assertEquals(List.of(), others);
  }

  @Test
  void a_cached_call_needs_nothing_of_the_cluster() {
    List<String> loaded = ofLibraries(firstCall);
    loaded.removeIf(
        name ->
            name.startsWith("net.bytebuddy.")
                || name.startsWith("com.github.benmanes.")
                || name.startsWith("org.yaml."));

    assertEquals(List.of(), loaded);
  }

  /** The first time that a record compares or hashes itself, the JVM makes up a hundred classes. */
  @Test
  void no_record_is_compared_on_the_way_to_the_first_answer() {
    assertEquals(
        List.of(),
        firstCall.stream().filter(name -> name.startsWith("java.lang.runtime.")).toList());
  }

  private static List<String> beforeMain(List<String> classes) {
    return classes.subList(0, classes.indexOf(HelloWorld.class.getName()));
  }

  private static List<String> ofLibraries(List<String> classes) {
    return new ArrayList<>(
        classes.stream().filter(name -> LIBRARIES.stream().anyMatch(name::startsWith)).toList());
  }

  private static int hidden(List<String> classes) {
    return (int) classes.stream().filter(name -> name.contains("/0x")).count();
  }

  private static ForkedJvm.Builder java() {
    return ForkedJvm.java().classPath(directory, ForkedJvm.annotationsJar());
  }

  /** Names of the classes that a JVM loads, in order; it must end well, with the agent if asked. */
  private static List<String> loadedBy(ForkedJvm.Builder builder, Class<?> application)
      throws IOException {
    Path log = Files.createTempFile(directory, "loaded", ".log");
    try (ForkedJvm jvm =
        builder
            .option("-Xlog:class+load:file=" + log + ":none:filecount=0")
            .start(application.getName())) {
      assertEquals(0, jvm.waitFor(), jvm.errors().toString());
    }
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains(" source: "))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }
}
