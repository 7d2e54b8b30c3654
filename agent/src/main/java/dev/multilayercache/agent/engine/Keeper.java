package dev.multilayercache.agent.engine;

import org.jspecify.annotations.Nullable;

/** Decides whether what a load brought is kept, and how. */
@FunctionalInterface
public interface Keeper {

  /**
   * How the value is kept; null if it is not stored, and the one who decides so has said why. If
   * this throws, the value is returned and not stored either.
   *
   * @param loadNanos how long the load took
   */
  @Nullable Keeping keep(@Nullable Object value, long loadNanos);
}
