package dev.multilayercache.agent.engine;

import java.time.Duration;
import java.util.Map;

/**
 * How long an entry may answer.
 *
 * @param ttl upper bound on its age, whichever layer answers
 * @param layerTtl time-to-live by layer name; a layer that is not named is bounded by {@code ttl}
 *     alone
 * @param nullTtl instead of {@code ttl} for null and empty Optional; zero means they are not stored
 */
public record Lifetime(Duration ttl, Map<String, Duration> layerTtl, Duration nullTtl) {
  public Lifetime {
    layerTtl = Map.copyOf(layerTtl);
  }
}
