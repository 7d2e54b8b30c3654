package dev.multilayercache.agent.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachAdviceTest {
  private static String on(String message) {
    return AttachAdvice.on(new IOException(message), "/opt/agent.jar=command:attach");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          No compatible attachment provider is available       | a JDK
          Dynamic agent loading is not enabled. Use something  | -XX:+EnableDynamicAgentLoading
          The VM does not support the attach mechanism         | without -XX:+DisableAttachMechanism
          No such process                                      | jcmd lists them
          """)
  void names_what_is_in_the_way(String message, String advice) {
    assertTrue(on(message).contains(advice), on(message));
  }

  @Test
  void names_paths_that_a_JVM_does_not_take() {
    String sent = "/very/long".repeat(110);

    assertEquals(
        "A JVM takes no more than 1024 bytes of paths. Move the agent's jar or agent.yaml to a"
            + " shorter one.",
        AttachAdvice.on(new IOException("Premature EOF"), sent));
  }

  @Test
  void a_failure_is_told_without_a_full_stop() {
    assertEquals("java.io.IOException: a", AttachAdvice.told(new IOException("a.")));
  }
}
