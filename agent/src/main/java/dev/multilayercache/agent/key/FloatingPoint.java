package dev.multilayercache.agent.key;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The text of a floating-point number, the same on every Java release.
 *
 * <p>Since release 19 {@link Double#toString(double)} gives the shortest text that is read as the
 * number again; before, it sometimes gave a longer one (JDK-4511638). Nodes on either side must
 * agree on keys, so earlier releases compute here what later ones give.
 */
final class FloatingPoint {
  private static final boolean PLATFORM_IS_EXACT = Runtime.version().feature() >= 19;
  private static final int MOST_DIGITS = 17;

  private FloatingPoint() {}

  static String text(double number) {
    return PLATFORM_IS_EXACT ? Double.toString(number) : shortest(number);
  }

  static String text(float number) {
    return PLATFORM_IS_EXACT ? Float.toString(number) : shortest(number);
  }

  static String shortest(double number) {
    if (!Double.isFinite(number) || number == 0) {
      return Double.toString(number);
    }
    BigDecimal exact = new BigDecimal(number);
    int digits = 2;
    while (rounded(exact, digits).doubleValue() != number && digits < MOST_DIGITS) {
      digits++;
    }
    return format(rounded(exact, digits));
  }

  static String shortest(float number) {
    if (!Float.isFinite(number) || number == 0) {
      return Float.toString(number);
    }
    BigDecimal exact = new BigDecimal(number);
    int digits = 2;
    while (rounded(exact, digits).floatValue() != number && digits < MOST_DIGITS) {
      digits++;
    }
    return format(rounded(exact, digits));
  }

  private static BigDecimal rounded(BigDecimal exact, int digits) {
    return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  /** As {@link Double#toString(double)} says: plain from 10^-3 to 10^7, else with an exponent. */
  private static String format(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (exponent >= -3 && exponent < 7) {
      String plain = stripped.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = stripped.unscaledValue().abs().toString();
    String sign = stripped.signum() < 0 ? "-" : "";
    String fraction = digits.length() == 1 ? "0" : digits.substring(1);
    return sign + digits.charAt(0) + "." + fraction + "E" + exponent;
  }
}
