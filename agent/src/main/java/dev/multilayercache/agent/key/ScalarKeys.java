package dev.multilayercache.agent.key;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Local keys made of scalars, without writing their canonical form.
 *
 * <p>The key of one value that stands alone is the value; of others, a {@link ShapedKey}. Null
 * standing alone, a string standing alone, and whatever is too long to be written out, have their
 * canonical form for a key. Immutable; instances are equal when their keys are.
 */
final class ScalarKeys {
  private final Layout layout;
  private final List<Scalar> scalars;
  private final int hash;

  /** What a key takes at most without its values, or {@link KeyLength#UNKNOWN}. */
  private final int literalBytes;

  private final boolean isAlwaysShort;
  private final boolean isBare;

  ScalarKeys(Layout layout, List<Scalar> scalars) {
    this.layout = layout;
    this.scalars = List.copyOf(scalars);
    this.hash = Objects.hash(layout, this.scalars);
    this.literalBytes = layout.literalBytes();
    this.isBare = layout.isBare();
    long mostBytes = literalBytes;
    for (Scalar scalar : scalars) {
      mostBytes += scalar.mostBytes();
    }
    this.isAlwaysShort = mostBytes <= KeyLength.MOST_BYTES;
  }

  Object keyOf(@Nullable Object value) {
    if (!isBare) {
      return isAlwaysShort || literalBytes + mostBytes(0, value) <= KeyLength.MOST_BYTES
          ? new ShapedKey.One(this, value)
          : shortened(new ShapedKey.One(this, value));
    }
    if (value == null || value instanceof String) {
      return layout.render((String) value);
    }
    return isAlwaysShort || mostBytes(0, value) <= KeyLength.MOST_BYTES ? value : longBare(value);
  }

  Object keyOf(@Nullable Object first, @Nullable Object second) {
    ShapedKey key = new ShapedKey.Two(this, first, second);
    return isAlwaysShort
            || literalBytes + mostBytes(0, first) + mostBytes(1, second) <= KeyLength.MOST_BYTES
        ? key
        : shortened(key);
  }

  /** The values now belong to the key. */
  Object keyOf(@Nullable Object[] values) {
    if (values.length == 1) {
      return keyOf(values[0]);
    }
    if (values.length == 2) {
      return keyOf(values[0], values[1]);
    }
    ShapedKey key = new ShapedKey.Many(this, values);
    return isAlwaysShort || mostBytes(values) <= KeyLength.MOST_BYTES ? key : shortened(key);
  }

  /** What the canonical key of these values takes at most, or much more. */
  int mostBytes(@Nullable Object... values) {
    long sum = literalBytes;
    for (int i = 0; i < values.length; i++) {
      sum += mostBytes(i, values[i]);
    }
    return (int) Math.min(sum, KeyLength.UNKNOWN);
  }

  private int mostBytes(int index, @Nullable Object value) {
    return value == null ? Escapes.NULL.length() : scalars.get(index).mostBytes(value);
  }

  private static Object shortened(ShapedKey key) {
    String canonical = key.canonical();
    return KeyLength.looksShortened(canonical) ? canonical : key;
  }

  private Object longBare(Object value) {
    String canonical = canonical(value);
    return KeyLength.looksShortened(canonical) ? canonical : value;
  }

  /** The canonical key of these values. */
  String canonical(@Nullable Object... values) {
    @Nullable String[] texts = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      texts[i] = value == null ? null : scalars.get(i).text(value);
    }
    return layout.render(texts);
  }

  /** The key with this canonical form, or null if there is none. */
  @Nullable Object parse(String canonical) {
    @Nullable String[] texts = layout.split(canonical);
    if (texts == null) {
      return null;
    }
    @Nullable Object[] values = new Object[texts.length];
    for (int i = 0; i < values.length; i++) {
      String text = texts[i];
      values[i] = text == null ? null : scalars.get(i).parse(text);
      if (text != null && values[i] == null) {
        return null;
      }
    }
    return canonical(values).equals(canonical) ? keyOf(values) : null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || (other instanceof ScalarKeys that
            && layout.equals(that.layout)
            && scalars.equals(that.scalars));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
