package dev.multilayercache;

import org.jspecify.annotations.Nullable;

/**
 * Makes the value of a key that no layer holds.
 *
 * @param <V> the value's type
 * @param <X> what it may throw; passes through the cache untouched
 */
@FunctionalInterface
public interface Loader<V extends @Nullable Object, X extends Throwable> {
  V load() throws X;
}
