package dev.multilayercache.agent.codec;

/** What a collection or map of the JDK is besides what it holds. */
sealed interface Kind permits CollectionKind, MapKind {

  /** As it travels: the name of the constant. */
  String name();

  /** Whether nothing can change it once it is made. */
  boolean isImmutable();

  /** Whether the order of its elements is an accident, of the hash or of the JVM. */
  boolean isUnordered();

  /**
   * The kind with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Kind named(String name) {
    for (MapKind each : MapKind.values()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return CollectionKind.valueOf(name);
  }
}
