package dev.multilayercache.agent.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DailyTimeTest {
  private final DailyTime four = DailyTime.parse("04:00 Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-01-10T02:00:00Z, PT1H",
    "2026-01-10T03:00:00Z, PT24H",
    "2026-01-10T03:00:01Z, PT23H59M59S",
    "2026-07-10T01:59:59Z, PT1S",
  })
  void tells_how_long_it_is_until_then(String now, Duration expected) {
    assertEquals(expected, four.until(Instant.parse(now), "prices"));
  }

  @Test
  void that_summer_time_leaves_out_is_after_the_gap() {
    DailyTime inTheGap = DailyTime.parse("02:30 Europe/Berlin");

    assertEquals(
        Duration.ofMinutes(90), inTheGap.until(Instant.parse("2026-03-29T00:00:00Z"), "prices"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-24T01:00:00Z, PT23H30M",
    "2026-10-25T00:00:00Z, PT30M",
    "2026-10-25T00:40:00Z, PT50M",
    "2026-10-25T01:30:00Z, PT24H",
  })
  void that_the_end_of_summer_time_brings_twice_is_either(String now, Duration expected) {
    DailyTime twice = DailyTime.parse("02:30 Europe/Berlin");

    assertEquals(expected, twice.until(Instant.parse(now), "prices"));
  }

  @Test
  void is_at_once_where_there_is_no_such_time_zone() {
    assertEquals(
        Duration.ZERO, DailyTime.parse("04:00 Europe/Bearlin").until(Instant.EPOCH, "rates"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          04:00               | not a time of day with its time zone
          25:00 Europe/Berlin | "25:00" is no time of day
          """)
  void is_refused_with_what_is_wrong(String text, String part) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DailyTime.parse(text)).getMessage();

    assertEquals(true, message.contains(part), message);
  }
}
