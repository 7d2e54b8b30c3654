package dev.multilayercache.agent.expression;

import org.jspecify.annotations.Nullable;

/** A way to compare two values. */
enum Operator {
  EQUAL("=="),
  UNEQUAL("!="),
  LESS("<"),
  AT_MOST("<="),
  MORE(">"),
  AT_LEAST(">=");

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /** The one that is written so, or null. */
  static @Nullable Operator of(Token token) {
    for (Operator each : values()) {
      if (token.is(each.symbol)) {
        return each;
      }
    }
    return null;
  }

  /** Whether it asks if values are equal, not which is first. */
  boolean isEquality() {
    return this == EQUAL || this == UNEQUAL;
  }

  /**
   * Whether it is true of two values.
   *
   * @param order below, at or above 0 as the first is below, equal to or above the second
   */
  boolean isTrueOf(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case UNEQUAL -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  @Override
  public String toString() {
    return symbol;
  }
}
