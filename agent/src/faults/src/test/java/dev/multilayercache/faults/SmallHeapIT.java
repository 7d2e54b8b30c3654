package dev.multilayercache.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.NodeSetup;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T13: big values under ever new keys and tags, in a heap of 64 MiB. */
@NeedsNamespaces
class SmallHeapIT {
  @Test
  void clients_with_little_memory_keep_the_promises_and_their_memory() {
    Outcome outcome =
        FaultRun.run(
            "T13 heap of 64 MiB",
            Settings.of(Topology.clients(3))
                .withSubjects("bounded", "strong")
                .withHeap("64m")
                .withSetup(
                    number ->
                        NodeSetup.ofOptions(
                            "-Dfaults.node.ballast=true",
                            "-Dmultilayercache.layers.local.maximumEntries=300",
                            "-Dmultilayercache.layers.cluster.maximumEntries=1000")),
            12);

    assertEquals(
        List.of(),
        outcome.errors().stream().filter(line -> line.contains("OutOfMemoryError")).toList());
    outcome.requirePromises();
  }
}
