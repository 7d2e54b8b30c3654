package dev.multilayercache.faults.harness;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of a run: no faults and no writes any more. Within twice the maximum staleness every node
 * must answer every key as the database does, and must go on doing so.
 *
 * <p>In a short run the wait ends when they do, and they have to go on for three seconds; in a long
 * one for the whole time.
 */
final class QuietTime {
  private static final Duration ANSWER = Duration.ofSeconds(120);

  /** Of a cache that does not answer at all. */
  static final int NO_ANSWER = -1;

  private final Cluster cluster;
  private final long boundNanos;

  QuietTime(Cluster cluster) {
    this.cluster = cluster;
    boundNanos = 2 * cluster.settings().maxStaleness().toNanos();
  }

  /**
   * For each cache, how many answers of all nodes were wrong when it was over, or {@link
   * #NO_ANSWER}.
   */
  Map<String, Integer> pass() {
    long began = System.nanoTime();
    requireStopped("stop-writing");
    while (System.nanoTime() - began < boundNanos && isAnyOfOursWrong()) {
      sleep(Duration.ofMillis(500));
    }
    System.out.printf("converged %.1f s after the last fault%n", (System.nanoTime() - began) / 1e9);
    sleep(RunLength.isLong() ? Duration.ofNanos(boundNanos) : Duration.ofSeconds(3));
    Map<String, Integer> wrong = new LinkedHashMap<>();
    for (String subject : cluster.settings().subjects()) {
      wrong.put(subject, wrong(subject));
    }
    requireStopped("stop-reading");
    return wrong;
  }

  private List<String> ours() {
    return cluster.settings().subjects().stream()
        .filter(name -> name.equals("bounded") || name.equals("strong"))
        .toList();
  }

  private boolean isAnyOfOursWrong() {
    return ours().stream().anyMatch(name -> wrong(name) != 0);
  }

  private int wrong(String subject) {
    cluster.applications().forEach(each -> each.tell("wrong " + subject));
    List<Integer> counts =
        cluster.applications().stream().map(each -> Integer.parseInt(each.answer(ANSWER))).toList();
    return counts.contains(NO_ANSWER)
        ? NO_ANSWER
        : counts.stream().mapToInt(Integer::intValue).sum();
  }

  private void requireStopped(String what) {
    cluster.applications().forEach(each -> each.tell(what));
    for (Node each : cluster.applications()) {
      String answer = each.answer(ANSWER);
      if (!answer.equals("stopped")) {
        System.out.println("node " + each.number() + " has threads that do not end: " + answer);
        if (answer.contains("bounded") || answer.contains("strong")) {
          throw new AssertionError("threads of node " + each.number() + " hang: " + answer);
        }
      }
    }
  }

  private static void sleep(Duration time) {
    LockSupport.parkNanos(time.toNanos());
    if (time.compareTo(Duration.ofSeconds(1)) > 0) {
      // Parking may end early.
      long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    }
  }
}
