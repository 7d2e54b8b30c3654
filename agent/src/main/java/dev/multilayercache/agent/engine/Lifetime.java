package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.time.DailyTime;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long an entry may answer.
 *
 * @param ttl upper bound on its age, whichever layer answers
 * @param layerTtl time-to-live by layer name; a layer that is not named is bounded by {@code ttl}
 *     alone
 * @param nullTtl instead of {@code ttl} for null and empty Optional; zero means they are not stored
 * @param until a time of day at which it ends at the latest, or null
 * @param maxIdle how long it stays in a layer of this JVM without being read; null means the
 *     layer's own
 */
public record Lifetime(
    Duration ttl,
    Map<String, Duration> layerTtl,
    Duration nullTtl,
    @Nullable DailyTime until,
    @Nullable Duration maxIdle) {
  public Lifetime {
    layerTtl = Map.copyOf(layerTtl);
  }

  /** One that ends at no time of day, and need not be read. */
  public Lifetime(Duration ttl, Map<String, Duration> layerTtl, Duration nullTtl) {
    this(ttl, layerTtl, nullTtl, /* until= */ null, /* maxIdle= */ null);
  }
}
