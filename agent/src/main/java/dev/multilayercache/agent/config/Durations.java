package dev.multilayercache.agent.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Durations as people write them: {@code 30s}, {@code 1h30m}, {@code 250ms}, {@code 2d}, {@code
 * PT5M}, {@code forever}.
 *
 * <p>Every parser throws {@link IllegalArgumentException} with a line that quotes the text and says
 * what to write. Negative durations and those longer than {@link #FOREVER} are refused.
 */
public final class Durations {

  /** A hundred years: longer than any JVM lives, and far from overflowing a long of nanoseconds. */
  public static final Duration FOREVER = Duration.ofDays(36_500);

  private static final String[] UNITS = {"d", "h", "m", "s", "ms"};
  private static final long[] UNIT_MILLIS = {86_400_000, 3_600_000, 60_000, 1_000, 1};
  private static final String EXAMPLES = " Write 30s, 5m or PT5M.";

  private Durations() {}

  /** As in annotations and over JMX: more than zero; a bare number is seconds. */
  public static Duration parse(String text) {
    return positive(text, parseOrZero(text));
  }

  /** As {@link #parse}, zero included. */
  public static Duration parseOrZero(String text) {
    return isNumber(text) ? ofMillis(text, amount(text, text), 1_000) : parseWithUnitOrZero(text);
  }

  /**
   * As in annotations for times that are often milliseconds: zero, or with a unit, since who leaves
   * it out may mean one or the other.
   */
  public static Duration parseShortOrZero(String text) {
    if (isNumber(text) && amount(text, text) != 0) {
      throw new IllegalArgumentException(
          "%s, a number without a unit. Write %sms or %ss.".formatted(quoted(text), text, text));
    }
    return parseWithUnitOrZero(text);
  }

  /** As {@link #parseShortOrZero}, more than zero. */
  public static Duration parseShort(String text) {
    return positive(text, parseShortOrZero(text));
  }

  /** As in agent.yaml: more than zero and with a unit. */
  static Duration parseWithUnit(String text) {
    return positive(text, parseWithUnitOrZero(text));
  }

  /** As {@link #parseWithUnit}, zero included; a zero needs no unit. */
  static Duration parseWithUnitOrZero(String text) {
    if (text.equals("forever")) {
      return FOREVER;
    }
    if (isNumber(text)) {
      if (amount(text, text) == 0) {
        return Duration.ZERO;
      }
      throw new IllegalArgumentException(
          quoted(text) + ", a number without a unit. Write " + text + "s, 5m or PT5M.");
    }
    return isIso(text) ? parseIso(text) : parseUnits(text);
  }

  /** The text that {@link #parseOrZero} reads as the same duration. */
  public static String format(Duration duration) {
    if (duration.compareTo(FOREVER) >= 0) {
      return "forever";
    }
    if (duration.isZero()) {
      return "0s";
    }
    if (duration.isNegative() || !duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
      return duration.toString();
    }
    StringBuilder text = new StringBuilder();
    long rest = duration.toMillis();
    for (int i = 0; i < UNITS.length; i++) {
      if (rest >= UNIT_MILLIS[i]) {
        text.append(rest / UNIT_MILLIS[i]).append(UNITS[i]);
        rest %= UNIT_MILLIS[i];
      }
    }
    return text.toString();
  }

  private static boolean isIso(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return upper.startsWith("P") || upper.startsWith("-P");
  }

  private static Duration parseIso(String text) {
    try {
      return checked(text, Duration.parse(text));
    } catch (DateTimeParseException e) {
      throw notADuration(text);
    }
  }

  /** Amounts with their units, each unit once and the larger first. */
  private static Duration parseUnits(String text) {
    Duration sum = Duration.ZERO;
    int at = 0;
    int nextUnit = 0;
    while (at < text.length() || at == 0) {
      int digitsEnd = skip(text, at, /* digits= */ true);
      int unitEnd = skip(text, digitsEnd, /* digits= */ false);
      int unit = unitFrom(nextUnit, text.substring(digitsEnd, unitEnd));
      if (digitsEnd == at || unit < 0) {
        throw notADuration(text);
      }
      long amount = amount(text, text.substring(at, digitsEnd));
      sum = checked(text, sum.plus(ofMillis(text, amount, UNIT_MILLIS[unit])));
      nextUnit = unit + 1;
      at = unitEnd;
    }
    return sum;
  }

  private static int skip(String text, int from, boolean digits) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at)) == digits) {
      at++;
    }
    return at;
  }

  private static int unitFrom(int first, String name) {
    for (int i = first; i < UNITS.length; i++) {
      if (UNITS[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static long amount(String text, String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw tooLong(text);
    }
  }

  private static Duration ofMillis(String text, long amount, long unitMillis) {
    if (amount > FOREVER.toMillis() / unitMillis) {
      throw tooLong(text);
    }
    return Duration.ofMillis(amount * unitMillis);
  }

  private static Duration checked(String text, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          quoted(text) + ", and a duration cannot be negative." + EXAMPLES);
    }
    if (duration.compareTo(FOREVER) > 0) {
      throw tooLong(text);
    }
    return duration;
  }

  private static Duration positive(String text, Duration duration) {
    if (duration.isZero()) {
      throw new IllegalArgumentException(
          quoted(text) + ", and the duration must be more than zero." + EXAMPLES);
    }
    return duration;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && skip(text, 0, /* digits= */ true) == text.length();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static IllegalArgumentException notADuration(String text) {
    return new IllegalArgumentException(quoted(text) + ", not a duration." + EXAMPLES);
  }

  private static IllegalArgumentException tooLong(String text) {
    return new IllegalArgumentException(
        quoted(text) + ", longer than a hundred years. Write forever.");
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
