package dev.multilayercache.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Annotated tests where JUnit runs tests in parallel. */
class ParallelTestsIT {
  private static final Map<String, String> IN_PARALLEL =
      Map.of(
          "junit.jupiter.execution.parallel.enabled", "true",
          "junit.jupiter.execution.parallel.mode.default", "concurrent",
          "junit.jupiter.execution.parallel.config.executor-service", "WORKER_THREAD_POOL",
          "junit.jupiter.execution.parallel.config.strategy", "fixed",
          "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");

  /** Where tests wait for each other. */
  private static final class Meeting {
    private final Set<String> present = new TreeSet<>();
    private final Set<String> met = new TreeSet<>();

    synchronized void attend(String name, long patienceMillis) throws InterruptedException {
      present.add(name);
      met.addAll(present.size() > 1 ? present : Set.of());
      notifyAll();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
      while (!met.contains(name) && System.nanoTime() - end < 0) {
        wait(10);
      }
      present.remove(name);
    }
  }

  /** Milliseconds that are enough for somebody who may come. */
  private static final long A_WHILE = 500;

  private static final long UNTIL_SOMEBODY_COMES = 30_000;

  private static Meeting meeting;

  @BeforeEach
  void nobody_has_met() {
    meeting = new Meeting();
  }

  @WithMultiLayerCache
  static class FirstAnnotated {
    @Test
    void attends() throws Exception {
      meeting.attend("first annotated", A_WHILE);
    }
  }

  @WithMultiLayerCache
  static class SecondAnnotated {
    @Test
    void attends() throws Exception {
      meeting.attend("second annotated", A_WHILE);
    }
  }

  static class OneAnnotated {
    @Test
    @WithMultiLayerCache
    void attends() throws Exception {
      meeting.attend("annotated method", A_WHILE);
    }
  }

  static class NotAnnotated {
    @Test
    void attends() throws Exception {
      meeting.attend("plain", A_WHILE);
    }
  }

  static class FirstPlain {
    @Test
    void attends() throws Exception {
      meeting.attend("first plain", UNTIL_SOMEBODY_COMES);
    }
  }

  static class SecondPlain {
    @Test
    void attends() throws Exception {
      meeting.attend("second plain", UNTIL_SOMEBODY_COMES);
    }
  }

  @Test
  void run_alone() {
    List<String> lines =
        InnerTests.run(
            IN_PARALLEL,
            FirstAnnotated.class,
            SecondAnnotated.class,
            OneAnnotated.class,
            NotAnnotated.class);

    assertEquals(List.of("4 of 4 succeeded"), lines);
    assertEquals(Set.of(), meeting.met);
  }

  /** Else the other test would say nothing. */
  @Test
  void would_meet_if_they_were_not_annotated() {
    InnerTests.run(IN_PARALLEL, FirstPlain.class, SecondPlain.class);

    assertEquals(Set.of("first plain", "second plain"), meeting.met);
  }
}
