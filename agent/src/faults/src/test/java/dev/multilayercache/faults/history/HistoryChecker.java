package dev.multilayercache.faults.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a history: a read of version v is stale if an invalidation of its key with a newer version
 * had ended before the read began, by so long as lies between the two.
 *
 * <p>Takes O(n log n). Relies on the database: it gives versions in the order of its updates, and a
 * cache that has forgotten a key finds there the version of the last update or a later one.
 */
public final class HistoryChecker {
  private static final int EXAMPLES = 10;

  private final History history;
  private final long boundNanos;
  private final long patienceNanos;

  private final Map<String, EarliestEnd> confirmed = new HashMap<>();
  private final Map<String, EarliestEnd> any = new HashMap<>();
  private final Map<String, EarliestEnd> own = new HashMap<>();
  private final Map<String, Map<String, LastRead>> lastReads = new HashMap<>();

  private long staleAfterConfirmed;
  private long staleAfterAny;
  private long staleOnOwnNode;
  private long staleOverBound;
  private long longest;
  private long longestAny;
  private final List<String> examples = new ArrayList<>();

  private HistoryChecker(History history, Duration bound, Duration patience) {
    this.history = history;
    this.boundNanos = bound.toNanos();
    this.patienceNanos = patience.toNanos();
  }

  /**
   * @param bound on the staleness after a confirmed invalidation
   * @param patience with a thread that gets no answer
   */
  public static Verdict judge(History history, Duration bound, Duration patience) {
    return new HistoryChecker(history, bound, patience).judge();
  }

  private Verdict judge() {
    history.invalidations().forEach(this::sort);
    history.reads().forEach(this::judge);
    long confirmedCount = history.invalidations().stream().filter(Invalidation::confirmed).count();
    return new Verdict(
        history.reads().size(),
        confirmedCount,
        history.invalidations().size() - confirmedCount,
        staleAfterConfirmed,
        staleAfterAny,
        staleOnOwnNode,
        staleOverBound,
        Duration.ofNanos(longest),
        Duration.ofNanos(longestAny),
        propagation(),
        Progress.gaps(history, patienceNanos),
        history.failures().stream().map(Failure::text).toList(),
        examples);
  }

  private void sort(Invalidation each) {
    for (String key : each.scope().keys()) {
      add(any, key, each);
      add(own, key + " " + each.node(), each);
      if (each.confirmed()) {
        add(confirmed, key, each);
      }
    }
  }

  private static void add(Map<String, EarliestEnd> ends, String of, Invalidation each) {
    ends.computeIfAbsent(of, name -> new EarliestEnd()).add(each.ended(), each.version());
  }

  private void judge(Read read) {
    lastReads
        .computeIfAbsent(read.key(), key -> new HashMap<>())
        .computeIfAbsent(read.node(), node -> new LastRead())
        .add(read.began(), read.version());
    long afterConfirmed = staleness(confirmed.get(read.key()), read);
    if (afterConfirmed > 0) {
      staleAfterConfirmed++;
      longest = Math.max(longest, afterConfirmed);
    }
    if (afterConfirmed > boundNanos) {
      staleOverBound++;
    }
    long afterAny = staleness(any.get(read.key()), read);
    if (afterAny > 0) {
      staleAfterAny++;
      longestAny = Math.max(longestAny, afterAny);
    }
    long afterOwn = staleness(own.get(read.key() + " " + read.node()), read);
    if (afterOwn > 0) {
      staleOnOwnNode++;
    }
    if ((afterConfirmed > 0 || afterOwn > 0) && examples.size() < EXAMPLES) {
      examples.add(
          read
              + " is older than a confirmed invalidation by "
              + Duration.ofNanos(afterConfirmed)
              + ", than one of its own node by "
              + Duration.ofNanos(afterOwn));
    }
  }

  /** More than 0 if the read is stale. */
  private static long staleness(EarliestEnd ends, Read read) {
    long end = ends == null ? EarliestEnd.NEVER : ends.ofNewerThan(read.version());
    return end == EarliestEnd.NEVER ? 0 : Math.max(0, read.began() - end);
  }

  private Verdict.Percentiles propagation() {
    List<Long> nanos = new ArrayList<>();
    for (Invalidation each : history.invalidations()) {
      if (each.confirmed()) {
        each.scope().keys().forEach(key -> propagation(key, each, nanos));
      }
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Verdict.Percentiles(
        percentile(sorted, 0.5), percentile(sorted, 0.99), percentile(sorted, 0.999));
  }

  private void propagation(String key, Invalidation each, List<Long> nanos) {
    lastReads
        .getOrDefault(key, Map.of())
        .forEach(
            (node, reads) -> {
              if (!node.equals(each.node())) {
                long last = reads.below(each.version());
                nanos.add(last == LastRead.NEVER ? 0 : Math.max(0, last - each.ended()));
              }
            });
  }

  private static Duration percentile(long[] sorted, double share) {
    if (sorted.length == 0) {
      return Duration.ZERO;
    }
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return Duration.ofNanos(sorted[Math.max(0, index)]);
  }
}
