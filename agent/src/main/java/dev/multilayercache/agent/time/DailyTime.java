package dev.multilayercache.agent.time;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;

/** A time of day where some clock hangs: {@code 04:00 Europe/Berlin}. */
public record DailyTime(LocalTime time, ZoneId zone) {
  private static final String EXAMPLE = " Write for example \"04:00 Europe/Berlin\".";

  /**
   * Reads what people write.
   *
   * @throws IllegalArgumentException with a line that quotes the text and says what to write
   */
  public static DailyTime parse(String text) {
    String[] parts = text.strip().split("\\s+");
    if (parts.length != 2) {
      throw new IllegalArgumentException(
          "\"" + text + "\", not a time of day with its time zone." + EXAMPLE);
    }
    try {
      return new DailyTime(LocalTime.parse(parts[0]), ZoneId.of(parts[1]));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\", and \"" + parts[0] + "\" is no time of day." + EXAMPLE);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\", and \"" + parts[1] + "\" is no time zone." + EXAMPLE);
    }
  }

  /**
   * From an instant to the next time that the clock shows this time, more than zero; where summer
   * time leaves it out, the time that follows the gap.
   */
  public Duration until(Instant now) {
    ZonedDateTime here = now.atZone(zone);
    ZonedDateTime today = here.with(time);
    ZonedDateTime next = today.isAfter(here) ? today : here.plusDays(1).with(time);
    return Duration.between(now, next.toInstant());
  }

  @Override
  public String toString() {
    return time + " " + zone;
  }
}
