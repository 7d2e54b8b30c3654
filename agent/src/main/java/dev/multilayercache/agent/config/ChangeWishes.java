package dev.multilayercache.agent.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What agent.yaml says that a method changes of what others have cached; empty means not said. */
public record ChangeWishes(List<Invalidation> invalidations, List<Update> updates) {
  static final ChangeWishes NONE = new ChangeWishes(List.of(), List.of());

  public ChangeWishes {
    invalidations = List.copyOf(invalidations);
    updates = List.copyOf(updates);
  }

  boolean isNone() {
    return invalidations.isEmpty() && updates.isEmpty();
  }

  /**
   * One thing to invalidate, as {@code @InvalidateCached} says it; empty for what is not said.
   *
   * @param cache the cache concerned; empty for all
   * @param key template; exactly one of key, tags, pattern and all is said
   * @param when null means after success
   */
  public record Invalidation(
      String cache,
      String key,
      List<String> tags,
      String pattern,
      boolean all,
      @Nullable When when,
      boolean expire) {

    /** When it happens, seen from the method's body. */
    public enum When {
      AFTER_SUCCESS,
      BEFORE,
      ALWAYS
    }

    public Invalidation {
      tags = List.copyOf(tags);
    }
  }

  /**
   * Where the result is stored, as {@code @UpdateCached} says it.
   *
   * @param ttl as written; empty for that of the cache
   */
  public record Update(String cache, String key, List<String> tags, String ttl) {
    public Update {
      tags = List.copyOf(tags);
    }
  }
}
