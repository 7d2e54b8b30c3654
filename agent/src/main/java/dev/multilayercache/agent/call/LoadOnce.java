package dev.multilayercache.agent.call;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * An application's loader that runs at most once, so that a failure of ours around it neither loses
 * what it gave nor makes it run again. Used by one thread.
 */
final class LoadOnce {
  private final Callable<?> loader;
  private boolean hasRun;
  private @Nullable Object value;
  private @Nullable Throwable thrown;

  LoadOnce(Callable<?> loader) {
    this.loader = loader;
  }

  /** The loader's value, or what it throws; runs it if it has not run. */
  @Nullable Object outcome() {
    if (!hasRun) {
      hasRun = true; // with nothing between it and the loader that could fail
      try {
        value = loader.call();
      } catch (Throwable e) {
        thrown = e;
      }
    }
    if (thrown != null) {
      throw LoadOnce.<RuntimeException>untouched(thrown);
    }
    return value;
  }

  boolean hasRun() {
    return hasRun;
  }

  /** Whether this is what the loader threw. */
  boolean threw(Throwable e) {
    return thrown == e;
  }

  /** Throws what it is given; the compiler believes in another type. */
  @SuppressWarnings("unchecked")
  private static <X extends Throwable> RuntimeException untouched(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
