package dev.multilayercache.agent.expression;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What expressions can tell of values, whatever their types turn out to be. */
final class Values {
  private Values() {}

  /** What a value stands for: an {@code Optional} for what is in it, an empty one for null. */
  static @Nullable Object content(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? optional.getAsInt() : null;
    }
    if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? optional.getAsLong() : null;
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? optional.getAsDouble() : null;
    }
    return value;
  }

  /**
   * Whether a comparison is true; what it cannot compare is a reason to fail.
   *
   * @param column of the operator
   */
  static boolean compare(
      Operator operator, @Nullable Object left, @Nullable Object right, int column) {
    if (left == null || right == null) {
      return operator.isEquality() && operator.isTrueOf(left == right ? 0 : 1);
    }
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      int order = Numbers.compare(left, right);
      return order == Numbers.UNORDERED ? operator == Operator.UNEQUAL : operator.isTrueOf(order);
    }
    try {
      return operator.isEquality()
          ? operator.isTrueOf(areEqual(left, right, column) ? 0 : 1)
          : operator.isTrueOf(order(operator, left, right, column));
    } catch (EvaluationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EvaluationException(
          column,
          "comparing two %s threw %s".formatted(left.getClass().getName(), e.getClass().getName()));
    }
  }

  private static boolean areEqual(Object left, Object right, int column) {
    if (left instanceof Character character && right instanceof String text) {
      return text.length() == 1 && text.charAt(0) == character;
    }
    if (left instanceof String && right instanceof Character) {
      return areEqual(right, left, column);
    }
    if (left instanceof Enum<?> constant && right instanceof String name) {
      return constant.name().equals(name);
    }
    if (left instanceof String && right instanceof Enum) {
      return areEqual(right, left, column);
    }
    if (left.getClass().isArray() || right.getClass().isArray()) {
      throw new EvaluationException(
          column, "arrays are not compared. Compare a size or a property.");
    }
    return left.equals(right);
  }

  @SuppressWarnings("unchecked") // of one type
  private static int order(Operator operator, Object left, Object right, int column) {
    if (isText(left) && isText(right)) {
      return left.toString().compareTo(right.toString());
    }
    if (left instanceof Comparable && !(left instanceof Boolean) && areOfOneType(left, right)) {
      return ((Comparable<Object>) left).compareTo(right);
    }
    throw new EvaluationException(
        column,
        "%s does not order a %s and a %s. Compare values of one type that has an order."
            .formatted(operator, left.getClass().getName(), right.getClass().getName()));
  }

  private static boolean isText(Object value) {
    return value instanceof String || value instanceof Character;
  }

  private static boolean areOfOneType(Object left, Object right) {
    if (left instanceof Enum<?> one && right instanceof Enum<?> other) {
      return one.getDeclaringClass() == other.getDeclaringClass();
    }
    return left.getClass() == right.getClass();
  }

  /** How many characters, elements, entries or values there are; null of null. */
  static @Nullable Object size(@Nullable Object value, int column) {
    try {
      if (value == null) {
        return null;
      }
      return sizeOf(value, column);
    } catch (EvaluationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EvaluationException(
          column,
          "the size of a %s threw %s"
              .formatted(value.getClass().getName(), e.getClass().getName()));
    }
  }

  private static int sizeOf(Object value, int column) {
    if (value instanceof CharSequence text) {
      return text.length();
    }
    if (value instanceof Collection<?> collection) {
      return collection.size();
    }
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? 1 : 0;
    }
    if (value.getClass().isArray()) {
      return Array.getLength(value);
    }
    throw new EvaluationException(
        column,
        "a %s has no size. Only a text, a collection, a map, an array and an Optional have one."
            .formatted(value.getClass().getName()));
  }

  /** Whether a value is true; null is not. */
  static boolean isTrue(@Nullable Object value, int column) {
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw new EvaluationException(
        column,
        "a %s is neither true nor false. Compare it, for example with null."
            .formatted(value.getClass().getName()));
  }
}
