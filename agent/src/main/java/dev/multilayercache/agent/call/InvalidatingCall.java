package dev.multilayercache.agent.call;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.engine.Caches;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the call site of a method with {@code @InvalidateCached} does. */
record InvalidatingCall(
    Caches caches, String method, List<BoundInvalidation> invalidations, CallFailures failures) {

  /** Invalidates what is due before the body; gives what is due after it, or null. */
  @Nullable Object enter(@Nullable Object[] arguments) {
    boolean isMoreDue = false;
    for (BoundInvalidation each : invalidations) {
      if (each.isBefore()) {
        invalidate(each, arguments, /* result= */ null);
      } else {
        isMoreDue = true;
      }
    }
    return isMoreDue ? new Completion(this, arguments) : null;
  }

  private void invalidate(
      BoundInvalidation each, @Nullable Object[] arguments, @Nullable Object result) {
    try {
      for (Invalidation invalidation : each.evaluate(arguments, result)) {
        caches.invalidate(invalidation);
      }
    } catch (Throwable failure) {
      failures.ofInvalidation(method, failure);
    }
  }

  /** Told how the body ended. */
  private static final class Completion
      implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private final InvalidatingCall call;
    private final @Nullable Object[] arguments;

    Completion(InvalidatingCall call, @Nullable Object[] arguments) {
      this.call = call;
      this.arguments = arguments;
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable thrown) {
      for (BoundInvalidation each : call.invalidations) {
        if (each.isDueAfter(thrown)) {
          call.invalidate(each, arguments, result);
        }
      }
    }
  }
}
