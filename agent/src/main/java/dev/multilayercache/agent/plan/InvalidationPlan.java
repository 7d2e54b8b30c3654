package dev.multilayercache.agent.plan;

import dev.multilayercache.agent.config.ChangeWishes.Invalidation.When;
import dev.multilayercache.agent.key.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code @InvalidateCached} does; exactly one of key, tags, pattern and all is set.
 *
 * @param cache the cache concerned, or null for every cache (tags, pattern and all only)
 * @param when seen from the method body
 * @param expire whether an expired entry may stay for who fails to load the key; key only
 */
public record InvalidationPlan(
    @Nullable String cache,
    @Nullable Template key,
    List<Template> tags,
    @Nullable Template pattern,
    boolean all,
    When when,
    boolean expire) {}
