package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.BodyLoad;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Told how the body of a cached method ended; keeps what fails in us then from the woven code,
 * which could only swallow it. Made before there is a load, so that none is lost for want of memory
 * to make this. Used by one thread.
 */
final class LoadEnd implements BodyLoad {
  private final CachedCall call;

  /** The cache's own, which takes one ending. */
  @Nullable BodyLoad load;

  LoadEnd(CachedCall call) {
    this.call = call;
  }

  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    BodyLoad ended = Objects.requireNonNull(load);
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

  @Override
  public @Nullable Object get() {
    return answer(Objects.requireNonNull(load).get());
  }

  @Override
  public @Nullable Object substitute() {
    return answer(Objects.requireNonNull(load).substitute());
  }

  @Override
  public boolean maySubstitute() {
    return Objects.requireNonNull(load).maySubstitute();
  }

  @Override
  public void takeOver() {
    Objects.requireNonNull(load).takeOver();
  }

  private @Nullable Object answer(@Nullable Object substitute) {
    return call.results().areShared() ? substitute : call.results().answer(substitute);
  }
}
