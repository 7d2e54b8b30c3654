package dev.multilayercache.agent.time;

import dev.multilayercache.agent.log.AgentLog;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;

/**
 * A time of day where some clock hangs: {@code 04:00 Europe/Berlin}.
 *
 * <p>The time zone is looked up when it is needed: the JDK asks the application's class path for
 * rules of its own, which is not ours to begin before {@code main}.
 *
 * @param zone name of a time zone
 */
public record DailyTime(LocalTime time, String zone) {
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
      return new DailyTime(LocalTime.parse(parts[0]), parts[1]);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\", and \"" + parts[0] + "\" is no time of day." + EXAMPLE);
    }
  }

  /**
   * From an instant to the next time that the clock shows this time, more than zero; where summer
   * time leaves it out, the time that follows the gap, and where its end brings it twice, either.
   * Zero, with a line a minute, if there is no such time zone.
   *
   * @param cache whose entries end then
   */
  public Duration until(Instant now, String cache) {
    try {
      return until(now.atZone(ZoneId.of(zone)));
    } catch (DateTimeException e) {
      AgentLog.warnOncePerMinute(
          "time zone of cache " + cache,
          "cache %s: ttlUntil \"%s\": there is no time zone \"%s\". Its entries live for a minute at most.%s"
              .formatted(cache, this, zone, EXAMPLE));
      return Duration.ZERO;
    }
  }

  private Duration until(ZonedDateTime here) {
    ZonedDateTime next = here.with(time);
    if (!next.isAfter(here)) {
      next = next.withLaterOffsetAtOverlap();
    }
    if (!next.isAfter(here)) {
      next = here.plusDays(1).with(time).withEarlierOffsetAtOverlap();
    }
    return Duration.between(here, next);
  }

  @Override
  public String toString() {
    return time + " " + zone;
  }
}
