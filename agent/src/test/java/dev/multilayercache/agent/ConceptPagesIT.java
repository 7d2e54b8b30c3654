package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.multilayercache.agent.testing.ConceptPage;
import dev.multilayercache.agent.testing.ConceptPage.Example;
import dev.multilayercache.agent.testing.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages on concepts show, done: it compiles, and it prints what they say. */
class ConceptPagesIT {
  @TempDir Path directory;

  static List<ConceptPage> pages() {
    return ConceptPage.all();
  }

  static List<Example> examples() {
    return ConceptPage.all().stream().flatMap(page -> page.examples().stream()).toList();
  }

  @Test
  void are_listed_in_the_order_of_reading() {
    assertFalse(pages().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void have_an_example_that_runs(ConceptPage page) {
    assertFalse(page.examples().isEmpty(), page + " has no program with its output");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void have_java_that_compiles(ConceptPage page) throws Exception {
    int number = 0;
    for (String each : page.in("java")) {
      Path classes = Files.createDirectories(directory.resolve("block" + number++));

      assertEquals("", ConceptPage.compile(each, classes), () -> page + ":\n" + each);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void print_what_they_say(Example example) throws Exception {
    assertEquals("", ConceptPage.compile(example.source(), directory));
    List<String> printed = new ArrayList<>();
    try (ForkedJvm jvm = start(example)) {
      int status = jvm.waitFor(Duration.ofSeconds(60));
      printed.addAll(jvm.output());
      assertEquals(0, status, () -> String.join("\n", jvm.errors()));
    }

    assertEquals(example.output(), String.join("\n", printed) + "\n");
  }

  private ForkedJvm start(Example example) throws Exception {
    Path configuration =
        example.configuration() == null
            ? null
            : Files.writeString(directory.resolve("agent.yaml"), example.configuration());
    return ForkedJvm.java()
        .agent(configuration)
        .classPath(directory, ForkedJvm.annotationsJar())
        .start(example.mainClass());
  }
}
