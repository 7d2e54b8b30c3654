package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.plan.CachePlan;
import dev.multilayercache.agent.plan.InlineMocks;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.Signature;
import dev.multilayercache.agent.plan.SitePlan;
import dev.multilayercache.agent.plan.WovenMethod;
import dev.multilayercache.agent.thread.DetachedPool;
import dev.multilayercache.agent.thread.StackRoom;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Links each woven method to its cache, once, on the method's first call.
 *
 * <p>Whatever fails here costs caching, never the call: the method is refused with one line and its
 * call site leaves every call alone. A failure of the JVM itself, such as a stack overflow, passes:
 * the next call tries again. Safe for use by any thread.
 */
public final class Linker implements AutoCloseable {
  /**
   * What the first link in a JVM takes in the interpreter, and half of it more. A class whose
   * initialization ends in a stack overflow cannot be used ever again.
   */
  private static final StackRoom ROOM = new StackRoom(96 * 1024);

  private static final int MOST_BODIES_WAITING = 256;

  private final PlanRegistry registry;
  private final Caches caches;
  private final Refusals refusals;
  private final CallFailures failures;
  private final CallScopes scopes = new CallScopes();

  /** Runs bodies of the application's methods beside its own threads. */
  private final DetachedPool background =
      new DetachedPool(
          number -> "multilayercache-load-" + number,
          Runtime.getRuntime().availableProcessors(),
          MOST_BODIES_WAITING);

  private final LongSupplier nanoClock;
  private @Nullable MutationDetector mutations;
  private final ChangesBinder changes;
  private @Nullable Consumer<SitePlan> firstChanges;

  public Linker(PlanRegistry registry, Caches caches, Refusals refusals) {
    this(registry, caches, refusals, System::nanoTime);
  }

  /**
   * @param nanoClock by which failures of one minute are told from others
   */
  Linker(PlanRegistry registry, Caches caches, Refusals refusals, LongSupplier nanoClock) {
    this.registry = registry;
    this.caches = caches;
    this.refusals = refusals;
    this.failures = new CallFailures(refusals);
    this.nanoClock = nanoClock;
    this.changes =
        new ChangesBinder(registry, caches, refusals, failures, scopes.uncommitted(), nanoClock);
    Owing.rehearse();
  }

  /** From now on methods are linked so that it is told when a caller changes what all share. */
  public void detectMutations() {
    mutations = new MutationDetector();
  }

  /** From now on somebody hears of the first call of each method that changes caches. */
  public void onFirstChange(Consumer<SitePlan> listener) {
    firstChanges = listener;
  }

  /** {@code (Lookup, String, MethodType, Object[])CallSite}, for the dispatcher. */
  public MethodHandle bootstrapHandle() {
    MethodType type =
        MethodType.methodType(
            CallSite.class,
            MethodHandles.Lookup.class,
            String.class,
            MethodType.class,
            Object[].class);
    try {
      return MethodHandles.lookup().findVirtual(Linker.class, "link", type).bindTo(this);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** The scopes that the methods linked here follow. */
  public CallScopes scopes() {
    return scopes;
  }

  /** The agent leaves: what looks at the application's values in the background ends. */
  @Override
  public void close() {
    MutationDetector known = mutations;
    if (known != null) {
      known.close();
    }
  }

  /**
   * @param name says whether mocks are to be left alone
   * @param siteArguments the method's name and descriptor
   */
  @SuppressWarnings("unused") // through bootstrapHandle
  private CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, Object[] siteArguments) {
    try {
      ROOM.prove();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      // A proof that fails otherwise says nothing of the stack: the method is linked.
    }
    Class<?> owner = caller.lookupClass();
    WovenMethod method =
        new WovenMethod(owner.getName(), (String) siteArguments[0], (String) siteArguments[1]);
    try {
      SitePlan plan = registry.find(owner.getClassLoader(), method);
      CallSite site = plan == null ? foreign(method, type) : link(plan, caller, method, type);
      return name.equals(InlineMocks.ENTER_UNLESS_MOCK)
          ? MockGuard.around(site, owner, isStatic(method, type))
          : site;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      refusals.notCached(method.className() + "." + method.name(), notLinked(e));
      return leavingCallsAlone(type);
    }
  }

  private static boolean isStatic(WovenMethod method, MethodType type) {
    return Signature.of(method.descriptor()).parameterTypes().size() == type.parameterCount();
  }

  private CallSite foreign(WovenMethod method, MethodType type) {
    refusals.notCached(
        method.className() + "." + method.name(),
        "it was woven by an agent that is not this one. Attach one agent only.");
    return leavingCallsAlone(type);
  }

  private CallSite link(
      SitePlan plan, MethodHandles.Lookup caller, WovenMethod method, MethodType type) {
    Class<?> owner = caller.lookupClass();
    if (plan.isNothing()) {
      return leavingCallsAlone(type);
    }
    try {
      MethodTypes types = MethodTypes.of(owner, method);
      CachePlan cached = plan.cached();
      tellOf(plan);
      return cached == null
          ? new ConstantCallSite(
              CallHandles.invalidating(
                  changes.bind(plan, types, CachedTypes.whole(types).binder(plan)),
                  type,
                  types.parameters().size()))
          : new CachedSite(
                  new CachedSite.Around(
                      caches, scopes, background, refusals, failures, nanoClock, mutations),
                  plan,
                  cached,
                  types,
                  type,
                  caller,
                  method)
              .link();
    } catch (VirtualMachineError e) {
      if (plan.cached() == null) {
        caches.debt(null).owe(); // the body may run, and nothing else forgets what it changes
      }
      throw e;
    } catch (Throwable e) {
      refuse(plan, e);
      registry.withdraw(owner.getClassLoader(), method);
      return leavingCallsAlone(type);
    }
  }

  private void tellOf(SitePlan plan) {
    Consumer<SitePlan> listener = firstChanges;
    if (listener == null) {
      return;
    }
    try {
      listener.accept(plan);
    } catch (RuntimeException | LinkageError e) {
      AgentLog.debug("%s: nothing could be said of its caches (%s).".formatted(plan.method(), e));
    }
  }

  /** Reasons of the method's own are the message; anything else is named for a report. */
  private void refuse(SitePlan plan, Throwable failure) {
    String reason =
        plan.reason(
            failure instanceof IllegalArgumentException
                ? String.valueOf(failure.getMessage())
                : notLinked(failure));
    if (plan.cached() == null) {
      refusals.notChanging(plan.method(), plan.invalidations().isEmpty(), reason);
    } else {
      refusals.notCached(plan.method(), reason);
    }
  }

  private static String notLinked(Throwable failure) {
    return "its first call could not be linked (" + failure + ").";
  }

  private static CallSite leavingCallsAlone(MethodType type) {
    return new ConstantCallSite(MethodHandles.empty(type));
  }
}
