package dev.multilayercache.agent.coherence;

import java.util.function.Consumer;

/**
 * Carries invalidations between a shared layer and all nodes.
 *
 * <p>{@link #publish} first makes the shared layer forget, then tells the other nodes; only after
 * it returned may this node drop its own entries, so that nothing old can be read back from the
 * shared layer. It never throws and never blocks for longer than its time budget: what could not be
 * done is answered by an unconfirmed result, kept, and done again when the shared layer is back;
 * until then this node neither reads nor writes what it concerns in the shared layer.
 */
public interface InvalidationBus {
  Confirmation publish(Invalidation invalidation);

  /**
   * Calls the listener for each invalidation of another node, on a thread of the bus; it must not
   * block.
   */
  void subscribe(Consumer<Invalidation> listener);

  /**
   * Asks that invalidations of that cache, from any node, are confirmed only when no node serves an
   * older value. Returns at once.
   */
  default void requireStrong(String cache) {}

  /** Whether every node knows of what was asked: before, the cache must not be served. */
  default boolean isStrong(String cache) {
    return true;
  }
}
