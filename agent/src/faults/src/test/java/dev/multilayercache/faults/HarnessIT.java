package dev.multilayercache.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import org.junit.jupiter.api.Test;

/** The harness itself: it finds what is known to be stale, and nothing in what cannot be. */
@NeedsNamespaces
class HarnessIT {
  private static final int MOST_RUNS = 5;

  /** The naive cache has a race: ten seconds without a fault may pass without it. */
  @Test
  void finds_each_flaw_of_a_cache_and_none_without_a_cache() {
    boolean isRaceFound = false;
    for (int i = 0; i < MOST_RUNS && !isRaceFound; i++) {
      Outcome outcome =
          FaultRun.run(
              "Harness",
              Settings.of(Topology.embedded())
                  .withSubjects("uncached", "naive", "naive-deaf", "naive-keeping"),
              10);
      outcome.requireFresh("uncached");
      outcome.requireStale("naive-deaf");
      outcome.requireStale("naive-keeping");
      isRaceFound = outcome.isStale("naive");
    }

    assertTrue(isRaceFound, "naive was not found stale: the checker sees nothing");
  }
}
