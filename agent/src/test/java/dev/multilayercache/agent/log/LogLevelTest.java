package dev.multilayercache.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLevelTest {

  @ParameterizedTest
  @CsvSource({"debugg, debug", "wran, warn", "err, error"})
  void one_that_is_misspelt_is_answered_with_the_nearest(String written, String meant) {
    assertEquals(
        "-Dmultilayercache.log="
            + written
            + " is no level: info is used. Did you mean "
            + meant
            + "?",
        AgentLog.Level.complaint(written));
  }

  @Test
  void one_that_is_like_no_other_is_answered_with_all() {
    assertEquals(
        "-Dmultilayercache.log=quiet is no level: info is used. Known: error, warn, info, debug.",
        AgentLog.Level.complaint("quiet"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "WARN", "info", "Debug"})
  void one_that_is_known_is_no_cause_for_complaint(String written) {
    assertNull(AgentLog.Level.complaint(written));
  }

  @Test
  void none_is_no_cause_for_complaint() {
    assertNull(AgentLog.Level.complaint(null));
  }
}
