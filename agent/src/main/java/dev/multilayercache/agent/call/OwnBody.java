package dev.multilayercache.agent.call;

import dev.multilayercache.agent.plan.WovenMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the body of a woven method for the agent's own ends: with other arguments, or on another
 * thread.
 *
 * <p>The method is called as the application would, and its call site leaves exactly that call
 * alone; calls that the body makes in turn, of itself too, are cached as ever. Where an object of a
 * subclass overrides the method it is the woven one that runs. Whatever the body throws passes
 * untouched. While nobody runs it, a call pays one read of a field. Safe for use by any thread.
 */
final class OwnBody {
  private static final MethodHandle IS_ENTERED =
      CallHandles.find(OwnBody.class, "isEntered", boolean.class);

  private final MethodHandle method;
  private final AtomicInteger runs = new AtomicInteger();
  private final ThreadLocal<Boolean> entering = new ThreadLocal<>();

  /** Whether one run got as far as the call of the method. Used by one thread. */
  static final class Start {
    private boolean isMade;

    boolean isMade() {
      return isMade;
    }
  }

  private OwnBody(MethodHandle method) {
    this.method = method;
  }

  /**
   * That of a woven method.
   *
   * @param caller of the woven class, with all its rights
   * @param isStatic whether there is no receiver
   */
  static OwnBody of(MethodHandles.Lookup caller, WovenMethod method, boolean isStatic)
      throws ReflectiveOperationException {
    Class<?> owner = caller.lookupClass();
    MethodType type =
        MethodType.fromMethodDescriptorString(method.descriptor(), owner.getClassLoader());
    MethodHandle found =
        isStatic
            ? caller.findStatic(owner, method.name(), type)
            : caller.findSpecial(owner, method.name(), type, owner);
    MethodHandle fixed = found.asFixedArity();
    return new OwnBody(
        fixed
            .asSpreader(Object[].class, fixed.type().parameterCount())
            .asType(MethodType.methodType(Object.class, Object[].class)));
  }

  /**
   * Runs it on this thread.
   *
   * @param start told when the method is called: what is thrown before that is no word of its body
   * @param receiver null for a static method
   * @return what the body returns, primitives boxed
   */
  @Nullable Object run(Start start, @Nullable Object receiver, @Nullable Object[] arguments)
      throws Throwable {
    @Nullable Object[] all = withReceiver(receiver, arguments);
    runs.incrementAndGet();
    try {
      entering.set(true);
      start.isMade = true;
      return method.invokeExact(all);
    } finally {
      entering.remove(); // if the call did not get as far as its call site
      runs.decrementAndGet();
    }
  }

  /** A call site's target that leaves alone the call that {@link #run} makes. */
  MethodHandle guard(MethodHandle target) {
    MethodType type = target.type();
    MethodHandle test = IS_ENTERED.bindTo(this);
    return MethodHandles.guardWithTest(
        MethodHandles.dropArguments(test, 0, type.parameterList()),
        MethodHandles.empty(type),
        target);
  }

  /** Whether this is that call: once, for the calls that its body makes are others. */
  @SuppressWarnings("unused") // through IS_ENTERED
  boolean isEntered() {
    return runs.get() != 0 && isEnteredByThisThread();
  }

  private boolean isEnteredByThisThread() {
    if (entering.get() == null) {
      return false;
    }
    entering.remove();
    return true;
  }

  /** Receiver, if there is one, and arguments in one. */
  static @Nullable Object[] withReceiver(@Nullable Object receiver, @Nullable Object[] arguments) {
    if (receiver == null) {
      return arguments;
    }
    @Nullable Object[] all = new Object[arguments.length + 1];
    all[0] = receiver;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }
}
