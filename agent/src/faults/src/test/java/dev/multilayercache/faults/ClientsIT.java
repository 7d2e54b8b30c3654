package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.FaultKind;
import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.Faults;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** T3 to T6 once more, for clients of stock servers. */
@NeedsNamespaces
class ClientsIT {
  private static final FaultKind[] MIX = {
    Faults.killOneServer(),
    Faults.isolate(Duration.ofSeconds(12)),
    Faults.pause(Duration.ofSeconds(3), Duration.ofSeconds(8)),
    Faults.pauseOneServer(Duration.ofSeconds(6)),
    Faults.cutBetweenTwo(Duration.ofSeconds(6)),
  };

  @Test
  void clients_under_all_faults_keep_the_promises() {
    Outcome outcome = FaultRun.run("T3-T6 clients", Settings.of(Topology.clients(3)), 42, MIX);

    outcome.requireStale("naive");
    outcome.requirePromises();
  }

  /** For the comparison: what Hazelcast's near cache does without being told otherwise. */
  @Test
  void the_near_cache_that_gathers_its_invalidations_is_found_stale() {
    Outcome outcome =
        FaultRun.run(
            "Near cache, defaults",
            Settings.of(Topology.clients(3)).withSubjects("near").withBatches(),
            12,
            Faults.isolate(Duration.ofSeconds(8)));

    outcome.requireStale("near");
  }
}
