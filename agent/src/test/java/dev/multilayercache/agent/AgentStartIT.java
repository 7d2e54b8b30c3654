package dev.multilayercache.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.tools.attach.VirtualMachine;
import dev.multilayercache.agent.testing.ForkedJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens, and what does not, before the application's first line. */
class AgentStartIT {
  @TempDir Path directory;

  @Nested
  class ASecondAgent {
    @Test
    void is_ignored_with_one_line() {
      assertSecondIsIgnored(ForkedJvm.java().agent(null).agent(null));
    }

    @Test
    void is_ignored_with_one_line_if_it_comes_from_a_copy_of_the_jar() throws IOException {
      Path copy = Files.copy(ForkedJvm.agentJar(), directory.resolve("copy.jar"));

      assertSecondIsIgnored(ForkedJvm.java().agent(null).option("-javaagent:" + copy));
    }

    private void assertSecondIsIgnored(ForkedJvm.Builder jvm) {
      try (ForkedJvm application = ending(jvm)) {
        assertEquals(0, application.waitFor());
        assertEquals(
            1,
            application.agentLines().stream().filter(line -> line.contains("already")).count(),
            () -> "stderr: " + application.errors());
      }
    }
  }

  @Nested
  class AttachedToARunningJvm {
    private ForkedJvm application;

    @BeforeEach
    void start_an_application_without_the_agent() {
      application =
          ForkedJvm.java()
              .fixtures()
              .start("dev.multilayercache.fixture.isolation.EndingApp", "wait");
      application.nextLine();
    }

    @AfterEach
    void end_it() {
      application.close();
    }

    @Test
    void the_agent_starts() throws Exception {
      attach();

      assertNotNull(systemProperties().getProperty("multilayercache.agent"));
    }

    @Test
    void a_second_time_the_agent_is_ignored_with_one_line() throws Exception {
      attach();
      attach();

      await()
          .until(
              () -> application.agentLines().stream().anyMatch(line -> line.contains("already")));
    }

    private void attach() throws Exception {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(application.pid()));
      try {
        machine.loadAgent(ForkedJvm.agentJar().toString());
      } finally {
        machine.detach();
      }
    }

    private Properties systemProperties() throws Exception {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(application.pid()));
      try {
        return machine.getSystemProperties();
      } finally {
        machine.detach();
      }
    }
  }

  @Nested
  class AJarThatIsNotTheAgentsAsItWasBuilt {
    @Test
    void costs_one_line_and_lets_the_application_run() throws IOException {
      Path torn = directory.resolve("torn.jar");
      TornJar.withoutItsHiddenHalf(ForkedJvm.agentJar(), torn);

      try (ForkedJvm application = ending(ForkedJvm.java().option("-javaagent:" + torn))) {
        assertAll(
            () -> assertEquals(0, application.waitFor()),
            () -> assertEquals(List.of("main returns"), application.output()),
            () -> assertEquals(1, application.errors().size(), application.errors()::toString),
            () ->
                assertTrue(
                    application.errors().get(0).startsWith("[multilayercache] Agent not installed"),
                    application.errors()::toString));
      }
    }
  }

  @Nested
  class AToolOfTheJdk {
    @Test
    void is_left_alone() throws Exception {
      Path command = Path.of(System.getProperty("java.home"), "bin", "keytool");
      Process keytool =
          new ProcessBuilder(command.toString(), "-J-javaagent:" + ForkedJvm.agentJar(), "-help")
              .redirectErrorStream(true)
              .start();
      String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
      assertFalse(output.contains("multilayercache"), output);
    }
  }

  @Nested
  class BeforeMain {
    /** Application servers choose these; whoever touches them first decides for the whole JVM. */
    @Test
    void nothing_is_touched_that_an_application_must_be_free_to_replace() {
      try (ForkedJvm application =
          ending(ForkedJvm.java().option("-Xlog:class+load:stdout").agent(null))) {
        application.waitFor();

        assertEquals(
            List.of(),
            application.output().stream()
                .filter(
                    line ->
                        line.contains(" java.util.logging.")
                            || line.contains(" javax.management.")
                            || line.contains("JmxMBeanServer ")
                            || line.contains(" java.nio.file.FileSystems ")
                            || line.contains(" com.hazelcast.")
                            || line.contains(" com.fasterxml.jackson.databind."))
                .toList());
      }
    }
  }

  private static ForkedJvm ending(ForkedJvm.Builder jvm) {
    return jvm.fixtures().start("dev.multilayercache.fixture.isolation.EndingApp", "return");
  }
}
