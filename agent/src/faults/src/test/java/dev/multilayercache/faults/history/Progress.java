package dev.multilayercache.faults.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds threads that got no answer for too long. */
final class Progress {
  private Progress() {}

  /** One line for each gap that is longer than the patience while its node was not paused. */
  static List<String> gaps(History history, long patienceNanos) {
    List<String> gaps = new ArrayList<>();
    byThread(history)
        .forEach(
            (thread, reads) -> {
              reads.sort(Comparator.comparingLong(Read::ended));
              for (int i = 1; i < reads.size(); i++) {
                addGap(history, reads.get(i - 1), reads.get(i), patienceNanos, gaps);
              }
            });
    return gaps;
  }

  private static Map<String, List<Read>> byThread(History history) {
    return history.reads().stream()
        .collect(
            Collectors.groupingBy(
                read -> read.node() + " " + read.thread(), TreeMap::new, Collectors.toList()));
  }

  private static void addGap(
      History history, Read before, Read after, long patienceNanos, List<String> gaps) {
    long gap = after.ended() - before.ended();
    boolean paused =
        history.pauses().getOrDefault(after.node(), List.of()).stream()
            .anyMatch(pause -> pause.touches(before.ended(), after.ended()));
    if (gap > patienceNanos && !paused) {
      gaps.add(
          after.node()
              + " "
              + after.thread()
              + " got no answer for "
              + Duration.ofNanos(gap)
              + " before "
              + after);
    }
  }
}
