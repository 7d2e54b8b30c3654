package dev.multilayercache.agent.call;

import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.thread.InterruptFlag;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one cached method as the loads of methods with {@code inheritTags} see them. Whether
 * it is answered, loaded or left alone: who calls it depends on what its tags name.
 *
 * <p>What is seen never changes what the call gives. A failure of ours costs the load around it its
 * place in the cache, since an entry without all its tags could become stale.
 *
 * @param isToCome whether its result brings its value later
 */
record ObservedCall(
    CachedCall call, TagInheritance inheritance, int parameterCount, boolean isToCome) {
  private static final MethodHandle IS_UNDER_WAY =
      CallHandles.find(TagInheritance.class, "isUnderWay", boolean.class);
  private static final MethodHandle SEE =
      CallHandles.find(ObservedCall.class, "see", Object.class, Object.class, Object[].class);

  /** The call site's target with somebody looking on, on threads that are within such a load. */
  MethodHandle observe(MethodHandle target) {
    MethodType type = target.type();
    int receiver = type.parameterCount() - parameterCount;
    MethodHandle see =
        SEE.bindTo(this)
            .asCollector(Object[].class, parameterCount)
            .asType(type.dropParameterTypes(0, receiver).insertParameterTypes(0, Object.class));
    MethodHandle seen =
        MethodHandles.foldArguments(
            MethodHandles.dropArguments(see, 1, type.parameterList().subList(0, receiver)), target);
    MethodHandle test = IS_UNDER_WAY.bindTo(inheritance);
    return MethodHandles.guardWithTest(
        MethodHandles.dropArguments(test, 0, type.parameterList()), seen, target);
  }

  /** Gives the token back, or one that behaves alike; reached through a method handle. */
  @Nullable Object see(@Nullable Object token, @Nullable Object[] arguments) {
    try {
      return seen(token, arguments);
    } catch (Throwable e) {
      inheritance.readUnknown();
      call.failedInTheBackground(e);
      return token; // the body may have run for it, or a load must be told of its end
    }
  }

  private @Nullable Object seen(@Nullable Object token, @Nullable Object[] arguments) {
    if (isToCome) {
      inheritance.readUnknown(); // which value it is, is not known before this thread goes on
    } else if (token instanceof AtomicReference<?> answer) {
      readAnswer(arguments, answer);
    } else if (token instanceof Throwable) {
      readOwnTags(arguments, /* result= */ null);
    } else if (token == null || token instanceof BiConsumer<?, ?>) {
      return end(token, arguments);
    }
    return token;
  }

  @SuppressWarnings("unchecked") // what call sites give
  private End end(@Nullable Object token, @Nullable Object[] arguments) {
    return new End(this, (BiConsumer<@Nullable Object, @Nullable Throwable>) token, arguments);
  }

  /** Its own tags and, where those are not at hand, what the method's templates make of it. */
  private void readAnswer(@Nullable Object[] arguments, AtomicReference<?> answer) {
    if (answer instanceof Entry entry) {
      inheritance.read(entry.tags());
    } else if (answer instanceof CopiedAnswer copied) {
      inheritance.read(copied.tags());
    } else if (call.inheritsTags()) {
      inheritance.readUnknown(); // another thread's load brought it, and knows what it inherited
    } else {
      readOwnTags(arguments, answer.getPlain());
    }
  }

  private void readOwnTags(@Nullable Object[] arguments, @Nullable Object result) {
    try {
      inheritance.read(call.keeper().tagsOf(arguments, result));
    } catch (Throwable e) {
      inheritance.readUnknown();
      if (!(e instanceof VirtualMachineError)) {
        InterruptFlag.restoreAfter(e);
      }
    }
  }

  /** Told how the body ended, and asked what may stand in for it; tells who else wants to know. */
  private static final class End
      implements BiConsumer<@Nullable Object, @Nullable Throwable>, Supplier<@Nullable Object> {
    private final ObservedCall observed;
    private final @Nullable BiConsumer<@Nullable Object, @Nullable Throwable> inner;
    private final @Nullable Object[] arguments;

    End(
        ObservedCall observed,
        @Nullable BiConsumer<@Nullable Object, @Nullable Throwable> inner,
        @Nullable Object[] arguments) {
      this.observed = observed;
      this.inner = inner;
      this.arguments = arguments;
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable thrown) {
      try {
        if (inner != null) {
          inner.accept(result, thrown); // a load within which this thread was is over then
        }
      } finally {
        observed.readOwnTags(arguments, thrown == null ? result : null);
      }
    }

    /** An expired value that answers though the body threw. */
    @Override
    public @Nullable Object get() {
      Object substitute = inner instanceof Supplier<?> asked ? asked.get() : null;
      if (substitute instanceof AtomicReference<?> answer) {
        observed.readAnswer(arguments, answer);
      }
      return substitute;
    }
  }
}
