package dev.multilayercache.faults;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.RunLength;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.StampedeRun;
import dev.multilayercache.faults.harness.Topology;
import org.junit.jupiter.api.Test;

/** T10: thousands of threads on three nodes ask for one key that nobody has. */
@NeedsNamespaces
class StampedeIT {
  private static final int THREADS = RunLength.isLong() ? 10_000 : 1_000;
  private static final int ROUNDS = RunLength.isLong() ? 20 : 3;

  @Test
  void run_the_body_once_and_once_for_each_node_when_the_nodes_are_cut_off() {
    Settings settings = Settings.of(Topology.embedded()).withSubjects("bounded").withHeap("512m");
    try (StampedeRun run = StampedeRun.start("T10 stampede", settings)) {
      for (int round = 0; round < ROUNDS; round++) {
        StampedeRun.Round healthy = run.round(THREADS);
        assertAll(
            () -> assertEquals(0, healthy.failures()),
            () -> assertEquals(1, healthy.loads(), healthy::toString));
      }
      StampedeRun.Round cut = run.roundWithoutCluster(THREADS);
      assertAll(
          () -> assertEquals(0, cut.failures()), () -> assertTrue(cut.loads() <= 3, cut::toString));
    }
  }
}
