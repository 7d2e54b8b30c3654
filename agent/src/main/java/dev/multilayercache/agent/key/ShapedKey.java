package dev.multilayercache.agent.key;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A local key of scalars: equal to another when both have one shape and equal values, and then
 * their canonical forms are equal too.
 *
 * <p>Its classes differ only in how many values they hold without an array; of one shape, all keys
 * are of one class. Immutable.
 */
abstract sealed class ShapedKey {
  final ScalarKeys shape;
  final int hash;

  private ShapedKey(ScalarKeys shape, int hashOfValues) {
    this.shape = shape;
    this.hash = 31 * shape.hashCode() + hashOfValues;
  }

  abstract String canonical();

  /** What that takes at most. */
  abstract int mostBytes();

  @Override
  public abstract boolean equals(@Nullable Object other);

  @Override
  public final int hashCode() {
    return hash;
  }

  /** The canonical form. */
  @Override
  public final String toString() {
    return canonical();
  }

  final boolean isLike(ShapedKey that) {
    return hash == that.hash && shape.equals(that.shape);
  }

  /**
   * Like {@link Objects#equals}, with the classes that most keys are made of named: what a JIT has
   * seen called with many classes it calls through a table.
   */
  static boolean areEqual(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Long a && other instanceof Long b) {
      return a.longValue() == b.longValue();
    }
    if (one instanceof String a && other instanceof String b) {
      return a.equals(b);
    }
    if (one instanceof Integer a && other instanceof Integer b) {
      return a.intValue() == b.intValue();
    }
    return Objects.equals(one, other);
  }

  /** The same of as many values of one shape each. */
  static boolean areAllEqual(@Nullable Object[] some, @Nullable Object[] others) {
    for (int i = 0; i < some.length; i++) {
      if (!areEqual(some[i], others[i])) {
        return false;
      }
    }
    return true;
  }

  /** Like {@link Objects#hashCode(Object)}, in the same way. */
  static int hashOf(@Nullable Object value) {
    if (value instanceof Long number) {
      return Long.hashCode(number);
    }
    if (value instanceof String text) {
      return text.hashCode();
    }
    return Objects.hashCode(value);
  }

  static final class One extends ShapedKey {
    private final @Nullable Object value;

    One(ScalarKeys shape, @Nullable Object value) {
      super(shape, hashOf(value));
      this.value = value;
    }

    @Override
    String canonical() {
      return shape.canonical(value);
    }

    @Override
    int mostBytes() {
      return shape.mostBytes(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof One that && isLike(that) && areEqual(value, that.value);
    }
  }

  static final class Two extends ShapedKey {
    private final @Nullable Object first;
    private final @Nullable Object second;

    Two(ScalarKeys shape, @Nullable Object first, @Nullable Object second) {
      super(shape, 31 * hashOf(first) + hashOf(second));
      this.first = first;
      this.second = second;
    }

    @Override
    String canonical() {
      return shape.canonical(first, second);
    }

    @Override
    int mostBytes() {
      return shape.mostBytes(first, second);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Two that
          && isLike(that)
          && areEqual(first, that.first)
          && areEqual(second, that.second);
    }
  }

  static final class Many extends ShapedKey {
    private final @Nullable Object[] values;

    Many(ScalarKeys shape, @Nullable Object[] values) {
      super(shape, hashOf(values));
      this.values = values;
    }

    private static int hashOf(@Nullable Object[] values) {
      int hash = 1;
      for (Object each : values) {
        hash = 31 * hash + ShapedKey.hashOf(each);
      }
      return hash;
    }

    @Override
    String canonical() {
      return shape.canonical(values);
    }

    @Override
    int mostBytes() {
      return shape.mostBytes(values);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Many that && isLike(that) && areAllEqual(values, that.values);
    }
  }
}
