package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heap of 64 MB, and 400 MB of values that a layer may hold by their number. */
class MemoryGuardIT {
  @TempDir Path directory;

  private ForkedJvm run(String guard) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("agent.yaml"),
            "layers: [ { name: local, type: caffeine, maximumEntries: 10000 %s } ]\n"
                .formatted(guard));
    return ForkedJvm.java()
        .agent(file)
        .option("-Xmx64m")
        .fixtures()
        .start("dev.multilayercache.fixture.resilience.HeapApp");
  }

  @Test
  void without_a_guard_the_application_ends_for_want_of_memory() throws Exception {
    try (ForkedJvm jvm = run("")) {
      assertEquals(1, jvm.waitFor());
      assertTrue(jvm.errors().stream().anyMatch(line -> line.contains("OutOfMemoryError")));
    }
  }

  @Test
  void with_one_it_lives_and_is_told_what_was_evicted() throws Exception {
    try (ForkedJvm jvm = run(", memoryGuard: 0.85")) {
      assertEquals(0, jvm.waitFor(), () -> jvm.errors().toString());
      assertEquals("loaded 400000000", jvm.nextLine());
      assertTrue(
          jvm.agentLines().stream()
              .anyMatch(line -> line.contains("Half of the entries are evicted.")));
    }
  }
}
