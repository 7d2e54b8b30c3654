package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions as the Kotlin compiler makes them, in a JVM with the packaged agent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KotlinIT {
  static final String APPLICATION = "dev.multilayercache.fixture.kotlin.KotlinAppKt";

  private ForkedJvm jvm;

  /** The application as it is packaged, and Kotlin's library. */
  static Path[] classPath() {
    Path target = ForkedJvm.existing("agent/src/surroundings/kotlin-app/target");
    return new Path[] {
      target.resolve("multilayer-cache-kotlin-app.jar"),
      target.resolve("libraries/kotlin-stdlib.jar"),
      ForkedJvm.annotationsJar()
    };
  }

  @BeforeAll
  void run() {
    jvm = ForkedJvm.java().agent(null).classPath(classPath()).start(APPLICATION);
    assertEquals(0, jvm.waitFor(), () -> "stderr: " + jvm.errors());
  }

  List<String> functions() {
    return jvm.output();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void a_function_behaves(String line) {
    assertTrue(line.startsWith("ok "), line);
  }

  @Test
  void functions_of_many_kinds_are_looked_at() {
    assertTrue(jvm.output().size() > 40, () -> jvm.output().toString());
  }

  /** The last two are what the compiler adds for Java; they call the function, which is cached. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Refused.suspends(long,kotlin.coroutines.Continuation) | it is a Kotlin suspend function
          Refused.nothing(long)                                 | it returns void
          Refused.byData(                                       | has no canonical form
          Products.namedOverloads(long)                         | not both have a key template
          Products.namedStatic(long)                            | not both have a key template
          """)
  void a_function_that_is_refused_is_named_in_one_line(String function, String reason) {
    List<String> lines =
        refusals().stream().filter(line -> line.contains("fixture.kotlin." + function)).toList();

    assertEquals(1, lines.size(), () -> jvm.errors().toString());
    assertTrue(lines.get(0).contains(reason), lines.get(0));
  }

  @Test
  void no_other_function_is_refused() {
    assertEquals(5, refusals().size(), () -> refusals().toString());
  }

  private List<String> refusals() {
    return jvm.agentLines().stream()
        .filter(line -> line.startsWith("[multilayercache] dev.multilayercache.fixture.kotlin."))
        .toList();
  }
}
