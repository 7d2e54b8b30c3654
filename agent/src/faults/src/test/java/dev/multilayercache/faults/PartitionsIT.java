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

/** T5, T6 and T17: nodes do not hear each other. */
@NeedsNamespaces
class PartitionsIT {
  private static final Duration LONGER_THAN_A_HEARTBEAT = Duration.ofSeconds(14);

  @Test
  void members_that_are_isolated_keep_the_promises() {
    List<FaultKind> kinds = new ArrayList<>();
    kinds.add(Faults.isolate(LONGER_THAN_A_HEARTBEAT));
    if (RunLength.isLong()) {
      kinds.add(Faults.isolate(Duration.ofSeconds(60)));
    }

    Outcome outcome =
        FaultRun.run(
            "T5 isolation", Settings.of(Topology.embedded()), 24, kinds.toArray(FaultKind[]::new));

    outcome.requireStale("naive");
    outcome.requirePromises();
  }

  @Test
  void members_that_are_cut_one_way_in_part_or_for_moments_keep_the_promises() {
    Outcome outcome =
        FaultRun.run(
            "T6 partial cuts",
            Settings.of(Topology.embedded()),
            36,
            Faults.oneWay(Duration.ofSeconds(12)),
            Faults.cutBetweenTwo(Duration.ofSeconds(12)),
            Faults.flap(6));

    outcome.requireStale("naive");
    outcome.requirePromises();
  }

  /** Nothing is promised while there are two clusters, but that it ends. */
  @Test
  void members_that_need_no_majority_converge_when_they_hear_each_other_again() {
    Outcome outcome =
        FaultRun.run(
            "T17 no majority asked for",
            Settings.of(Topology.embedded()).withMinMembers(1).withSubjects("bounded", "strong"),
            17,
            Faults.isolate(LONGER_THAN_A_HEARTBEAT));

    outcome.requireConvergence();
  }
}
