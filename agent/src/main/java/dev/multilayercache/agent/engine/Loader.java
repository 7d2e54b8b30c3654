package dev.multilayercache.agent.engine;

import org.jspecify.annotations.Nullable;

/**
 * Gives the value of a key that is in no layer.
 *
 * @param <X> what it may throw; it reaches the caller untouched
 */
@FunctionalInterface
public interface Loader<X extends Throwable> {
  @Nullable Object load() throws X;
}
