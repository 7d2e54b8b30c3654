package dev.multilayercache;

import java.util.Objects;

/**
 * The way to caches from code, beside the annotations.
 *
 * <pre>{@code
 * Product product = MultiLayerCaches.cache("products").getOrLoad("product:7", () -> repo.find(7));
 * MultiLayerCaches.invalidateByTags("catalogue");
 * }</pre>
 */
public final class MultiLayerCaches {
  private MultiLayerCaches() {}

  /**
   * The cache of this name as the calling class sees it: that of its own class loader, so that two
   * applications in one JVM do not meet. It needs no declaration. The result may be kept.
   */
  public static MultiLayerCache cache(String name) {
    Objects.requireNonNull(name, "name");
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of the cache is blank");
    }
    return new NamedCache(CallingClass.find(), name, AttachedAgent::door);
  }

  /** Forgets, in every cache and on all nodes, the entries that carry at least one of the tags. */
  public static InvalidationResult invalidateByTags(String... tags) {
    return NamedCache.invalidateByTags(
        AttachedAgent.door(), CallingClass.find(), /* cache= */ null, tags);
  }
}
