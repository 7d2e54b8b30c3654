package dev.multilayercache.agent.call;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.thread.StackRoom;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the call site of a method with {@code @InvalidateCached} does.
 *
 * <p>When the agent fails, more is forgotten than was asked: the whole cache, which loses speed and
 * answers nothing old. So does a method that is switched off; to leave its calls alone would keep
 * old values. Where the stack or the memory ends, that is owed: nothing answers until it is done.
 */
record InvalidatingCall(
    Caches caches,
    String method,
    List<BoundInvalidation> invalidations,
    CallFailures failures,
    MethodSwitch own,
    Owing owing) {

  /** Invalidates what is due before the body; gives what is due after it, or null. */
  @Nullable Object enter(@Nullable Object[] arguments) {
    try {
      StackRoom.proveForInvalidation(); // the end of the call runs at this depth, too
      return begin(arguments);
    } catch (VirtualMachineError e) {
      owing.accept(null, null);
      return owing;
    }
  }

  private @Nullable Object begin(@Nullable Object[] arguments) {
    Completion completion = new Completion(this, arguments);
    boolean isMoreDue = false;
    for (BoundInvalidation each : invalidations) {
      if (each.isBefore()) {
        invalidate(each, arguments, /* result= */ null);
      } else {
        isMoreDue = true;
      }
    }
    return isMoreDue ? completion : null;
  }

  /** The agent failed before it came to that: all is forgotten now, and after the body. */
  @Nullable Object failed(Throwable failure) {
    try {
      failures.ofInvalidation(method, own, failure);
      invalidations.forEach(this::forgetAll);
      return new Completion(this, /* arguments= */ null);
    } catch (VirtualMachineError e) {
      owing.accept(null, null);
      return owing;
    }
  }

  private void invalidate(
      BoundInvalidation each, @Nullable Object @Nullable [] arguments, @Nullable Object result) {
    try {
      if (arguments == null || own.isOff()) {
        forgetAll(each);
        return;
      }
      List<Invalidation> named = named(each, arguments, result);
      for (Invalidation invalidation : named) {
        caches.invalidate(invalidation);
      }
    } catch (Throwable failure) {
      failures.ofInvalidation(method, own, failure);
      forgetAll(each);
    }
  }

  /** Nothing, with a line, if this call's arguments or result make no key, tag or pattern. */
  private List<Invalidation> named(
      BoundInvalidation each, @Nullable Object[] arguments, @Nullable Object result) {
    try {
      return each.evaluate(arguments, result);
    } catch (KeyException | IllegalArgumentException failure) {
      failures.ofInvalidatedName(method, failure);
      return List.of();
    }
  }

  private void forgetAll(BoundInvalidation each) {
    try {
      caches.invalidate(new Invalidation.All(each.cache()));
    } catch (Throwable failure) {
      failures.ofForgettingAll(method, failure);
    }
  }

  /** Told how the body ended. */
  private static final class Completion
      implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    private final InvalidatingCall call;

    /** Null: not known, all is forgotten. */
    private final @Nullable Object @Nullable [] arguments;

    Completion(InvalidatingCall call, @Nullable Object @Nullable [] arguments) {
      this.call = call;
      this.arguments = arguments;
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable thrown) {
      try {
        for (BoundInvalidation each : call.invalidations) {
          if (each.isDueAfter(thrown)) {
            call.invalidate(each, arguments, result);
          }
        }
      } catch (VirtualMachineError e) {
        call.owing.accept(null, null);
      } catch (Throwable failure) {
        call.failed(failure);
      }
    }
  }
}
