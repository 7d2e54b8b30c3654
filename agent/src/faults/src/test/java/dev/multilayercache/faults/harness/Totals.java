package dev.multilayercache.faults.harness;

import dev.multilayercache.faults.history.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sums over all runs in which something is promised, by cache. */
final class Totals {
  private static final String HEAD =
      """

      | all runs with a majority | reads | invalidations confirmed / not | faults | stale after confirmed | over the bound | on the own node | longest |
      |---|---|---|---|---|---|---|---|
      """;

  private final Map<String, Sum> sums = new LinkedHashMap<>();

  private static final class Sum {
    private long reads;
    private long confirmed;
    private long unconfirmed;
    private long faults;
    private long stale;
    private long overBound;
    private long own;
    private Duration longest = Duration.ZERO;

    private void add(Outcome outcome, Verdict verdict) {
      reads += verdict.reads();
      confirmed += verdict.confirmed();
      unconfirmed += verdict.unconfirmed();
      faults += outcome.faults();
      stale += verdict.staleAfterConfirmed();
      overBound += verdict.staleOverBound();
      own += verdict.staleOnOwnNode();
      if (verdict.longest().compareTo(longest) > 0) {
        longest = verdict.longest();
      }
    }
  }

  void add(Outcome outcome) {
    if (outcome.hasMajority()) {
      outcome
          .verdicts()
          .forEach(
              (cache, verdict) ->
                  sums.computeIfAbsent(cache, name -> new Sum()).add(outcome, verdict));
    }
  }

  String table() {
    StringBuilder rows = new StringBuilder(HEAD);
    sums.forEach(
        (cache, sum) ->
            rows.append(
                "| %s | %,d | %,d / %,d | %d | %,d | %,d | %,d | %s |%n"
                    .formatted(
                        cache,
                        sum.reads,
                        sum.confirmed,
                        sum.unconfirmed,
                        sum.faults,
                        sum.stale,
                        sum.overBound,
                        sum.own,
                        Report.text(sum.longest))));
    return rows.toString();
  }
}
