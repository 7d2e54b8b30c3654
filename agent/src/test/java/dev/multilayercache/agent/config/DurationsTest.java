package dev.multilayercache.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "5m, PT5M",
    "1h30m, PT1H30M",
    "250ms, PT0.25S",
    "2d, PT48H",
    "1d2h3m4s5ms, PT26H3M4.005S",
    "PT5M, PT5M",
    "P1D, PT24H",
    "pt1.5s, PT1.5S",
    "forever, PT876000H",
  })
  void the_written_forms_are_read(String text, Duration expected) {
    assertEquals(expected, Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5 minuts",
        "s",
        "-5s",
        "5 m",
        "5M",
        "1s1s",
        "30s5m",
        "1.5s",
        "NaN",
        "5m ",
        "PT",
        "P",
        "٣s",
        "ever"
      })
  void other_text_is_refused_with_what_to_write(String text) {
    Exception refusal = assertThrows(RuntimeException.class, () -> Durations.parse(text));

    assertEquals("\"" + text + "\", not a duration. Write 30s, 5m or PT5M.", refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-5M", "-PT5M", "P-1D"})
  void a_negative_duration_is_refused(String text) {
    Exception refusal = assertThrows(RuntimeException.class, () -> Durations.parse(text));

    assertEquals(
        "\"" + text + "\", and a duration cannot be negative. Write 30s, 5m or PT5M.",
        refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"36501d", "9223372036854775807s", "99999999999999999999", "PT9000000000000H"})
  void more_than_a_hundred_years_is_refused_rather_than_overflown(String text) {
    Exception refusal = assertThrows(RuntimeException.class, () -> Durations.parse(text));

    assertEquals(
        "\"" + text + "\", longer than a hundred years. Write forever.", refusal.getMessage());
  }

  @Test
  void forever_fits_twice_into_a_long_of_nanoseconds() {
    assertTrue(Durations.FOREVER.plus(Durations.FOREVER).toNanos() > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT30S, 30s",
    "PT90M, 1h30m",
    "PT0.25S, 250ms",
    "PT48H, 2d",
    "PT876000H, forever",
    "PT0.0005S, PT0.0005S"
  })
  void formatting_gives_the_shortest_form_that_is_read_back(Duration duration, String text) {
    assertEquals(text, Durations.format(duration));
    assertEquals(duration, Durations.parseOrZero(text));
  }

  @Nested
  class ABareNumber {
    @Test
    void is_seconds_in_an_annotation() {
      assertEquals(Duration.ofSeconds(300), Durations.parse("300"));
    }

    @Test
    void is_refused_in_agent_yaml() {
      Exception refusal =
          assertThrows(RuntimeException.class, () -> Durations.parseWithUnit("300"));

      assertEquals(
          "\"300\", a number without a unit. Write 300s, 5m or PT5M.", refusal.getMessage());
    }
  }

  @Nested
  class Zero {
    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "PT0S", "0h0m"})
    void is_refused_where_it_makes_no_sense(String text) {
      Exception refusal = assertThrows(RuntimeException.class, () -> Durations.parse(text));

      assertEquals(
          "\"" + text + "\", and the duration must be more than zero. Write 30s, 5m or PT5M.",
          refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "PT0S"})
    void is_read_where_it_is_allowed(String text) {
      assertEquals(Duration.ZERO, Durations.parseOrZero(text));
    }

    @Test
    void needs_no_unit_in_agent_yaml() {
      assertEquals(Duration.ZERO, Durations.parseWithUnitOrZero("0"));
    }
  }
}
