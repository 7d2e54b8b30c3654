package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.StackRoom;
import dev.multilayercache.agent.key.BoundTemplate;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.plan.CachePlan;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.SitePlan;
import dev.multilayercache.agent.plan.WovenMethod;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Links each woven method to its cache, once, on the method's first call.
 *
 * <p>Whatever fails here costs caching, never the call: the method is refused with one line and its
 * call site leaves every call alone. A failure of the JVM itself, such as a stack overflow, passes:
 * the next call tries again. Safe for use by any thread.
 */
public final class Linker {
  /**
   * What the first link in a JVM takes in the interpreter, and half of it more. A class whose
   * initialization ends in a stack overflow cannot be used ever again.
   */
  private static final StackRoom ROOM = new StackRoom(96 * 1024);

  private final PlanRegistry registry;
  private final Caches caches;
  private final Refusals refusals;
  private final CallFailures failures;

  public Linker(PlanRegistry registry, Caches caches, Refusals refusals) {
    this.registry = registry;
    this.caches = caches;
    this.refusals = refusals;
    this.failures = new CallFailures(refusals);
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

  /** How many calls were left alone because the agent failed. */
  public long failedCalls() {
    return failures.count();
  }

  /**
   * @param siteArguments the method's name and descriptor
   */
  @SuppressWarnings("unused") // through bootstrapHandle
  private CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, Object[] siteArguments) {
    ROOM.prove();
    Class<?> owner = caller.lookupClass();
    WovenMethod method =
        new WovenMethod(owner.getName(), (String) siteArguments[0], (String) siteArguments[1]);
    ClassLoader loader = owner.getClassLoader();
    SitePlan plan = registry.find(loader, method);
    if (plan == null) {
      refusals.notCached(
          method.className() + "." + method.name(),
          "it was woven by an agent that is not this one. Attach one agent only.");
      return leavingCallsAlone(type);
    }
    if (plan.isNothing()) {
      return leavingCallsAlone(type);
    }
    try {
      return new ConstantCallSite(handle(plan, MethodTypes.of(owner, method), type));
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      refuse(plan, e);
      registry.withdraw(loader, method);
      return leavingCallsAlone(type);
    }
  }

  private MethodHandle handle(SitePlan plan, MethodTypes types, MethodType type) {
    CachePlan cached = plan.cached();
    return cached == null
        ? CallHandles.invalidating(invalidatingCall(plan, types), type, types.parameters().size())
        : cachedHandle(plan, cached, types, type);
  }

  private MethodHandle cachedHandle(
      SitePlan plan, CachePlan cached, MethodTypes types, MethodType type) {
    MethodCache bound = MethodCache.of(caches, plan, cached, types);
    Function<Template, BoundTemplate> bind = binder(plan, types);
    CachedCall call =
        new CachedCall(
            bound.cache(),
            plan.method(),
            types.resultClass(),
            /* acceptsNull= */ !types.returnsPrimitive(),
            cached.mayWait(),
            bound.lifetime(),
            cached.tags().stream().map(bind).toList(),
            failures);
    return CallHandles.cached(
        call, type, bound.shape().localKey(), receiverClass(cached, types, type));
  }

  /** A key that somebody wrote is exactly that. */
  private static @Nullable ReceiverClass receiverClass(
      CachePlan cached, MethodTypes types, MethodType type) {
    boolean isStatic = type.parameterCount() == types.parameters().size();
    return isStatic || cached.isKeyWritten() || !ReceiverClass.mayDiffer(types.owner())
        ? null
        : new ReceiverClass(types.owner());
  }

  private InvalidatingCall invalidatingCall(SitePlan plan, MethodTypes types) {
    Function<Template, BoundTemplate> bind = binder(plan, types);
    return new InvalidatingCall(
        caches,
        plan.method(),
        plan.invalidations().stream().map(each -> BoundInvalidation.of(each, bind)).toList(),
        failures);
  }

  private static Function<Template, BoundTemplate> binder(SitePlan plan, MethodTypes types) {
    return template -> {
      BoundTemplate.checkResult(template, types.resultClass());
      return BoundTemplate.of(
          template, plan.parameterNames(), types.parameters(), /* resultAllowed= */ true);
    };
  }

  /** Reasons of the method's own are the message; anything else is named for a report. */
  private void refuse(SitePlan plan, Throwable failure) {
    String reason =
        failure instanceof IllegalArgumentException
            ? String.valueOf(failure.getMessage())
            : "its first call could not be linked (" + failure + ").";
    if (plan.cached() == null) {
      refusals.notInvalidating(plan.method(), reason);
    } else {
      refusals.notCached(plan.method(), reason);
    }
  }

  private static CallSite leavingCallsAlone(MethodType type) {
    return new ConstantCallSite(MethodHandles.empty(type));
  }
}
