package dev.multilayercache.agent.expression;

import java.math.BigDecimal;

/**
 * A number with a fraction that is written in an expression.
 *
 * <p>Beside a {@code double} or a {@code float} it is what Java makes of it there, as {@code 0.1}
 * and {@code 0.1f} are; beside any other number it is exactly what is written.
 */
final class Decimal extends Number {
  private static final long serialVersionUID = 1L;

  private final BigDecimal exact;
  private final double asDouble;
  private final float asFloat;

  Decimal(BigDecimal exact) {
    this.exact = exact;
    this.asDouble = exact.doubleValue();
    this.asFloat = exact.floatValue();
  }

  BigDecimal exact() {
    return exact;
  }

  @Override
  public double doubleValue() {
    return asDouble;
  }

  @Override
  public float floatValue() {
    return asFloat;
  }

  @Override
  public long longValue() {
    return exact.longValue();
  }

  @Override
  public int intValue() {
    return exact.intValue();
  }

  @Override
  public String toString() {
    return exact.toPlainString();
  }
}
