package dev.multilayercache.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.nio.file.Path;
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

  @Test
  void the_status_given_to_Runtime_halt_is_kept() {
    try (ForkedJvm application = start("halt", "9")) {
      assertEquals(9, application.waitFor(SOON));
    }
  }

  @Test
  void an_exception_out_of_main_ends_the_JVM_although_daemon_threads_run() {
    try (ForkedJvm application = start("throw beside daemons")) {
      assertEquals(1, application.waitFor(SOON));
    }
  }

  @Test
  void a_thread_of_the_application_may_outlive_main() {
    try (ForkedJvm application = start("outlive")) {
      assertEquals("a thread goes on", application.nextLine());
      assertTrue(application.isAlive());

      application.endInput();

      assertEquals("a thread ends", application.nextLine());
      assertEquals(0, application.waitFor(SOON));
    }
  }

  @Test
  void a_JVM_that_ends_while_the_MBeans_are_being_registered_says_nothing_about_it() {
    try (ForkedJvm application =
        ForkedJvm.java()
            .option("-Dmultilayercache.jmx.startDelay=1ms")
            .agent(null)
            .fixtures()
            .start("dev.multilayercache.fixture.isolation.EndingApp", "return")) {
      assertEquals(0, application.waitFor(SOON));
      assertEquals(1, application.errors().size(), application.errors()::toString);
    }
  }

  @Test
  void a_JVM_whose_stderr_is_closed_runs_and_ends() throws Exception {
    Process application =
        new ProcessBuilder(
                "sh",
                "-c",
                "exec \"$0\" \"$@\" 2>&-",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + ForkedJvm.agentJar(),
                "-cp",
                "target/test-classes",
                "dev.multilayercache.fixture.isolation.EndingApp",
                "return")
            .start();

    String output = new String(application.getInputStream().readAllBytes(), UTF_8);

    assertEquals("main returns", output.strip());
    assertEquals(0, application.waitFor());
  }

  private static ForkedJvm start(String... arguments) {
    return ForkedJvm.java()
        .agent(null)
        .fixtures()
        .start("dev.multilayercache.fixture.isolation.EndingApp", arguments);
  }
}
