package dev.multilayercache;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A loader that runs at most once, so that an agent that fails around it neither loses what it gave
 * nor makes it run again. Used by one thread.
 */
final class LoadOnce implements Callable<@Nullable Object> {
  private final Callable<?> loader;
  private boolean hasRun;
  private @Nullable Object value;
  private @Nullable Throwable thrown;

  LoadOnce(Callable<?> loader) {
    this.loader = loader;
  }

  /** The loader's value, or what it throws; runs it if it has not run. */
  @Override
  public @Nullable Object call() {
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

  /** Throws what it is given; the compiler believes in another type. */
  @SuppressWarnings("unchecked")
  private static <X extends Throwable> RuntimeException untouched(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
