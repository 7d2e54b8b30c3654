package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.agent.testing.WatchedJvms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Keys of every kind in two applications with the packaged agent, joined over loopback. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysIT {
  private ForkedJvm a;
  private ForkedJvm b;
  private WatchedJvms both;

  @BeforeAll
  void start_two_nodes(@TempDir Path directory) {
    Path configuration = ClusterFile.embedded(directory);
    both = WatchedJvms.joined(() -> start(configuration), () -> start(configuration));
    a = both.get(0);
    b = both.get(1);
  }

  @AfterAll
  void stop_them() {
    a.close();
    b.close();
  }

  @Test
  void a_function_of_the_application_makes_the_key_on_both_nodes() {
    assertEquals("Ann loaded", a.ask("byName Ann"));

    assertEquals("Ann cached", a.ask("byName ANN"));
    assertEquals("Ann cached", b.ask("byName ann"));
    assertEquals("Ann", b.ask("get names name:ann"));
  }

  @Test
  void objects_that_are_equal_share_entries_on_both_nodes_and_others_do_not() {
    assertEquals("Bonn 1 loaded", a.ask("branch Bonn"));

    assertEquals("Bonn 1 cached", a.ask("branch Bonn"));
    assertEquals("Bonn 1 cached", b.ask("branch Bonn"));
    assertEquals("Rome 1 loaded", b.ask("branch Rome"));
  }

  @Test
  void an_object_that_counts_as_itself_takes_its_entries_with_it() {
    assertEquals("left 1 loaded", a.ask("ofDesk left"));
    assertEquals("left 1 cached", a.ask("ofDesk left"));
    assertEquals("right 1 loaded", a.ask("ofDesk right"));
    JmxConsole console = JmxConsole.of(a);
    assertEquals(2L, console.attribute(JmxConsole.cacheName("desks"), "Entries"));

    both.await(
        Duration.ofSeconds(20),
        () ->
            a.ask("close all").equals("closed")
                && console.attribute(JmxConsole.cacheName("desks"), "Entries").equals(0L));
  }

  @Test
  void an_object_that_counts_as_itself_is_refused_to_the_cluster_in_one_line() {
    assertEquals("left 1 loaded", b.ask("ofDeskEverywhere left"));
    assertEquals("left 1 loaded", b.ask("ofDeskEverywhere left"));

    assertOneLine(
        b, "Write layers = \"local\"", "ofDeskEverywhere(long): not cached: receiver is IDENTITY");
  }

  @Test
  void objects_that_differ_and_share_entries_are_told_in_one_line() {
    assertEquals("left 1 loaded", b.ask("ofAnyDesk left 1"));
    assertEquals("right 2 loaded", b.ask("ofAnyDesk right 2"));
    assertEquals("left 3 loaded", b.ask("ofAnyDesk left 3"));
    assertEquals("left 1 cached", b.ask("ofAnyDesk right 1"));

    assertOneLine(b, "share its entries", "ofAnyDesk(long): objects of", "differ in desk");
  }

  @Nested
  class WhatTheResultDependsOn {
    @Test
    void keeps_results_apart_and_joins_the_nodes_where_it_is_equal() {
      a.ask("around acme eu one");
      assertEquals("acme 1 loaded", a.ask("varied 1"));
      assertEquals("acme 1 cached", a.ask("varied 1"));
      for (String other : List.of("other eu one", "acme us one", "acme eu two")) {
        a.ask("around " + other);
        assertTrue(a.ask("varied 1").endsWith("loaded"), other);
      }
      b.ask("around acme eu one");

      assertEquals("acme 1 cached", b.ask("varied 1"));
      assertEquals("acme 1", b.ask("get varied rate:1|acme|eu|one"));
    }

    @Test
    void leaves_calls_alone_where_it_cannot_be_told() {
      for (String unknown : List.of("- eu one", "acme - one", "acme eu -")) {
        a.ask("around " + unknown);
        assertTrue(a.ask("varied 2").endsWith("loaded"), unknown);
        assertTrue(a.ask("varied 2").endsWith("loaded"), unknown);
      }

      assertOneLine(a, "some calls are not cached: varyBy mdc:tenant has no value", "varied(long)");
    }

    @Test
    void is_forgotten_in_all_its_values_by_a_pattern() {
      for (ForkedJvm each : List.of(a, b)) {
        each.ask("around acme eu one");
        each.ask("varied 3");
      }

      a.ask("change 3");

      b.ask("around acme eu one");
      both.await(Duration.ofSeconds(10), () -> b.ask("varied 3").endsWith("loaded"));
    }
  }

  @Nested
  class AKeyOfMoreThan512Bytes {
    private String heldByBoth(String letter) {
      String text = letter.repeat(600);
      assertEquals(letter + "600 loaded", a.ask("note " + text));
      // a machine that is busy may not get the cluster's answer in time, and load: then both hold
      // it
      both.await(Duration.ofSeconds(10), () -> b.ask("note " + text).endsWith("cached"));
      assertEquals(letter + "600", b.ask("get notes note:" + text));
      return text;
    }

    private void bothLoadAgain(String text) {
      both.await(Duration.ofSeconds(10), () -> b.ask("note " + text).endsWith("loaded"));
    }

    @Test
    void is_forgotten_by_the_whole_text_over_jmx() {
      String text = heldByBoth("x");

      JmxConsole.of(a).cache("notes", "invalidate", "note:" + text);

      bothLoadAgain(text);
    }

    @Test
    void is_forgotten_by_a_template() {
      String text = heldByBoth("y");

      a.ask("changeNote " + text);

      bothLoadAgain(text);
    }

    @Test
    void is_forgotten_by_a_pattern_that_only_its_hidden_part_can_match() {
      String text = heldByBoth("z");

      JmxConsole.of(a).cache("notes", "invalidatePattern", "note:" + "z".repeat(100) + "*");

      bothLoadAgain(text);
    }

    @Test
    void is_kept_by_a_pattern_that_its_beginning_does_not_match() {
      String text = heldByBoth("w");

      JmxConsole.of(a).cache("notes", "invalidatePattern", "note:v*");

      assertEquals("w600 cached", a.ask("note " + text));
      assertEquals("w600 cached", b.ask("note " + text));
    }
  }

  private static void assertOneLine(ForkedJvm jvm, String about, String... parts) {
    List<String> lines =
        jvm.agentLines().stream()
            .filter(line -> line.contains(about) && line.contains("fixture.keys"))
            .filter(line -> !line.startsWith("[multilayercache] Woven: "))
            .toList();
    assertEquals(1, lines.size(), () -> jvm.agentLines().toString());
    for (String part : parts) {
      assertTrue(lines.get(0).contains(part), lines.get(0));
    }
  }

  private static ForkedJvm start(Path configuration) {
    return ForkedJvm.java()
        .agent(configuration)
        .fixtures()
        .start("dev.multilayercache.fixture.keys.RatesApp");
  }
}
