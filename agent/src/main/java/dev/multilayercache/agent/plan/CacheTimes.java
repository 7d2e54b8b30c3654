package dev.multilayercache.agent.plan;

import java.time.Duration;
import java.util.Map;

/**
 * What agent.yaml says of a cache by its name, for entries that no method's plan covers.
 *
 * @param layerTtl as written, not shortened to {@code ttl}; a layer without one is not named
 */
public record CacheTimes(Duration ttl, Map<String, Duration> layerTtl, Duration nullTtl) {}
