package dev.multilayercache.agent.config;

import dev.multilayercache.agent.time.DailyTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for the life of a method's entries; null or empty means not said.
 *
 * @param ttl upper bound on age, whichever layer answers
 * @param layerTtl time-to-live by layer name
 * @param nullTtl for null and empty Optional; zero means they are not stored
 * @param ttlUntil a time of day at which entries expire
 * @param ttlFrom path on the result that gives its time-to-live
 * @param maxIdle the longest an entry stays in a layer of this JVM without being read
 */
public record TimeWishes(
    @Nullable Duration ttl,
    Map<String, Duration> layerTtl,
    @Nullable Duration nullTtl,
    @Nullable DailyTime ttlUntil,
    String ttlFrom,
    @Nullable Duration maxIdle) {
  public static final TimeWishes UNSAID = new TimeWishes(null, Map.of(), null, null, "", null);

  public TimeWishes {
    layerTtl = Map.copyOf(layerTtl);
  }

  /** The same, with the other's word where nothing is said here. */
  TimeWishes orElse(TimeWishes other) {
    Map<String, Duration> bothLayerTtl = new LinkedHashMap<>(other.layerTtl);
    bothLayerTtl.putAll(layerTtl);
    return new TimeWishes(
        ttl == null ? other.ttl : ttl,
        bothLayerTtl,
        nullTtl == null ? other.nullTtl : nullTtl,
        ttlUntil == null ? other.ttlUntil : ttlUntil,
        ttlFrom.isEmpty() ? other.ttlFrom : ttlFrom,
        maxIdle == null ? other.maxIdle : maxIdle);
  }
}
