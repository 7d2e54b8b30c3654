package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.cost.PausedApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is suspended by SIGSTOP for longer than its entries live. */
class PausedJvmIT {
  /** Longer than the time-to-live and than what the application takes for a pause. */
  private static final Duration PAUSE = Duration.ofSeconds(3);

  /** Of a clock that lags behind, a thread that only hits finds out within so many. */
  private static final int MOST_OLD_ANSWERS = 256;

  @TempDir Path directory;

  @Test
  void answers_with_what_has_expired_meanwhile_only_until_a_hit_reads_the_exact_clock()
      throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("agent.yaml"), "layers: [{ name: local, type: caffeine }]");
    try (ForkedJvm jvm = start(file)) {
      int old = oldAnswersAfterAPause(jvm);

      assertTrue(old <= MOST_OLD_ANSWERS, () -> old + " old answers");
      assertEquals("coarse clock", jvm.nextLine());
    }
  }

  @Test
  void answers_with_nothing_that_has_expired_meanwhile_where_leases_are_proved() throws Exception {
    try (ForkedJvm jvm = start(ClusterFile.embedded(directory))) {
      int old = oldAnswersAfterAPause(jvm);

      assertTrue(old == 0, () -> old + " old answers");
      assertEquals("exact clock", jvm.nextLine()); // else it may only have been lucky
    }
  }

  private static ForkedJvm start(Path file) {
    return ForkedJvm.java()
        .option("-javaagent:" + ForkedJvm.agentJar() + "=" + file)
        .fixtures()
        .start(PausedApp.class.getName());
  }

  private static int oldAnswersAfterAPause(ForkedJvm jvm) {
    jvm.nextLine(); // it is warm
    jvm.suspend();
    LockSupport.parkNanos(PAUSE.toNanos());
    jvm.resume();
    return Integer.parseInt(jvm.nextLine().split(" ")[0]);
  }
}
