package dev.multilayercache.agent.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The kill switch of all caches, and what is known of their own. Safe for use by any thread. */
final class KillSwitches {
  private final KillSwitch all = new KillSwitch();

  /** Counts what was said of caches that are gone, too: a sum must not fall with them. */
  private final Map<String, Long> timesOn = new ConcurrentHashMap<>();

  KillSwitch all() {
    return all;
  }

  /** The own one of a new cache of that name. */
  KillSwitch forCache(String name) {
    return new KillSwitch(() -> timesOn.merge(name, 1L, Long::sum));
  }

  /**
   * How often somebody has set all caches on, or one of that name.
   *
   * @param cache a name, or null to count only what was said of all
   */
  long timesOn(@Nullable String cache) {
    return all.timesOn() + (cache == null ? 0 : timesOn.getOrDefault(cache, 0L));
  }
}
