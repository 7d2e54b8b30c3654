package dev.multilayercache.agent.call;

import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Told how the body of a cached method ended; keeps what fails in us then from the woven code,
 * which could only swallow it. Made before there is a load, so that none is lost for want of memory
 * to make this. Used by one thread.
 */
final class LoadEnd implements BiConsumer<@Nullable Object, @Nullable Throwable> {
  private final CachedCall call;

  /** The cache's own, which takes one ending. */
  @Nullable BiConsumer<@Nullable Object, @Nullable Throwable> load;

  LoadEnd(CachedCall call) {
    this.call = call;
  }

  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    BiConsumer<@Nullable Object, @Nullable Throwable> ended = Objects.requireNonNull(load);
    try {
      call.results().end(ended, result, thrown);
    } catch (Throwable failure) {
      try {
        ended.accept(null, failure); // if it failed too early to let the followers go on
      } finally {
        call.failedAtTheEnd(failure);
      }
    }
  }
}
