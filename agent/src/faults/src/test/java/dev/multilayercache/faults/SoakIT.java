package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.FaultKind;
import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.Faults;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Soak;
import dev.multilayercache.faults.harness.Topology;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** T18: all faults, for hours, embedded and with clients in turn; {@code -Dfaults.soak=8h}. */
@NeedsNamespaces
@EnabledIfSystemProperty(
    named = "faults.soak",
    matches = ".+",
    disabledReason = "takes hours: -Dfaults.soak=8h")
class SoakIT {
  private static final FaultKind[] MEMBERS = {
    Faults.pause(Duration.ofSeconds(1), Duration.ofSeconds(9)),
    Faults.kill(),
    Faults.isolate(Duration.ofSeconds(14)),
    Faults.oneWay(Duration.ofSeconds(12)),
    Faults.cutBetweenTwo(Duration.ofSeconds(12)),
    Faults.flap(6),
    Faults.loss(10, Duration.ofSeconds(10)),
    Faults.slow("1mbit", Duration.ofSeconds(10)),
    Faults.pause(Duration.ofSeconds(14), Duration.ofSeconds(20)),
    Faults.stopInTurn(),
  };
  private static final FaultKind[] CLIENTS = {
    Faults.killOneServer(),
    Faults.pauseOneServer(Duration.ofSeconds(14)),
    Faults.isolate(Duration.ofSeconds(14)),
    Faults.pause(Duration.ofSeconds(1), Duration.ofSeconds(9)),
    Faults.kill(),
    Faults.cutBetweenTwo(Duration.ofSeconds(12)),
    Faults.loss(10, Duration.ofSeconds(10)),
    Faults.killAllMembers(),
    Faults.pauseServers(Duration.ofSeconds(15)),
  };

  @Test
  void the_promises_are_kept_for_hours() {
    Soak soak = Soak.asked();
    while (soak.goesOn()) {
      Topology topology = soak.isOdd() ? Topology.embedded() : Topology.clients(3);
      FaultRun.run(
              soak.nextName(),
              Settings.of(topology).withSubjects("bounded", "strong", "naive"),
              soak.lap(),
              soak.nextSeed(),
              topology.equals(Topology.embedded()) ? MEMBERS : CLIENTS)
          .requirePromises();
    }
  }
}
