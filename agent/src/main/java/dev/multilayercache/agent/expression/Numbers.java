package dev.multilayercache.agent.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Compares numbers of all kinds by what they are, without rounding: {@code 9007199254740993L} is
 * above {@code 9007199254740992.0}.
 */
final class Numbers {
  /** The order of a number and {@code NaN}: none. */
  static final int UNORDERED = Integer.MIN_VALUE;

  private static final double LONG_END = 0x1p63;

  private Numbers() {}

  /** Whether it is one that can be compared here: an application's own may mean anything. */
  static boolean isNumber(Object value) {
    return isWhole(value) || isFloating(value) || isExact(value);
  }

  /** Of numbers that {@link #isNumber}: below, at or above 0, or {@link #UNORDERED}. */
  static int compare(Object a, Object b) {
    if (isWhole(a) && isWhole(b)) {
      return Long.compare(((Number) a).longValue(), ((Number) b).longValue());
    }
    if (isFloating(a)) {
      return compareFloating((Number) a, (Number) b);
    }
    if (isFloating(b)) {
      int order = compareFloating((Number) b, (Number) a);
      return order == UNORDERED ? UNORDERED : -order;
    }
    return exact((Number) a).compareTo(exact((Number) b));
  }

  private static int compareFloating(Number floating, Number other) {
    double number = floating.doubleValue();
    if (isFloating(other)) {
      return compare(number, other.doubleValue());
    }
    if (other instanceof Decimal) {
      return compare(number, floating instanceof Float ? other.floatValue() : other.doubleValue());
    }
    if (Double.isNaN(number)) {
      return UNORDERED;
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? 1 : -1;
    }
    return isWhole(other)
        ? compare(number, other.longValue())
        : new BigDecimal(number).compareTo(exact(other));
  }

  private static int compare(double a, double b) {
    if (a < b) {
      return -1;
    }
    if (a > b) {
      return 1;
    }
    return a == b ? 0 : UNORDERED;
  }

  private static int compare(double a, long b) {
    if (a >= LONG_END) {
      return 1;
    }
    if (a < -LONG_END) {
      return -1;
    }
    long whole = (long) a;
    return whole == b ? compare(a, (double) whole) : Long.compare(whole, b);
  }

  private static BigDecimal exact(Number number) {
    if (number instanceof Decimal decimal) {
      return decimal.exact();
    }
    if (number instanceof BigDecimal exact) {
      return exact;
    }
    return number instanceof BigInteger whole
        ? new BigDecimal(whole)
        : BigDecimal.valueOf(number.longValue());
  }

  private static boolean isWhole(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || value instanceof AtomicInteger
        || value instanceof AtomicLong
        || value instanceof LongAdder;
  }

  private static boolean isFloating(Object value) {
    return value instanceof Double || value instanceof Float;
  }

  private static boolean isExact(Object value) {
    return value instanceof BigDecimal || value instanceof BigInteger || value instanceof Decimal;
  }
}
