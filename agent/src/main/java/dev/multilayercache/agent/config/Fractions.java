package dev.multilayercache.agent.config;

/** Parts of a whole as people write them: {@code 0.8}. */
public final class Fractions {
  private Fractions() {}

  /**
   * A number above 0 and below 1.
   *
   * @throws IllegalArgumentException with a line that quotes the text and says what to write
   */
  public static double parse(String text) {
    double fraction = number(text);
    if (fraction > 0 && fraction < 1) {
      return fraction;
    }
    throw notAFraction(text);
  }

  /** As {@link #parse}, zero included. */
  static double parseOrZero(String text) {
    double fraction = number(text);
    if (fraction >= 0 && fraction < 1) {
      return fraction;
    }
    throw notAFraction(text);
  }

  private static double number(String text) {
    try {
      return text.matches("[0-9]*\\.?[0-9]+") ? Double.parseDouble(text) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static IllegalArgumentException notAFraction(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\", not a fraction between 0 and 1. Write for example 0.8.");
  }
}
