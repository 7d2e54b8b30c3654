package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.Sabotage;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import org.junit.jupiter.api.Test;

/**
 * T9: a foreign client destroys what the agent keeps in the cluster, or adds junk to it. The bound
 * holds; that nothing is stale at all is not promised then.
 */
@NeedsNamespaces
class SabotageIT {
  @Test
  void clients_whose_log_clock_registry_and_values_are_spoilt_keep_the_bound() {
    Outcome outcome =
        FaultRun.run(
            "T9 sabotage",
            Settings.of(Topology.clients(3)).withSubjects("bounded", "strong", "naive"),
            20,
            Sabotage.destroyLog(),
            Sabotage.deleteClock(),
            Sabotage.deleteRegistration(),
            Sabotage.fillLog(),
            Sabotage.spoilValues());

    outcome.requireStale("naive");
    outcome.requireBound();
  }
}
