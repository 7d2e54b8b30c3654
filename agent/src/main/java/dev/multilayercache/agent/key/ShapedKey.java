package dev.multilayercache.agent.key;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A local key of scalars: equal to another when both have one shape and equal values, and then
 * their canonical forms are equal too.
 *
 * <p>Its classes differ only in how many values they hold without an array. Immutable.
 */
abstract sealed class ShapedKey {
  final ScalarKeys shape;
  private final int hash;

  private ShapedKey(ScalarKeys shape, int hashOfValues) {
    this.shape = shape;
    this.hash = 31 * shape.hashCode() + hashOfValues;
  }

  abstract String canonical();

  /** Whether the values of a key of the same class are equal. */
  abstract boolean hasValuesOf(ShapedKey that);

  @Override
  public final boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof ShapedKey that
            && hash == that.hash
            && getClass() == that.getClass()
            && shape.equals(that.shape)
            && hasValuesOf(that));
  }

  @Override
  public final int hashCode() {
    return hash;
  }

  /** The canonical form. */
  @Override
  public final String toString() {
    return canonical();
  }

  static final class One extends ShapedKey {
    private final @Nullable Object value;

    One(ScalarKeys shape, @Nullable Object value) {
      super(shape, Objects.hashCode(value));
      this.value = value;
    }

    @Override
    String canonical() {
      return shape.canonical(value);
    }

    @Override
    boolean hasValuesOf(ShapedKey that) {
      return Objects.equals(value, ((One) that).value);
    }
  }

  static final class Two extends ShapedKey {
    private final @Nullable Object first;
    private final @Nullable Object second;

    Two(ScalarKeys shape, @Nullable Object first, @Nullable Object second) {
      super(shape, 31 * Objects.hashCode(first) + Objects.hashCode(second));
      this.first = first;
      this.second = second;
    }

    @Override
    String canonical() {
      return shape.canonical(first, second);
    }

    @Override
    boolean hasValuesOf(ShapedKey that) {
      return Objects.equals(first, ((Two) that).first)
          && Objects.equals(second, ((Two) that).second);
    }
  }

  static final class Many extends ShapedKey {
    private final @Nullable Object[] values;

    Many(ScalarKeys shape, @Nullable Object[] values) {
      super(shape, Arrays.hashCode(values));
      this.values = values;
    }

    @Override
    String canonical() {
      return shape.canonical(values);
    }

    @Override
    boolean hasValuesOf(ShapedKey that) {
      return Arrays.equals(values, ((Many) that).values);
    }
  }
}
