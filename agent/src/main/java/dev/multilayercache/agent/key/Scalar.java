package dev.multilayercache.agent.key;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A type whose values are immutable, equal by value, and equal exactly when their texts are.
 *
 * <p>Scalars are equal when they are of the same type; a primitive type is its wrapper's.
 */
final class Scalar {
  private final Class<?> type;
  private final String name;
  private final @Nullable Function<Object, Object> local;
  private final Function<Object, String> text;
  private final Function<String, ? extends @Nullable Object> parse;
  private final int mostBytes;
  private final ToIntFunction<Object> mostBytesOf;

  /**
   * A scalar with texts of bounded length.
   *
   * @param name what tells it from other types in a canonical text
   * @param parse the inverse of {@code text}; for any other text it throws, or gives null or a
   *     value of another text
   * @param mostCharacters the longest text; all of them ASCII, without {@link KeyLength#MARK}
   */
  Scalar(
      Class<?> type,
      String name,
      Function<Object, String> text,
      Function<String, ? extends @Nullable Object> parse,
      int mostCharacters) {
    this(
        type,
        name,
        /* local= */ null,
        text,
        parse,
        mostCharacters * 2,
        value -> mostCharacters * 2);
  }

  /**
   * A scalar with texts of any length.
   *
   * @param mostBytesOf see {@link #mostBytes(Object)}
   */
  Scalar(
      Class<?> type,
      String name,
      Function<Object, String> text,
      Function<String, ? extends @Nullable Object> parse,
      ToIntFunction<Object> mostBytesOf) {
    this(type, name, /* local= */ null, text, parse, KeyLength.UNKNOWN, mostBytesOf);
  }

  /**
   * A scalar for which something else stands in local keys.
   *
   * @param local makes that of a value; null for a value that stands for itself
   * @param text of what stands for a value
   */
  Scalar(
      Class<?> type,
      String name,
      @Nullable Function<Object, Object> local,
      Function<Object, String> text,
      Function<String, ? extends @Nullable Object> parse,
      int mostBytes,
      ToIntFunction<Object> mostBytesOf) {
    this.type = type;
    this.name = name;
    this.local = local;
    this.text = text;
    this.parse = parse;
    this.mostBytes = mostBytes;
    this.mostBytesOf = mostBytesOf;
  }

  Class<?> type() {
    return type;
  }

  /** Whether a value is of this type itself: an application's subclass may mean something else. */
  boolean accepts(Object value) {
    return hasNoSubclasses() ? type.isInstance(value) : value.getClass() == type;
  }

  /** Whether every instance of the type is a value as the type defines it. */
  boolean hasNoSubclasses() {
    return type != BigInteger.class && type != BigDecimal.class;
  }

  String name() {
    return name;
  }

  /** Whether a value needs no check and stands for itself in a local key. */
  boolean isItself() {
    return local == null && hasNoSubclasses();
  }

  /** What stands for a value in a local key. */
  Object local(Object value) {
    return local == null ? value : local.apply(value);
  }

  /** What the escaped text of any value takes at most, or {@link KeyLength#UNKNOWN}. */
  int mostBytes() {
    return mostBytes;
  }

  /**
   * What the escaped text of this value takes at most, or {@link KeyLength#UNKNOWN} if it has a
   * {@link KeyLength#MARK} in it; cheaper than the text.
   */
  int mostBytes(Object value) {
    return mostBytesOf.applyAsInt(value);
  }

  String text(Object value) {
    return text.apply(value);
  }

  /** The value with this text, or null if there is none. */
  @Nullable Object parse(String canonicalText) {
    try {
      Object value = parse.apply(canonicalText);
      return value != null && text(value).equals(canonicalText) ? value : null;
    } catch (IllegalArgumentException
        | DateTimeException
        | ArithmeticException
        | IndexOutOfBoundsException e) {
      return null; // so the JDK's parsers say that a text is not theirs; all else is a failure
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Scalar that && type == that.type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
