package dev.multilayercache.agent.config;

import java.util.Locale;

/**
 * Sizes as people write them: {@code 1MiB}, {@code 8KiB}, {@code 512B}.
 *
 * <p>The parser throws {@link IllegalArgumentException} with a line that quotes the text and says
 * what to write.
 */
public final class Sizes {
  private static final String[] UNITS = {"GiB", "MiB", "KiB", "B"};
  private static final long[] UNIT_BYTES = {1L << 30, 1L << 20, 1L << 10, 1};
  private static final int MOST_DIGITS = 9;
  private static final String EXAMPLES = " Write 1MiB, 8KiB or 512B.";

  private Sizes() {}

  /** Bytes, zero included. */
  static long parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    String unit = text.substring(digits);
    if (digits > 0 && unit.isEmpty()) {
      throw new IllegalArgumentException("\"" + text + "\", a number without a unit." + EXAMPLES);
    }
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(unit) && digits > 0 && digits <= MOST_DIGITS) {
        return Long.parseLong(text.substring(0, digits)) * UNIT_BYTES[i];
      }
    }
    throw new IllegalArgumentException("\"" + text + "\", not a size." + EXAMPLES);
  }

  /** A text for people, rounded to a tenth of its unit where it is not exact: {@code 1.4MiB}. */
  public static String format(long bytes) {
    int unit = 0;
    while (bytes < UNIT_BYTES[unit] && unit < UNITS.length - 1) {
      unit++;
    }
    long size = UNIT_BYTES[unit];
    return bytes % size == 0
        ? bytes / size + UNITS[unit]
        : String.format(Locale.ROOT, "%.1f", (double) bytes / size) + UNITS[unit];
  }
}
