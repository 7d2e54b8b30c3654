package dev.multilayercache.agent.key;

import org.jspecify.annotations.Nullable;

/** Stand-in until the real one is merged. */
public final class KeyShape {

  /** The canonical form of any local key. */
  public static String canonical(Object local) {
    return local.toString();
  }

  /** The local key of this shape for a canonical key, or null if the text is none of this shape. */
  public @Nullable Object parse(String canonical) {
    return null;
  }
}
