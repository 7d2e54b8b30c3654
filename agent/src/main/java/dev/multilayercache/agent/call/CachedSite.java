package dev.multilayercache.agent.call;

import dev.multilayercache.agent.call.MethodSwitch.Wording;
import dev.multilayercache.agent.codec.ValueCodec;
import dev.multilayercache.agent.codec.ValueCopier;
import dev.multilayercache.agent.config.CopyPolicy;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.LocalHits;
import dev.multilayercache.agent.plan.CachePlan;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.plan.SitePlan;
import dev.multilayercache.agent.plan.WovenMethod;
import dev.multilayercache.agent.thread.DetachedPool;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts together the call site of one cached method. Used once, by one thread. */
final class CachedSite {
  private final Around around;
  private final SitePlan plan;
  private final CachePlan cached;
  private final MethodTypes types;
  private final MethodType type;
  private final MethodHandles.Lookup caller;
  private final WovenMethod method;
  private final CachedTypes kept;
  private final MethodCache bound;
  private final LayeredCache cache;
  private final Conditions conditions;

  /** What all call sites have in common. */
  record Around(
      Caches caches,
      CallScopes scopes,
      DetachedPool background,
      Refusals refusals,
      CallFailures failures,
      LongSupplier nanoClock,
      @Nullable MutationDetector mutations) {}

  /**
   * Gives the method its cache.
   *
   * @param type of the call site
   * @param caller of the woven class, with all its rights
   * @throws IllegalArgumentException with the reason if the method cannot be cached
   */
  CachedSite(
      Around around,
      SitePlan plan,
      CachePlan cached,
      MethodTypes types,
      MethodType type,
      MethodHandles.Lookup caller,
      WovenMethod method) {
    this.around = around;
    this.plan = plan;
    this.cached = cached;
    this.types = types;
    this.type = type;
    this.caller = caller;
    this.method = method;
    this.kept = CachedTypes.of(cached, types);
    this.bound = MethodCache.of(around.caches, plan, cached, types);
    this.cache = bound.cache();
    this.conditions = Conditions.of(plan, cached.conditions(), types, kept, cache, around.failures);
  }

  CallSite link() throws ReflectiveOperationException {
    MethodSwitch own = ownSwitch();
    CachedCall call = call(own);
    CallKey key =
        CallKey.of(cached, types.owner(), kept.parameters(), bound.shape(), caller, isStatic());
    if (call.inheritsTags()) {
      refuseToCome();
      around.scopes.use();
    }
    CallTarget target = cached.isBatch() ? batchTarget(call, key) : target(call, key);
    return new SwitchedCallSite(own, target);
  }

  private CallTarget target(CachedCall call, CallKey key) throws ReflectiveOperationException {
    CallAnswers answers = CallAnswers.of(call, types);
    MethodHandle target = target(call, key, answers);
    return target(
        call, guarded(target), () -> guarded(CallHandles.refreshing(call, type, key, answers)));
  }

  private CallTarget batchTarget(CachedCall call, CallKey key) throws ReflectiveOperationException {
    OwnBody body = OwnBody.of(caller, method, isStatic());
    BatchCall batch = BatchCall.of(call, key, types, kept, body);
    return target(
        call,
        body.guard(guarded(batch.target(type))),
        () -> body.guard(guarded(batch.refreshing(type))));
  }

  private CallTarget target(CachedCall call, MethodHandle target, Supplier<MethodHandle> anew) {
    return new CallTarget(
        cache,
        around.scopes,
        target,
        anew,
        new ObservedCall(
                call, around.scopes.inheritance(), types.parameters().size(), types.async() != null)
            ::observe);
  }

  private void refuseToCome() {
    if (types.async() != null) {
      throw new IllegalArgumentException(
          "it inherits tags, and its result is still to come when it returns: what is read for it on"
              + " other threads is not seen. Remove inheritTags.");
    }
  }

  private MethodHandle target(CachedCall call, CallKey key, CallAnswers answers)
      throws ReflectiveOperationException {
    LocalHits hits = call.results().hitsIn(cache);
    if (!PlannedResilience.runsInBackground(cached)) {
      return CallHandles.cached(call, type, key, hits, answers);
    }
    OwnBody body = OwnBody.of(caller, method, isStatic());
    ResilientCall resilient =
        new ResilientCall(
            call,
            hits,
            call.patience().softTimeout(),
            body,
            CallHandles.spreadKey(type, key),
            around.background);
    return body.guard(CallHandles.resilient(resilient, type, key, answers));
  }

  private MethodSwitch ownSwitch() {
    return new MethodSwitch(
        plan.method(),
        new Wording("Its calls run uncached.", "cache " + cache.name() + " or of the agent"),
        around.refusals,
        around.nanoClock,
        cache::timesEnabled);
  }

  private CachedCall call(MethodSwitch own) {
    return new CachedCall(
        cache,
        plan.method(),
        results(),
        PlannedResilience.patience(cached),
        bound.lifetime(),
        keeper(),
        cached.inheritsTags(),
        around.scopes,
        around.failures,
        ReceiverGuard.of(plan.method(), cached, isStatic()),
        own);
  }

  private Results results() {
    return new Results(
        kept.valueClass(),
        /* acceptsNull= */ !types.returnsPrimitive(),
        CachedExceptions.of(cached.results(), types.owner().getClassLoader()),
        Copies.of(
            plan.method(), cached.results(), kept, types.owner().getClassLoader(), around.failures),
        watch());
  }

  private MutationDetector.@Nullable Watch watch() {
    MutationDetector mutations = around.mutations; // asked first: without it no codec is loaded
    if (mutations == null
        || cached.results().copy() != CopyPolicy.NEVER
        || ValueCopier.isImmutable(kept.valueClass())) {
      return null;
    }
    return mutations.watch(
        plan.method(), new ValueCodec(kept.value(), types.owner().getClassLoader()));
  }

  private ResultKeeper keeper() {
    String ttlFrom = cached.wishes().times().ttlFrom();
    return new ResultKeeper(
        plan.method(),
        cached.tags().stream().map(kept.binder(plan)).toList(),
        conditions.ofResults(),
        ttlFrom.isEmpty()
            ? null
            : ResultTtl.of(ttlFrom, kept.valueClass(), around.caches.wallClock()),
        around.failures);
  }

  private MethodHandle guarded(MethodHandle target) {
    return conditions.guard(target, types.parameters().size());
  }

  private boolean isStatic() {
    return type.parameterCount() == types.parameters().size();
  }
}
