package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.agent.testing.WatchedJvms;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which calls are cached, and scopes that callers choose, in two JVMs with the packaged agent. Each
 * test has keys of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConditionsIT {
  private static final String APP = "dev.multilayercache.fixture.conditions.ConditionsApp";

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

  private static ForkedJvm start(Path configuration) {
    return ForkedJvm.java().agent(configuration).fixtures().start(APP);
  }

  @BeforeEach
  void version_0() {
    a.ask("version 0");
  }

  @AfterAll
  void stop_them() {
    a.close();
    b.close();
  }

  private static long bypasses(ForkedJvm jvm) {
    return (long) JmxConsole.of(jvm).attribute(JmxConsole.cacheName("items"), "Bypasses");
  }

  @Nested
  class ACall {
    @Test
    void for_which_the_condition_is_true_is_cached() {
      a.ask("find 1");

      assertEquals("version 0 cached", a.ask("find 1"));
    }

    @Test
    void for_which_the_condition_is_false_runs_its_body_and_counts_as_a_bypass() {
      a.ask("find 1");
      long before = bypasses(a);

      assertEquals("version 0 loaded", a.ask("find -1"));
      assertEquals("version 0 loaded", a.ask("find -1"));
      assertEquals(before + 2, bypasses(a));
    }

    @Test
    void with_a_result_of_which_unless_is_true_is_not_stored() {
      a.ask("version -1");
      a.ask("find 2");
      assertEquals("version -1 loaded", a.ask("find 2"));

      a.ask("version 0");
      a.ask("find 2");
      assertEquals("version 0 cached", a.ask("find 2"));
    }

    @Test
    void that_was_cheap_is_not_stored() {
      a.ask("cheap 3");

      assertEquals("version 0 loaded", a.ask("cheap 3"));
    }
  }

  @Nested
  class AMistake {
    @Test
    void refuses_the_method_when_its_class_is_woven_and_names_the_column() {
      assertRefused(
          "wrongAtOnce(long): not cached: condition \"id >\" column 5: a value is missing. Write for"
              + " example id > 0.");
      assertEquals("version 0 loaded", a.ask("wrongAtOnce 4"));
      assertEquals("version 0 loaded", a.ask("wrongAtOnce 4"));
    }

    @Test
    void in_a_property_refuses_it_when_it_is_first_called() {
      assertEquals("version 0 loaded", a.ask("wrongInUse 4"));
      assertEquals("version 0 loaded", a.ask("wrongInUse 4"));
      assertRefused(
          "wrongInUse(long): not cached: unless \"result.versions > 5\" column 1: {result.versions}:"
              + " dev.multilayercache.fixture.conditions.Items$Item has no property \"versions\". Did"
              + " you mean version?");
    }

    private void assertRefused(String end) {
      both.await(
          Duration.ofSeconds(10),
          () -> a.agentLines().stream().filter(line -> line.endsWith(end)).count() == 1);
    }
  }

  @Nested
  class ABypass {
    @Test
    void runs_the_body_and_leaves_what_is_stored() {
      a.ask("find 11");
      a.ask("version 11");

      assertEquals("version 11 loaded", a.ask("bypass 11"));
      assertEquals("version 0 cached", a.ask("find 11"));
    }

    @Test
    void does_not_concern_other_threads() {
      a.ask("find 12");

      assertEquals("version 0 cached", a.ask("otherThreadInBypass 12"));
    }

    @Test
    void does_not_keep_a_method_from_invalidating() {
      a.ask("find 13");
      a.ask("changeInBypass 13");

      assertTrue(a.ask("find 13").endsWith(" loaded"));
    }
  }

  @Nested
  class ARefresh {
    @Test
    void replaces_what_all_nodes_hold_and_runs_one_body() {
      a.ask("find 21");
      b.ask("find 21");
      a.ask("version 21");

      assertEquals("version 21 loaded", a.ask("refresh 21"));

      assertEquals("version 21 cached", a.ask("find 21"));
      both.await(Duration.ofSeconds(10), () -> b.ask("find 21").equals("version 21 cached"));
    }

    @Test
    void gives_way_to_a_bypass_within_it() {
      a.ask("find 22");
      a.ask("version 22");

      assertEquals("version 22 loaded", a.ask("bypassInRefresh 22"));
      assertEquals("version 0 cached", a.ask("find 22"));
    }

    @Test
    void throws_what_its_block_throws() {
      assertEquals("the same", a.ask("throwInRefresh"));
    }
  }

  @Nested
  class WithoutTheAgent {
    @Test
    void blocks_run_as_if_they_stood_alone() {
      try (ForkedJvm bare = ForkedJvm.java().fixtures().start(APP)) {
        assertEquals("version 0 loaded", bare.ask("bypass 1"));
        assertEquals("version 0 loaded", bare.ask("refresh 1"));
        assertEquals("the same", bare.ask("throwInRefresh"));
      }
    }
  }
}
