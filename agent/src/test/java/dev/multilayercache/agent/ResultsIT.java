package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.WatchedJvms;
import dev.multilayercache.fixture.results.ResultsApp;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that returns futures, Reactor's and Mutiny's types, and more than values. */
class ResultsIT {
  private static final List<String> LIBRARIES =
      List.of(
          "reactor-core",
          "reactive-streams",
          "mutiny",
          "mutiny-zero-flow-adapters",
          "jctools-core",
          "smallrye-common-annotation");

  private static ForkedJvm.Builder java(Path configuration) {
    return ForkedJvm.java().agent(configuration).fixtures().classPath(libraries());
  }

  private static Path[] libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(
            jar ->
                LIBRARIES.stream()
                    .anyMatch(
                        each -> jar.getFileName().toString().matches(each + "-[0-9.]+\\.jar")))
        .toArray(Path[]::new);
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class InOneJvm {
    private ForkedJvm jvm;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
      Path configuration =
          Files.writeString(
              directory.resolve("agent.yaml"), "defaults: { detectMutations: true }\n");
      jvm = java(configuration).start(ResultsApp.class.getName());
    }

    @AfterAll
    void stop() {
      jvm.close();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
        delimiter = '|',
        value = {
          "coalesce     | 8 pending, 8 different, 7 brought, then a hit: true, 1 bodies | eight callers of a future run the body once and none waits",
          "mono         | 8 pending, 8 different, 7 brought, then a hit: true, 1 bodies | and of a Mono",
          "uni          | 8 pending, 8 different, 7 brought, then a hit: true, 1 bodies | and of a Uni",
          "unsubscribed | 0 bodies                                     | nothing happens before somebody subscribes",
          "context      | book 2nd, then book 2nd                      | the subscriber's context reaches the load",
          "retry        | book, 2 bodies                               | a failed Mono loads anew when it is retried",
          "empty        | null null, 1 bodies                          | a Uni without a value is cached",
          "exception    | true, the same, 1 bodies                     | an exception that was asked for is thrown again",
          "copies       | [a 1], 1 bodies                              | no caller sees what another changed",
          "nothing      | null null, 1 bodies                          | null is cached",
          "perhaps      | Optional.empty Optional.empty, 1 bodies      | so is an empty Optional",
          "nothingKept  | null null, 2 bodies                          | but for a nullTtl of zero",
          "changedByMono  | old, then new | what was loaded before a Mono<Void> was subscribed to is not kept",
          "changedByUni   | old, then new | nor before a Uni was",
          "changedByFlux  | old, then new | nor before a Flux was",
          "changedByMulti | old, then new | nor before a Multi was",
          "cancelled      | old, then new | nor what was loaded before a subscription that was cancelled",
          "stored         | old, then new | what a Mono brings is stored",
        })
    void what_callers_see(String command, String expected, String fact) {
      assertEquals(expected, jvm.ask(command), () -> fact + "\n" + jvm.errors());
    }

    @Test
    void who_changes_a_shared_value_is_written_down() {
      jvm.ask("change");

      WatchedJvms.of(jvm)
          .await(
              Duration.ofSeconds(20),
              () ->
                  jvm.errors().stream()
                      .anyMatch(
                          line ->
                              line.contains("Library.shared(java.lang.String): a caller changed")));
    }

    @Test
    void nothing_was_refused_and_nothing_failed() {
      jvm.ask("coalesce");

      assertEquals(
          List.of(),
          jvm.errors().stream()
              .filter(line -> line.contains("not cached") || line.contains("failed"))
              .toList());
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnTwoNodes {
    private ForkedJvm a;
    private ForkedJvm b;

    @BeforeAll
    void start(@TempDir Path directory) {
      Path configuration = ClusterFile.embedded(directory);
      WatchedJvms both =
          WatchedJvms.joined(
              () ->
                  java(configuration)
                      .environment("FIXTURE_SECRET", "s")
                      .start(ResultsApp.class.getName()),
              () ->
                  java(configuration)
                      .environment("FIXTURE_SECRET", "s")
                      .start(ResultsApp.class.getName()));
      a = both.get(0);
      b = both.get(1);
    }

    @AfterAll
    void stop() {
      a.close();
      b.close();
    }

    @Test
    void the_value_of_a_future_is_answered_by_the_other_node() {
      assertEquals("book 1, 1 bodies", a.ask("finished 1"));

      WatchedJvms.of(a, b)
          .await(
              Duration.ofSeconds(10), () -> b.ask("get book:1").equals("Book[id=1, title=book 1]"));
      assertEquals("book 1, 0 bodies", b.ask("finished 1"));
    }
  }
}
