package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import org.junit.jupiter.api.Test;

/** The harness itself: it finds what is known to be stale, and nothing in what cannot be. */
@NeedsNamespaces
class HarnessIT {
  @Test
  void finds_each_flaw_of_a_cache_and_none_without_a_cache() {
    Outcome outcome =
        FaultRun.run(
            "Harness",
            Settings.of(Topology.embedded())
                .withSubjects("uncached", "naive", "naive-deaf", "naive-keeping", "near"),
            10);

    outcome.requireFresh("uncached");
    outcome.requireStale("naive");
    outcome.requireStale("naive-deaf");
    outcome.requireStale("naive-keeping");
    outcome.requireStale("near");
  }
}
