package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.TinyNaming;
import dev.multilayercache.agent.testing.WatchedJvms;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two applications with the packaged agent that change what they have cached, in transactions of
 * Spring and of a Jakarta server and without. Each has a database of its own, so that it is seen
 * whose value answers. Each test has a product of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvalidationIT {
  private static final String CATALOG = "dev.multilayercache.fixture.invalidation.CatalogApp";

  private ForkedJvm a;
  private ForkedJvm b;
  private WatchedJvms both;

  /** What no annotation says. */
  private static final String METHODS =
      """
      methods:
        - method: "CATALOG#renameByFile(long, String)"
          invalidate: [{ cache: products, key: "product:{0}" }, { tags: ["shelf:{0}"], when: always }]
        - method: "CATALOG#storeByFile(long, String)"
          invalidate: [{ cache: pages, key: "page:{0}" }]
          update: [{ cache: products, key: "product:{0}", tags: ["product:{0}"], ttl: 1m }]
        - method: "CATALOG#nothingByFile(long)"
          update: [{ cache: products, key: "product:{0}" }]
      """
          .replace("CATALOG", "dev.multilayercache.fixture.invalidation.Catalog");

  @BeforeAll
  void start_two_nodes(@TempDir Path directory) throws Exception {
    Path configuration = ClusterFile.embedded(directory);
    Files.writeString(configuration, METHODS, StandardOpenOption.APPEND);
    both = WatchedJvms.joined(() -> start(configuration), () -> start(configuration));
    a = both.get(0);
    b = both.get(1);
  }

  private static ForkedJvm start(Path configuration) {
    return ForkedJvm.java()
        .agent(configuration)
        .option("-Djava.naming.factory.initial=" + TinyNaming.class.getName())
        .fixtures()
        .classPath(libraries())
        .start(CATALOG);
  }

  private static Path[] libraries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            path -> path.matches(".*(spring|commons-logging|h2|narayana|jboss|jakarta)[^/]*jar"))
        .map(Path::of)
        .toArray(Path[]::new);
  }

  @AfterAll
  void stop_them() {
    a.close();
    b.close();
  }

  private void add(int id) {
    a.ask("add " + id + " a" + id);
    b.ask("add " + id + " b" + id);
  }

  @Nested
  class AResultThatUpdatesACache {
    @Test
    void is_what_the_next_call_gives() {
      add(1);
      a.ask("find 1");

      a.ask("store 1 new");

      assertEquals("new cached", a.ask("find 1"));
    }

    @Test
    void is_what_the_other_node_gives() {
      add(2);

      a.ask("store 2 new");

      assertEquals("new cached", b.ask("find 2"));
    }

    @Test
    void takes_the_place_of_what_the_other_node_has_in_its_local_layer() {
      add(3);
      assertEquals("b3 loaded", b.ask("find 3"));
      assertEquals("b3 cached", b.ask("find 3"));

      a.ask("store 3 new");

      both.await(Duration.ofSeconds(10), () -> b.ask("find 3").equals("new cached"));
    }

    @Test
    void is_stored_by_each_annotation() {
      add(4);

      a.ask("store 4 four");

      assertEquals("four cached", a.ask("known four"));
      assertEquals("four cached", a.ask("find 4"));
    }

    @Test
    void is_stored_beside_what_is_invalidated() {
      add(5);
      a.ask("page 5");

      a.ask("store 5 new");

      assertEquals("page of new loaded", a.ask("page 5"));
    }
  }

  @Nested
  class AMethodThatAgentYamlNames {
    @Test
    void invalidates_on_both_nodes() {
      add(41);
      a.ask("find 41");
      assertEquals("a41 cached", b.ask("find 41"));
      b.ask("add 41 fresh");

      a.ask("renameByFile 41 new");

      assertEquals("new loaded", a.ask("find 41"));
      both.await(Duration.ofSeconds(10), () -> b.ask("find 41").equals("new cached"));
    }

    @Test
    void updates_a_cache_on_both_nodes_beside_what_it_invalidates() {
      add(42);
      a.ask("page 42");

      a.ask("storeByFile 42 new");

      assertEquals("new cached", a.ask("find 42"));
      assertEquals("new cached", b.ask("find 42"));
      assertEquals("page of new loaded", a.ask("page 42"));
    }
  }

  @Nested
  class AnInvalidationInATransaction {
    @ParameterizedTest
    @CsvSource({"spring, 11", "server, 12"})
    void is_done_after_the_commit(String kind, int id) {
      add(id);
      a.ask("find " + id);

      assertEquals(
          "a%d cached, new loaded".formatted(id), a.ask("%s %d new commit".formatted(kind, id)));
    }

    @ParameterizedTest
    @CsvSource({"spring, 13", "server, 14"})
    void is_not_done_after_a_rollback(String kind, int id) {
      add(id);
      a.ask("find " + id);

      assertEquals(
          "a%d cached, a%d cached".formatted(id, id),
          a.ask("%s %d new rollback".formatted(kind, id)));
    }
  }

  @Nested
  class APageThatInheritsTags {
    @Test
    void goes_on_both_nodes_with_the_product_it_was_made_of() {
      add(21);
      assertEquals("page of a21 loaded", a.ask("page 21"));
      assertEquals("page of a21 cached", b.ask("page 21"));
      a.ask("add 21 new");

      b.ask("invalidateByTags product:21");

      both.await(Duration.ofSeconds(10), () -> a.ask("page 21").startsWith("page of new"));
      both.await(Duration.ofSeconds(10), () -> b.ask("page 21").startsWith("page of new"));
    }

    @Test
    void goes_with_a_product_that_was_in_the_local_layer_already() {
      add(22);
      a.ask("find 22");
      assertEquals("a22 cached", a.ask("find 22"));
      a.ask("page 22");
      assertEquals("page of a22 cached", a.ask("page 22"));

      a.ask("invalidateByTags product:22");

      assertEquals("page of a22 loaded", a.ask("page 22"));
    }

    @Test
    void made_of_another_product_stays() {
      add(23);
      a.ask("page 23");

      a.ask("invalidateByTags product:24");

      assertEquals("page of a23 cached", a.ask("page 23"));
    }
  }

  @Nested
  class AnEntryThatExpires {
    @AfterEach
    void the_source_is_back() {
      a.ask("down false");
      b.ask("down false");
    }

    @ParameterizedTest
    @CsvSource({"changeOffer, 31", "expire, 32"})
    void is_loaded_anew_and_answers_here_while_the_source_is_down(String how, int id) {
      add(id);
      a.ask("offer " + id);
      a.ask("offer " + id);

      a.ask(how + " " + id);
      a.ask("down true");
      assertEquals("offer of a%d loaded".formatted(id), a.ask("offer " + id), "the body failed");

      a.ask("invalidateOffer " + id);
      assertEquals("the source is down", a.ask("offer " + id));
    }

    @Test
    void is_a_hit_on_no_node_and_stays_on_none_but_the_one_that_was_told() {
      add(33);
      assertEquals("offer of a33 loaded", a.ask("offer 33"));
      assertEquals("offer of a33 cached", b.ask("offer 33"));
      b.ask("down true");

      assertEquals("confirmed", a.ask("expire 33"));

      both.await(Duration.ofSeconds(10), () -> b.ask("offer 33").equals("the source is down"));
      a.ask("down true");
      assertEquals("offer of a33 loaded", a.ask("offer 33"), "the body failed");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Catalog.both(long)    | it has @UpdateCached too, and its body does not run on a hit
          Catalog.changeOffersBadly(long) | does not invalidate: @InvalidateCached has expire and no key
          Catalog.nothing(long) | does not update: @UpdateCached stores a result, and it returns void
          Catalog.nothingByFile(long) | does not update: update stores a result, and it returns void
          """)
  void a_method_that_cannot_do_what_it_says_is_named_with_the_reason(String method, String reason) {
    List<String> lines =
        a.agentLines().stream()
            .filter(line -> line.contains(method + ": "))
            .filter(line -> !line.startsWith("[multilayercache] Woven: "))
            .toList();

    assertEquals(1, lines.size(), () -> a.agentLines().toString());
    assertTrue(lines.get(0).contains(reason), lines.get(0));
  }
}
