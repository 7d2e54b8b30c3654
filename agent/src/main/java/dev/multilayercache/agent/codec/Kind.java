package dev.multilayercache.agent.codec;

import java.util.HashMap;
import java.util.Map;

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
    Kind kind = ByName.KINDS.get(name);
    if (kind == null) {
      throw new IllegalArgumentException("no kind of collection");
    }
    return kind;
  }

  /** All kinds. */
  final class ByName {
    private static final Map<String, Kind> KINDS = new HashMap<>();

    static {
      for (Kind each : CollectionKind.values()) {
        KINDS.put(each.name(), each);
      }
      for (Kind each : MapKind.values()) {
        KINDS.put(each.name(), each);
      }
    }

    private ByName() {}
  }
}
