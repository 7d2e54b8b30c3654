package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.FaultKind;
import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.Faults;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.RunLength;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T3: a JVM stands still in the middle of whatever it does, and goes on. */
@NeedsNamespaces
class PausesIT {
  @Test
  void members_that_are_paused_keep_the_promises() {
    List<FaultKind> kinds = new ArrayList<>();
    kinds.add(Faults.pause(Duration.ofSeconds(1), Duration.ofSeconds(9)));
    // Longer than the others wait for a heartbeat: the node comes back to a cluster without it.
    kinds.add(Faults.pause(Duration.ofSeconds(14), Duration.ofSeconds(14)));
    if (RunLength.isLong()) {
      kinds.add(Faults.pause(Duration.ofSeconds(70), Duration.ofSeconds(70)));
    }

    Outcome outcome =
        FaultRun.run(
            "T3 pauses", Settings.of(Topology.embedded()), 32, kinds.toArray(FaultKind[]::new));

    outcome.requireStale("naive");
    outcome.requirePromises();
  }
}
