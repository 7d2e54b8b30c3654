package dev.multilayercache.agent.call;

import dev.multilayercache.agent.plan.ResultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Which exceptions of a method are kept like results, and for how long.
 *
 * <p>Never one that says something of the JVM or of the thread: the next call may well succeed.
 *
 * @param types none of a method that did not ask for it
 */
record CachedExceptions(List<Class<?>> types, Duration ttl) {
  static final CachedExceptions NONE = new CachedExceptions(List.of(), Duration.ZERO);

  /**
   * Those of a method, found by the loader of its class.
   *
   * @throws IllegalArgumentException if one is no exception there
   */
  static CachedExceptions of(ResultPlan plan, @Nullable ClassLoader loader) {
    List<Class<?>> types = new ArrayList<>();
    for (String each : plan.cachedExceptions()) {
      types.add(find(each, loader));
    }
    return types.isEmpty() ? NONE : new CachedExceptions(List.copyOf(types), plan.exceptionTtl());
  }

  private static Class<?> find(String name, @Nullable ClassLoader loader) {
    try {
      Class<?> found = Class.forName(name, /* initialize= */ false, loader);
      if (Throwable.class.isAssignableFrom(found)) {
        return found;
      }
    } catch (ClassNotFoundException e) {
      // as if it were none
    }
    throw new IllegalArgumentException(
        "cachedExceptions names %s, which is no exception that its class loader knows. Write the"
                .formatted(name)
            + " binary name of an exception class, for example com.acme.NotFoundException.");
  }

  boolean areNone() {
    return types.isEmpty();
  }

  /** Whether it is kept; one that a future wraps counts as what is in it. */
  boolean include(Throwable thrown) {
    Throwable meant = meant(thrown);
    return !isOfJvmOrThread(meant) && isOneOf(meant);
  }

  /**
   * What is kept of what a future failed with: what is in its wrapping if that is one of these, for
   * a method that shares the cache and returns at once throws it bare.
   */
  Throwable kept(Throwable thrown) {
    return include(thrown) ? meant(thrown) : thrown;
  }

  private static Throwable meant(Throwable thrown) {
    Throwable meant = thrown;
    while ((meant instanceof CompletionException || meant instanceof ExecutionException)
        && meant.getCause() != null) {
      meant = meant.getCause();
    }
    return meant;
  }

  private boolean isOneOf(Throwable thrown) {
    for (Class<?> each : types) {
      if (each.isInstance(thrown)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfJvmOrThread(Throwable thrown) {
    return thrown instanceof VirtualMachineError
        || thrown instanceof InterruptedException
        || thrown instanceof ThreadDeath;
  }
}
