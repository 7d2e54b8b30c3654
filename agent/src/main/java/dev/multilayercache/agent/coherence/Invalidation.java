package dev.multilayercache.agent.coherence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody asked to be forgotten. A {@code null} cache means every cache. */
public sealed interface Invalidation {

  /** The cache concerned, or null for all of them. */
  @Nullable String cache();

  /** Whether entries of that cache are meant, or some of them. */
  default boolean isOf(String cache) {
    return cache() == null || cache.equals(cache());
  }

  /** One key, in its canonical form. */
  record ByKey(String cache, String key) implements Invalidation {}

  /** Every entry that carries at least one of the tags. */
  record ByTags(@Nullable String cache, List<String> tags) implements Invalidation {
    public ByTags {
      tags = List.copyOf(tags);
    }
  }

  /** Every entry whose canonical key matches. */
  record ByPattern(@Nullable String cache, KeyPattern pattern) implements Invalidation {

    boolean concerns(String cache, String canonicalKey) {
      return isOf(cache) && pattern.matches(canonicalKey);
    }
  }

  /** Every entry. */
  record All(@Nullable String cache) implements Invalidation {}
}
