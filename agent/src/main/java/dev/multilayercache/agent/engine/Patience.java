package dev.multilayercache.agent.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a call bears with loads.
 *
 * @param waitTimeout with another thread's of the same key; zero does not wait, null is the
 *     engine's own time
 * @param softTimeout with any of its key, while an expired entry may stand in for it; null bears
 *     with it to its end
 */
public record Patience(@Nullable Duration waitTimeout, @Nullable Duration softTimeout) {

  /** As the engine's options say. */
  public static final Patience USUAL = new Patience(null, null);

  /** Another thread's load is not waited for. */
  public static final Patience NONE = new Patience(Duration.ZERO, null);

  /**
   * How long a call waits for another's load; null for the usual time.
   *
   * @param hasExpired whether an expired entry may stand in for it
   */
  @Nullable Duration withLoads(boolean hasExpired) {
    boolean isSooner =
        softTimeout != null && (waitTimeout == null || softTimeout.compareTo(waitTimeout) < 0);
    return hasExpired && isSooner ? softTimeout : waitTimeout;
  }
}
