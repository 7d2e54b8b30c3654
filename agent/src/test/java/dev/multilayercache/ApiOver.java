package dev.multilayercache;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The public API over an agent's door that a test made itself. */
public final class ApiOver {
  private ApiOver() {}

  /** The cache as the anchor's class would use it. */
  public static MultiLayerCache cache(
      Class<?> anchor, String name, BiFunction<String, @Nullable Object[], @Nullable Object> door) {
    return new NamedCache(anchor, name, () -> new AgentDoor(door));
  }
}
