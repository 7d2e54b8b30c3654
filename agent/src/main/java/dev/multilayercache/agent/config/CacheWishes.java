package dev.multilayercache.agent.config;

import dev.multilayercache.agent.coherence.Consistency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for one method's cache, by an annotation, by agent.yaml for the method, or by
 * agent.yaml for the cache; null or empty means not said.
 *
 * @param tags templates over arguments and result
 * @param inheritTags whether entries carry the tags of what was read from other caches meanwhile
 * @param layers names of the layers to use
 */
public record CacheWishes(
    String cache,
    List<String> tags,
    @Nullable Boolean inheritTags,
    List<String> layers,
    @Nullable Consistency consistency,
    KeyWishes key,
    TimeWishes times,
    ResultWishes results,
    ResilienceWishes resilience,
    ConditionWishes conditions) {

  public static final CacheWishes UNSAID =
      new CacheWishes(
          "",
          List.of(),
          null,
          List.of(),
          null,
          KeyWishes.UNSAID,
          TimeWishes.UNSAID,
          ResultWishes.UNSAID,
          ResilienceWishes.UNSAID,
          ConditionWishes.UNSAID);

  public CacheWishes {
    tags = List.copyOf(tags);
    layers = List.copyOf(layers);
  }

  /** The same, with the other's word where nothing is said here. */
  public CacheWishes orElse(CacheWishes other) {
    return new CacheWishes(
        cache.isEmpty() ? other.cache : cache,
        tags.isEmpty() ? other.tags : tags,
        inheritTags == null ? other.inheritTags : inheritTags,
        layers.isEmpty() ? other.layers : layers,
        consistency == null ? other.consistency : consistency,
        key.orElse(other.key),
        times.orElse(other.times),
        results.orElse(other.results),
        resilience.orElse(other.resilience),
        conditions.orElse(other.conditions));
  }
}
