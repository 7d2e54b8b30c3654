package dev.multilayercache;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

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

  /**
   * Runs a block uncached: the cached methods that this thread calls meanwhile run their bodies,
   * and nothing is read, stored or waited for. So does {@link MultiLayerCache#getOrLoad}. What is
   * invalidated or put is still.
   *
   * <p>Of two blocks within each other the inner one counts, until it ends. Other threads are not
   * concerned, those that the block starts or hands work to included.
   *
   * @return what the block gives; what it throws passes untouched
   */
  public static <V extends @Nullable Object, X extends Throwable> V bypass(
      Block<? extends V, X> block) throws X {
    AgentDoor door = AttachedAgent.door();
    return door == null ? block.run() : given(door.bypass(callable(block)));
  }

  /** Like {@link #bypass(Block)}. */
  public static void bypass(Runnable block) {
    boolean unused = bypass(block(block));
  }

  /**
   * Runs a block that loads anew: each cached method that this thread calls meanwhile runs its
   * body, and what that gives takes the place of what there is, in all layers and on all nodes. So
   * does {@link MultiLayerCache#getOrLoad}.
   *
   * <p>It is an invalidation of the key and then a load: others who ask for the key meanwhile wait
   * for the new value, and if the body throws, nothing is left under it. For blocks within each
   * other and other threads see {@link #bypass(Block)}.
   *
   * @return what the block gives; what it throws passes untouched
   */
  public static <V extends @Nullable Object, X extends Throwable> V refresh(
      Block<? extends V, X> block) throws X {
    AgentDoor door = AttachedAgent.door();
    return door == null ? block.run() : given(door.refresh(callable(block)));
  }

  /** Like {@link #refresh(Block)}. */
  public static void refresh(Runnable block) {
    boolean unused = refresh(block(block));
  }

  private static Block<Boolean, RuntimeException> block(Runnable block) {
    return () -> {
      block.run();
      return true;
    };
  }

  /** In a type of {@code java.base}; it throws whatever the block throws. */
  @SuppressWarnings("unchecked")
  private static Callable<@Nullable Object> callable(Block<?, ?> block) {
    Block<?, RuntimeException> unchecked = (Block<?, RuntimeException>) block;
    return () -> unchecked.run();
  }

  /** What the block gave, in its own type. */
  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  private static <V extends @Nullable Object> V given(@Nullable Object value) {
    return (V) value;
  }

  /** Forgets, in every cache and on all nodes, the entries that carry at least one of the tags. */
  public static InvalidationResult invalidateByTags(String... tags) {
    return NamedCache.invalidateByTags(
        AttachedAgent.door(), CallingClass.find(), /* cache= */ null, tags);
  }
}
