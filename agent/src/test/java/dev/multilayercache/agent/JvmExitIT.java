package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With the packaged agent, a JVM ends when and as it would have ended without it. */
class JvmExitIT {
  /** Bounds a hang, not the time that a loaded machine needs. */
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void a_JVM_ends_when_main_returns() {
    try (ForkedJvm application = start("return")) {
      assertEquals(0, application.waitFor(SOON));
    }
  }

  @Test
  void the_status_given_to_System_exit_is_kept() {
    try (ForkedJvm application = start("exit", "7")) {
      assertEquals(7, application.waitFor(SOON));
    }
  }

  @Test
  void an_exception_out_of_main_is_printed_and_ends_the_JVM_with_status_1() {
    try (ForkedJvm application = start("throw")) {
      assertEquals(1, application.waitFor(SOON));
      assertTrue(
          application.errors().stream().anyMatch(line -> line.contains("own failure")),
          () -> "stderr: " + application.errors());
    }
  }

  @Test
  void a_request_to_terminate_ends_the_JVM() {
    try (ForkedJvm application = start("wait")) {
      application.nextLine();

      application.terminate();

      assertEquals(/* 128 + SIGTERM */ 143, application.waitFor(SOON));
    }
  }

  private static ForkedJvm start(String... arguments) {
    return ForkedJvm.java()
        .agent(null)
        .fixtures()
        .start("dev.multilayercache.fixture.isolation.EndingApp", arguments);
  }
}
