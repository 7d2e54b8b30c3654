package dev.multilayercache.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

  @Test
  void without_arguments_the_defaults_hold() {
    assertEquals(DemoOptions.defaults(), DemoOptions.parse());
  }

  @Test
  void every_option_can_be_given() {
    DemoOptions options = DemoOptions.parse("--port", "0", "--query-cost", "2s", "--data", "here");

    assertEquals(new DemoOptions(0, Duration.ofSeconds(2), Path.of("here")), options);
  }

  @ParameterizedTest
  @CsvSource({
    "--port, 65536, '--port is \"65536\", not a port.'",
    "--port, http, '--port is \"http\", not a port.'",
    "--query-cost, 300, '--query-cost is \"300\", not a duration.'",
    "--query-cost, -1ms, '--query-cost is \"-1ms\", not a duration.'",
    "--colour, red, 'Unknown option --colour.'"
  })
  void a_mistake_is_named(String option, String value, String message) {
    Exception mistake =
        assertThrows(IllegalArgumentException.class, () -> DemoOptions.parse(option, value));

    assertTrue(mistake.getMessage().startsWith(message), mistake.getMessage());
  }

  @Test
  void an_option_without_a_value_is_named() {
    Exception mistake =
        assertThrows(IllegalArgumentException.class, () -> DemoOptions.parse("--port"));

    assertTrue(mistake.getMessage().startsWith("--port needs a value."), mistake.getMessage());
  }
}
