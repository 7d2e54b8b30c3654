package dev.multilayercache.agent.key;

import org.jspecify.annotations.Nullable;

/**
 * What stands for a record of scalars in a local key: equal to another if both are of one class and
 * have equal components. No {@code equals} of an application is asked. Immutable.
 */
final class RecordKey {
  private final RecordScalar type;
  private final @Nullable Object[] components;
  private final int hash;

  /** The components belong to the key. */
  RecordKey(RecordScalar type, @Nullable Object[] components) {
    this.type = type;
    this.components = components;
    int hash = type.hashCode();
    for (Object each : components) {
      hash = 31 * hash + ShapedKey.hashOf(each);
    }
    this.hash = hash;
  }

  /** Not to be changed. */
  @Nullable Object[] components() {
    return components;
  }

  /** What its text takes at most, escaped. */
  int mostBytes() {
    return type.mostBytes(this);
  }

  /** Its canonical form. */
  String text() {
    return type.text(components);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordKey that
        && hash == that.hash
        && type.equals(that.type)
        && ShapedKey.areAllEqual(components, that.components);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return text();
  }
}
