package dev.multilayercache.agent.call;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Told how the body of a cached method ended; keeps what fails in us then from the woven code,
 * which could only swallow it.
 *
 * @param load the cache's own, which takes one ending
 */
record LoadEnd(CachedCall call, BiConsumer<@Nullable Object, @Nullable Throwable> load)
    implements BiConsumer<@Nullable Object, @Nullable Throwable> {

  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    try {
      load.accept(result, thrown);
    } catch (Throwable failure) {
      try {
        load.accept(null, failure); // if it failed too early to let the followers go on
      } finally {
        call.failedAtTheEnd(failure);
      }
    }
  }
}
