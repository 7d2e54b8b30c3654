package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.time.DailyTime;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What agent.yaml says of a cache by its name, for entries that no method's plan covers.
 *
 * @param layerTtl as written, not shortened to {@code ttl}; a layer without one is not named
 * @param until a time of day at which entries end at the latest, or null
 * @param maxIdle how long an entry stays in a layer of this JVM without being read; null means the
 *     layer's own
 */
public record CacheTimes(
    Duration ttl,
    Map<String, Duration> layerTtl,
    Duration nullTtl,
    @Nullable DailyTime until,
    @Nullable Duration maxIdle) {}
