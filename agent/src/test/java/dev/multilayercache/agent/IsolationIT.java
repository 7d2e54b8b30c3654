package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** An application that has other versions of the agent's libraries, beside the packaged agent. */
class IsolationIT {
  private static final Path LIBRARIES = Path.of("target", "application-libraries");
  private static final List<String> HIDDEN =
      List.of(
          "dev.multilayercache.agent.AgentStarter",
          "dev.multilayercache.agent.Dispatcher",
          "dev.multilayercache.agent.engine.Lifetime",
          "dev.multilayercache.agent.log.AgentLog",
          "net.bytebuddy.jar.asm.ClassReader",
          "com.fasterxml.jackson.databind.ObjectMapper",
          "com.fasterxml.jackson.core.JsonFactory",
          "org.yaml.snakeyaml.Yaml",
          "com.google.re2j.Pattern");

  private static List<String> output;
  private static List<String> errors;
  private static int status;

  @BeforeAll
  static void run_the_application() {
    try (ForkedJvm application =
        ForkedJvm.java()
            .option("-Xshare:auto")
            .agent(null)
            .classPath(
                Path.of("target", "test-classes"),
                LIBRARIES.resolve("hazelcast-5.3.8.jar"),
                LIBRARIES.resolve("caffeine-2.9.3.jar"))
            .start(
                "dev.multilayercache.fixture.isolation.OtherVersionsApp",
                HIDDEN.toArray(new String[0]))) {
      status = application.waitFor();
      output = application.output();
      errors = application.errors();
    }
  }

  @Test
  void the_application_runs_to_its_end() {
    assertEquals(0, status, () -> "stderr: " + errors);
  }

  @Test
  void the_agent_is_there() {
    assertSaid("present=true");
  }

  @Test
  void the_application_has_its_own_version_of_Hazelcast() {
    assertSaid("hazelcast=5.3.8");
  }

  @Test
  void the_application_has_its_own_version_of_Caffeine() {
    assertSaid("caffeine=1 from caffeine-2.9.3.jar");
  }

  @ParameterizedTest
  @FieldSource("HIDDEN")
  void the_application_sees_nothing_of(String name) {
    assertSaid(name + "=hidden");
  }

  @Test
  void the_dispatcher_belongs_to_the_platform() {
    assertSaid("dispatcherLoader=null");
  }

  @Test
  void java_lang_is_not_opened_to_the_application() {
    assertSaid("javaLangOpen=false");
  }

  @Test
  void the_JVM_does_not_complain_about_class_data_sharing() {
    assertEquals(
        List.of(), errors.stream().filter(line -> !line.startsWith("[multilayercache] ")).toList());
  }

  private static void assertSaid(String line) {
    assertTrue(output.contains(line), () -> line + " is not in " + output + ", stderr " + errors);
  }
}
