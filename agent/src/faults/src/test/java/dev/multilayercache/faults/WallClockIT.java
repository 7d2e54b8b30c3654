package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.NodeSetup;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import dev.multilayercache.faults.harness.WallClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T16: the wall clock of one node jumps an hour ahead and back, then an hour back and ahead. */
@NeedsNamespaces
class WallClockIT {
  @TempDir Path directory;

  @Test
  void members_whose_wall_clocks_jump_keep_the_promises() {
    String obstacle = WallClock.obstacle();
    if (!obstacle.isEmpty()) {
      System.out.println("===== NOT TESTED WITH JUMPING CLOCKS: " + obstacle + " =====");
    }
    Assumptions.assumeTrue(obstacle.isEmpty(), obstacle);
    WallClock clock = WallClock.in(directory);

    Outcome outcome =
        FaultRun.run(
            "T16 wall clock",
            Settings.of(Topology.embedded())
                .withSubjects("bounded", "strong", "naive")
                .withSetup(number -> number == 1 ? clock.setup() : NodeSetup.NONE),
            14,
            clock.wrongBy(Duration.ofHours(1)),
            clock.wrongBy(Duration.ofHours(-1)));

    outcome.requireStale("naive");
    outcome.requirePromises();
  }
}
