package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.Faults;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** T7: packets are lost or come late. */
@NeedsNamespaces
class BadCablesIT {
  private static final Duration A_WHILE = Duration.ofSeconds(7);

  @Test
  void members_on_a_bad_network_keep_the_promises() {
    Outcome outcome =
        FaultRun.run(
            "T7 loss and slow cables",
            Settings.of(Topology.embedded()),
            36,
            Faults.loss(1, A_WHILE),
            Faults.loss(10, A_WHILE),
            Faults.loss(30, A_WHILE),
            Faults.slow("1mbit", A_WHILE));

    outcome.requireStale("naive");
    outcome.requirePromises();
  }
}
