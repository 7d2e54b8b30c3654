package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.key.Template;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code @UpdateCached} does with the method's result.
 *
 * @param key template over arguments and result
 * @param tags templates over arguments and result
 * @param ttl upper bound on the entry's age, or null for that of the cache
 * @param times what holds for the cache where no method that reads from it says otherwise
 * @param consistency the same of what a confirmed invalidation promises
 */
public record UpdatePlan(
    String cache,
    Template key,
    List<Template> tags,
    @Nullable Duration ttl,
    CacheTimes times,
    Consistency consistency) {}
