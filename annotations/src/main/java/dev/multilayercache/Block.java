package dev.multilayercache;

import org.jspecify.annotations.Nullable;

/**
 * Code that runs in a scope of {@link MultiLayerCaches#bypass(Block)} or {@link
 * MultiLayerCaches#refresh(Block)}.
 *
 * @param <V> what it gives
 * @param <X> what it may throw; passes through the scope untouched
 */
@FunctionalInterface
public interface Block<V extends @Nullable Object, X extends Throwable> {
  V run() throws X;
}
