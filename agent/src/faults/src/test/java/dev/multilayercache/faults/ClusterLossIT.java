package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.Faults;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** T8: the whole cluster is gone. */
@NeedsNamespaces
class ClusterLossIT {
  @Test
  void clients_whose_servers_all_stand_still_or_come_back_empty_keep_the_promises() {
    Outcome outcome =
        FaultRun.run(
            "T8 servers lost",
            Settings.of(Topology.clients(3)),
            36,
            Faults.killAllMembers(),
            Faults.pauseServers(Duration.ofSeconds(15)));

    outcome.requireStale("naive");
    outcome.requirePromises();
  }

  @Test
  void members_that_are_all_killed_at_once_keep_the_promises() {
    Outcome outcome =
        FaultRun.run(
            "T8b all members killed",
            Settings.of(Topology.embedded()),
            10,
            Faults.killAllMembers());

    outcome.requireStale("naive");
    outcome.requirePromises();
  }
}
