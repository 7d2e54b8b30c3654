package dev.multilayercache.agent.layer;

import dev.multilayercache.agent.coherence.Invalidation;

/**
 * Forgets what a layer keeps beyond the life of this JVM, for caches too that this JVM has not made
 * yet.
 */
@FunctionalInterface
public interface Forgetter {
  /**
   * Makes the layer forget, and voids the leases of loads that began before. Called before this
   * node's generations move, so that nothing old can be read back afterwards. Within a time budget.
   *
   * @return whether it is forgotten for good: otherwise the layer answers nothing until it is
   */
  boolean forget(Invalidation invalidation);
}
