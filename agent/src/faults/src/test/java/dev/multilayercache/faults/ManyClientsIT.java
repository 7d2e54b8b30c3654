package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.NodeSetup;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import org.junit.jupiter.api.Test;

/** T19: fifty JVMs hear of each invalidation; {@code -Dfaults.clients} says how many. */
@NeedsNamespaces
class ManyClientsIT {
  private static final int CLIENTS = Integer.getInteger("faults.clients", 50);

  @Test
  void fifty_clients_keep_the_promises() {
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
