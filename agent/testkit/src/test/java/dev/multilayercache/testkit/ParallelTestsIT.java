package dev.multilayercache.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Annotated tests where JUnit runs tests in parallel. */
class ParallelTestsIT {
  private static final Map<String, String> IN_PARALLEL =
      Map.of(
          "junit.jupiter.execution.parallel.enabled", "true",
          "junit.jupiter.execution.parallel.mode.default", "concurrent",
          "junit.jupiter.execution.parallel.config.strategy", "fixed",
          "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");

  /** Where tests wait for each other, for a while. */
  private static final class Meeting {
    private static final long PATIENCE_MILLIS = 500;

    private final Set<String> present = new TreeSet<>();
    private final Set<String> met = new TreeSet<>();

    synchronized void attend(String name) throws InterruptedException {
      present.add(name);
      met.addAll(present.size() > 1 ? present : Set.of());
      notifyAll();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
      while (!met.contains(name) && System.nanoTime() - end < 0) {
        wait(10);
      }
      present.remove(name);
    }
  }

  private static final Meeting MEETING = new Meeting();

  @WithMultiLayerCache
  static class FirstAnnotated {
    @Test
    void attends() throws Exception {
      MEETING.attend("first annotated");
    }
  }

  @WithMultiLayerCache
  static class SecondAnnotated {
    @Test
    void attends() throws Exception {
      MEETING.attend("second annotated");
    }
  }

  static class OneAnnotated {
    @Test
    @WithMultiLayerCache
    void attends() throws Exception {
      MEETING.attend("annotated method");
    }
  }

  static class FirstPlain {
    @Test
    void attends() throws Exception {
      MEETING.attend("first plain");
    }
  }

  static class SecondPlain {
    @Test
    void attends() throws Exception {
      MEETING.attend("second plain");
    }
  }

  @Test
  void run_alone_and_others_do_not() {
    List<String> lines =
        InnerTests.run(
            IN_PARALLEL,
            FirstAnnotated.class,
            SecondAnnotated.class,
            OneAnnotated.class,
            FirstPlain.class,
            SecondPlain.class);

    assertEquals(List.of("5 of 5 succeeded"), lines);
    assertEquals(Set.of("first plain", "second plain"), MEETING.met);
  }
}
