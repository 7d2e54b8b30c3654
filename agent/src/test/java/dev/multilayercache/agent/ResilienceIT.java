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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two applications with the packaged agent, whose source fails, hangs, or is asked in time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResilienceIT {
  private static final Duration LONGEST = Duration.ofSeconds(30);

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
    return ForkedJvm.java()
        .agent(configuration)
        .fixtures()
        .start("dev.multilayercache.fixture.resilience.SourceApp");
  }

  @AfterAll
  void stop_them() {
    a.close();
    b.close();
  }

  @BeforeEach
  void mend_the_source() {
    tellBoth("version 0");
    tellBoth("fail 0");
    tellBoth("release");
  }

  private void tellBoth(String command) {
    assertEquals("done", a.ask(command));
    assertEquals("done", b.ask(command));
  }

  private int bodies() {
    return Integer.parseInt(a.ask("bodies")) + Integer.parseInt(b.ask("bodies"));
  }

  private void awaitAnswer(ForkedJvm jvm, String answer, String command) {
    both.await(LONGEST, () -> jvm.ask(command).equals(answer));
  }

  @Test
  void one_node_reloads_for_the_whole_cluster_while_the_old_value_answers_on_both() {
    assertEquals("v0", a.ask("ahead 1"));
    assertEquals("v0", b.ask("ahead 1"));
    int before = bodies();
    tellBoth("version 1");
    tellBoth("hold");

    // Both hit all the time, so both find it due; its load is held meanwhile.
    both.await(
        LONGEST,
        () -> {
          assertEquals("v0", a.ask("ahead 1"));
          assertEquals("v0", b.ask("ahead 1"));
          return bodies() > before;
        });
    for (int i = 0; i < 100; i++) {
      assertEquals("v0", a.ask("ahead 1"));
      assertEquals("v0", b.ask("ahead 1"));
    }
    assertEquals(before + 1, bodies());
    tellBoth("release");

    awaitAnswer(a, "v1", "ahead 1");
    awaitAnswer(b, "v1", "ahead 1");
    assertEquals(before + 1, bodies());
  }

  @Test
  void an_expired_value_answers_on_both_nodes_while_the_source_fails() {
    assertEquals("v0", a.ask("stale 2"));
    assertEquals("v0", b.ask("stale 2"));
    tellBoth("version 1");
    tellBoth("fail 1");

    both.await(LONGEST, () -> staleHits(a, "stale 2") > 0);
    both.await(LONGEST, () -> staleHits(b, "stale 2") > 0);
    assertEquals("v0", a.ask("stale 2"));
    assertEquals("v0", b.ask("stale 2"));
    assertTrue(
        a.agentLines().stream()
            .anyMatch(
                line ->
                    line.contains(
                        "cache stale: a load failed (java.io.IOException). An expired value answers"
                            + " in its place")));

    tellBoth("fail 0");
    awaitAnswer(a, "v1", "stale 2");
    awaitAnswer(b, "v1", "stale 2");
  }

  private static long staleHits(ForkedJvm jvm, String command) {
    assertEquals("v0", jvm.ask(command));
    return (Long) JmxConsole.of(jvm).attribute(JmxConsole.cacheName("stale"), "StaleHits");
  }

  @Test
  void an_invalidated_value_is_never_an_expired_answer_on_either_node() {
    assertEquals("v0", a.ask("stale 3"));
    assertEquals("v0", b.ask("stale 3"));
    assertEquals("v0", a.ask("stale 4"));
    assertEquals("v0", b.ask("stale 4"));
    tellBoth("fail 1");
    both.await(LONGEST, () -> isHeld(a, 3) && isHeld(b, 3));

    assertEquals("done", a.ask("change 3"));
    assertEquals("failed: source", a.ask("stale 3"));
    awaitAnswer(b, "failed: source", "stale 3");
    assertEquals("v0", b.ask("stale 4"));

    assertEquals("done", a.ask("changeAll"));
    assertEquals("failed: source", a.ask("stale 4"));
    awaitAnswer(b, "failed: source", "stale 4");
    for (int i = 0; i < 20; i++) {
      assertEquals("failed: source", a.ask("stale 3"));
      assertEquals("failed: source", b.ask("stale 4"));
    }
  }

  /** Whether the nearest layer holds it beyond its end. */
  private static boolean isHeld(ForkedJvm jvm, long id) {
    assertEquals("v0", jvm.ask("stale " + id));
    return JmxConsole.of(jvm).cache("stale", "explain", "" + id).contains("ended in local");
  }

  @Test
  void a_primitive_result_may_be_an_expired_one_too() {
    assertEquals("done", a.ask("version 5"));
    assertEquals("7", a.ask("count 1"));
    assertEquals("done", a.ask("version 6"));
    assertEquals("done", a.ask("fail 1"));

    both.await(
        LONGEST,
        () -> {
          assertEquals("7", a.ask("count 1"));
          return (Long) JmxConsole.of(a).attribute(JmxConsole.cacheName("count"), "StaleHits") > 0;
        });
  }

  @Test
  void a_hanging_source_keeps_nobody_waiting_who_has_a_soft_timeout() {
    assertEquals("v0", a.ask("soft 1"));
    assertEquals("done", a.ask("version 1"));
    assertEquals("done", a.ask("hold"));
    int before = Integer.parseInt(a.ask("bodies"));

    both.await(
        LONGEST,
        () -> {
          assertEquals("v0", a.ask("soft 1"));
          return Integer.parseInt(a.ask("bodies")) > before;
        });
    assertEquals("v0", a.ask("soft 1"));
    assertEquals(before + 1, Integer.parseInt(a.ask("bodies")));

    assertEquals("done", a.ask("release"));
    awaitAnswer(a, "v1", "soft 1");
  }

  @Test
  void who_does_not_wait_for_another_load_runs_the_body_himself() {
    assertEquals("done", a.ask("hold"));
    int before = Integer.parseInt(a.ask("bodies"));
    assertEquals("begun", a.ask("beside 1"));
    both.await(LONGEST, () -> Integer.parseInt(a.ask("bodies")) > before);

    assertEquals("begun", a.ask("beside 1"));

    both.await(LONGEST, () -> Integer.parseInt(a.ask("bodies")) == before + 2);
    assertEquals("done", a.ask("release"));
  }

  @Test
  void a_method_that_cannot_be_reloaded_beside_its_callers_is_refused_in_a_line() {
    assertEquals("refused", a.ask("refused 1"));

    assertTrue(
        a.agentLines().stream()
            .anyMatch(
                line ->
                    line.contains("Source.refused(long): not cached: refreshAhead runs a method")));
  }
}
