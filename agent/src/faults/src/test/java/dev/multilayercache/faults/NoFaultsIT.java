package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import org.junit.jupiter.api.Test;

/** T1: nothing goes wrong. */
@NeedsNamespaces
class NoFaultsIT {
  @Test
  void three_members_keep_the_promises() {
    Outcome outcome = FaultRun.run("T1 no faults", Settings.of(Topology.embedded()), 12);

    outcome.requireStale("naive");
    outcome.requirePromises();
  }
}
