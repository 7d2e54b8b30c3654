package dev.multilayercache.agent.expression;

import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a declared type says of its values, for comparisons. */
enum Kind {
  TRUTH,
  NUMBER,
  TEXT,
  ENUM,
  ARRAY,
  /** Null itself. */
  NOTHING,
  /** A class of objects that are none of these. */
  OBJECT,
  /** Anything: the values will tell. */
  OPEN;

  private static final Set<Class<?>> NUMBERS =
      Set.of(
          byte.class,
          short.class,
          int.class,
          long.class,
          float.class,
          double.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class,
          Number.class,
          AtomicInteger.class,
          AtomicLong.class,
          LongAdder.class,
          Decimal.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class);

  static Kind of(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return TRUTH;
    }
    if (NUMBERS.contains(type)) {
      return NUMBER;
    }
    if (type == String.class || type == char.class || type == Character.class) {
      return TEXT;
    }
    if (type.isEnum()) {
      return ENUM;
    }
    if (type.isArray()) {
      return ARRAY;
    }
    // A value behind an interface may be of any class, and an Optional stands for its content.
    boolean isOpen = type == Object.class || type.isInterface() || type == Optional.class;
    return isOpen ? OPEN : OBJECT;
  }

  /** Whether a value of the type can be equal to one of another type. */
  static boolean canEqual(Class<?> type, Class<?> other) {
    Kind kind = of(type);
    Kind otherKind = of(other);
    if (kind == OPEN || otherKind == OPEN) {
      return true;
    }
    if (kind == ENUM && otherKind == ENUM) {
      return type == other;
    }
    return kind == otherKind
        || (kind == ENUM && otherKind == TEXT)
        || (kind == TEXT && otherKind == ENUM);
  }

  /** Whether values of the two types may have an order. */
  static boolean canOrder(Class<?> type, Class<?> other) {
    return canEqual(type, other) && mayHaveOrder(type, other) && mayHaveOrder(other, type);
  }

  private static boolean mayHaveOrder(Class<?> type, Class<?> other) {
    return switch (of(type)) {
      case NUMBER, OPEN -> true;
      case TEXT -> of(other) != ENUM;
      case ENUM -> of(other) != TEXT;
      case OBJECT ->
          Comparable.class.isAssignableFrom(type) || !Modifier.isFinal(type.getModifiers());
      case TRUTH, ARRAY, NOTHING -> false;
    };
  }

  /** Whether a value of the type may have a size. */
  static boolean canHaveSize(Class<?> type) {
    return switch (of(type)) {
      case OPEN, ARRAY -> true;
      case TEXT -> type == String.class;
      case OBJECT -> !Modifier.isFinal(type.getModifiers()) || isSized(type);
      case TRUTH, NUMBER, ENUM, NOTHING -> false;
    };
  }

  private static boolean isSized(Class<?> type) {
    return Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type)
        || CharSequence.class.isAssignableFrom(type);
  }
}
