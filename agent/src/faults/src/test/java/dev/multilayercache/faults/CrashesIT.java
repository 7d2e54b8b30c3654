package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.Faults;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import org.junit.jupiter.api.Test;

/** T4: JVMs end, suddenly or when they are told to, and are started again. */
@NeedsNamespaces
class CrashesIT {
  @Test
  void members_that_are_killed_keep_the_promises() {
    Outcome outcome =
        FaultRun.run("T4 kill -9", Settings.of(Topology.embedded()), 30, Faults.kill());

    outcome.requireStale("naive");
    outcome.requirePromises();
  }

  @Test
  void members_that_are_stopped_in_turn_keep_the_promises() {
    Outcome outcome =
        FaultRun.run(
            "T4b rolling restart", Settings.of(Topology.embedded()), 22, Faults.stopInTurn());

    outcome.requireStale("naive");
    outcome.requirePromises();
  }
}
