package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.NodeSetup;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.RunLength;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import org.junit.jupiter.api.Test;

/**
 * T19: many JVMs hear of each invalidation: twenty in the short suite, fifty in a long one, or as
 * {@code -Dfaults.clients} says.
 */
@NeedsNamespaces
class ManyClientsIT {
  private static final int CLIENTS =
      Integer.getInteger("faults.clients", RunLength.isLong() ? 50 : 20);

  @Test
  void many_clients_keep_the_promises() {
    Outcome outcome =
        FaultRun.run(
            "T19 fan-out",
            Settings.of(Topology.clients(CLIENTS))
                .withSubjects("bounded", "strong")
                .withHeap("48m")
                .withPace(500, 5_000)
                .withSetup(number -> NodeSetup.ofOptions("-Xshare:auto", "-Xss256k")),
            10);

    outcome.requirePromises();
  }
}
