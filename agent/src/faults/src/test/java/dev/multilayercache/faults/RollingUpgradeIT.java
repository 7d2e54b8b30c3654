package dev.multilayercache.faults;

import dev.multilayercache.faults.harness.CompiledClass;
import dev.multilayercache.faults.harness.FaultRun;
import dev.multilayercache.faults.harness.Faults;
import dev.multilayercache.faults.harness.NeedsNamespaces;
import dev.multilayercache.faults.harness.NodeSetup;
import dev.multilayercache.faults.harness.Outcome;
import dev.multilayercache.faults.harness.Settings;
import dev.multilayercache.faults.harness.Topology;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T15: three releases of an application share a cluster, and differ in the class they cache. */
@NeedsNamespaces
class RollingUpgradeIT {
  private static final String FIELD_ADDED =
      """
      package dev.multilayercache.faults.app;

      record Item(String key, long version, java.util.List<String> notes) {
        Item(String key, long version) {
          this(key, version, java.util.List.of("new"));
        }
      }
      """;
  private static final String TYPE_CHANGED =
      """
      package dev.multilayercache.faults.app;

      record Item(String key, String number) {
        Item(String key, long version) {
          this(key, "version " + version);
        }

        long version() {
          return Long.parseLong(number.substring("version ".length()));
        }
      }
      """;

  @TempDir Path directory;
  private Map<Integer, NodeSetup> releases;

  @BeforeEach
  void compile() {
    releases =
        Map.of(
            2, NodeSetup.ofClasses(CompiledClass.in(directory.resolve("second"), FIELD_ADDED)),
            3, NodeSetup.ofClasses(CompiledClass.in(directory.resolve("third"), TYPE_CHANGED)));
  }

  @Test
  void members_with_another_field_or_another_type_keep_the_promises() {
    Outcome outcome =
        FaultRun.run(
            "T15 rolling upgrade",
            Settings.of(Topology.embedded())
                .withSubjects("bounded", "strong", "naive")
                .withSetup(number -> releases.getOrDefault(number, NodeSetup.NONE)),
            12,
            Faults.stopInTurn());

    outcome.requireStale("naive");
    outcome.requirePromises();
  }
}
