package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one door between application code and the hidden agent.
 *
 * <p>It lives in {@code java.lang} because that is the only package which every class loader and
 * every module sees without being asked to. The agent defines it through a private lookup, so the
 * bootstrap class path stays as it was. Only types of {@code java.base} pass through it.
 *
 * <p>A woven method asks for a token when it is entered: an {@link
 * java.util.concurrent.atomic.AtomicReference} holds the result, a {@link BiConsumer} is told how
 * the body ended, {@code null} leaves the call alone. A method whose result is still to come gives
 * it to a token that is a {@link Function}, too, and gets the one for its caller.
 *
 * <p>Safe for use by any thread. It holds nothing of the application's.
 */
public final class MultiLayerCacheDispatcher {
  private static final MethodType LINKER_TYPE =
      MethodType.methodType(
          CallSite.class,
          MethodHandles.Lookup.class,
          String.class,
          MethodType.class,
          Object[].class);

  private static volatile MethodHandle linker;
  private static volatile BiFunction<String, Object[], Object> api;
  private static volatile Runnable missed;

  private MultiLayerCacheDispatcher() {}

  /**
   * Puts the agent behind this door; one at a time.
   *
   * @param linker {@code (Lookup, String, MethodType, Object[])CallSite}: links one woven method
   * @param api what the programming interface calls: operation and its arguments to an answer
   * @param missed called where an invalidation could not be begun, and once here, for nothing, so
   *     that it need not be linked where the stack ends
   * @throws IllegalStateException if an agent is installed already; that one stays
   * @throws IllegalArgumentException if the linker is of another type
   */
  public static synchronized void install(
      MethodHandle linker, BiFunction<String, Object[], Object> api, Runnable missed) {
    if (MultiLayerCacheDispatcher.linker != null) {
      throw new IllegalStateException("the dispatcher already serves an agent");
    }
    MethodHandle fixedArity = linker.asFixedArity();
    if (!fixedArity.type().equals(LINKER_TYPE)) {
      throw new IllegalArgumentException(
          "the linker is of type " + fixedArity.type() + " instead of " + LINKER_TYPE);
    }
    if (api == null || missed == null) {
      throw new IllegalArgumentException("the programming interface has nothing behind it");
    }
    MultiLayerCacheDispatcher.missed = missed;
    missed();
    MultiLayerCacheDispatcher.api = api;
    MultiLayerCacheDispatcher.linker = fixedArity;
  }

  /**
   * Takes the agent away. What is linked already stays linked; what is not runs its body from now
   * on, until the next agent comes.
   *
   * @param linker what was installed, so that nobody but who installed it can take it away
   * @throws IllegalStateException if another one is installed, or none
   */
  public static synchronized void uninstall(MethodHandle linker) {
    if (MultiLayerCacheDispatcher.linker == null || MultiLayerCacheDispatcher.linker != linker) {
      throw new IllegalStateException("the dispatcher serves another agent");
    }
    MultiLayerCacheDispatcher.linker = null;
    missed = null;
    api = null;
  }

  /** What the programming interface calls, or {@code null} while no agent is installed. */
  public static BiFunction<String, Object[], Object> api() {
    return api;
  }

  /**
   * Links a woven method: the bootstrap method of its one {@code invokedynamic}.
   *
   * <p>A call site that cannot be linked answers {@code null} from then on, which means "run the
   * body": a fault of the agent costs caching, never the call. Errors of the JVM itself pass,
   * because after a stack overflow or a lack of memory the next call may well be linked.
   *
   * @param siteArguments what the weaver noted about the method; the linker understands them
   */
  public static CallSite bootstrap(
      MethodHandles.Lookup caller, String name, MethodType type, Object... siteArguments) {
    try {
      CallSite site = (CallSite) linker.invokeExact(caller, name, type, siteArguments);
      if (site != null && site.type().equals(type)) {
        return site;
      }
    } catch (VirtualMachineError error) {
      throw error;
    } catch (Throwable fault) {
      // The linker reports its own faults; here only the call counts.
    }
    return new ConstantCallSite(MethodHandles.empty(type));
  }

  /**
   * Called by a woven method that invalidates when it could not even ask for its token: whatever it
   * would have invalidated must not answer any more. Needs next to no stack, and no memory.
   */
  public static void missed() {
    Runnable known = missed;
    if (known != null) {
      known.run();
    }
  }

  /**
   * Called by a woven method when its body has returned. Whatever fails behind it, the result
   * stands.
   *
   * @param token what entering gave
   * @param result boxed, if it is a primitive
   */
  @SuppressWarnings("unchecked")
  public static void returned(Object token, Object result) {
    if (token != null) {
      try {
        ((BiConsumer<Object, Throwable>) token).accept(result, null);
      } catch (Throwable fault) {
        // The agent reports its own faults; here only the call counts.
      }
    }
  }

  /**
   * The same where the result brings its value later: the caller is given what this gives. Whatever
   * fails behind it, that is the body's own result.
   */
  @SuppressWarnings("unchecked")
  public static Object exchanged(Object token, Object result) {
    if (token instanceof Function) {
      try {
        return ((Function<Object, Object>) token).apply(result);
      } catch (Throwable fault) {
        return result;
      }
    }
    returned(token, result);
    return result;
  }

  /** Called by a woven method when its body has thrown; what it threw stands. */
  @SuppressWarnings("unchecked")
  public static void threw(Object token, Throwable thrown) {
    if (token != null) {
      try {
        ((BiConsumer<Object, Throwable>) token).accept(null, thrown);
      } catch (Throwable fault) {
        // The agent reports its own faults; here only the call counts.
      }
    }
  }

  /**
   * Called instead of {@link #threw} where a value that has expired may stand in for the one that
   * could not be loaded.
   *
   * @return a reference to that value, or {@code null}: what the body threw stands
   */
  public static Object recovered(Object token, Throwable thrown) {
    threw(token, thrown);
    return token instanceof Supplier<?> substitute ? substitute.get() : null;
  }
}
