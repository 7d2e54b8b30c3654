package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.BodyLoad;
import dev.multilayercache.agent.engine.CachedFailure;
import dev.multilayercache.agent.engine.Keeping;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.engine.LoadRequest;
import dev.multilayercache.agent.engine.Patience;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.layer.Key;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a cached method's call site does when the method is entered.
 *
 * <p>This is the slow path; hits of the nearest layer do without, see {@link CallHandles}.
 *
 * @param guard looks at the objects that share entries, or null if nobody wants it
 * @param own counts what fails in us, see {@link SwitchedCallSite}
 * @param inheritsTags whether a result has the tags of what its body read from caches, too
 */
record CachedCall(
    LayeredCache cache,
    String method,
    Results results,
    Patience patience,
    Lifetime lifetime,
    ResultKeeper keeper,
    boolean inheritsTags,
    CallScopes scopes,
    CallFailures failures,
    @Nullable ReceiverGuard guard,
    MethodSwitch own) {

  /** After a miss of the nearest layer: a hit of another, a flight to complete, or null. */
  @Nullable Object enter(Object localKey, @Nullable Object receiver, @Nullable Object[] arguments) {
    return begin(localKey, receiver, arguments, cache.calls()::enter);
  }

  /** In a scope of refresh: a flight to complete, or null. */
  @Nullable Object refresh(
      Object localKey, @Nullable Object receiver, @Nullable Object[] arguments) {
    return begin(localKey, receiver, arguments, cache.calls()::refresh);
  }

  private @Nullable Object begin(
      Object localKey,
      @Nullable Object receiver,
      @Nullable Object[] arguments,
      Function<LoadRequest, ? extends @Nullable Object> way) {
    watch(receiver);
    LoadEnd end = new LoadEnd(this); // made first: once a flight is on its way nothing may fail
    end.begin();
    try {
      Object token = way.apply(request(localKey, arguments, end));
      if (token instanceof BodyLoad load) {
        end.load = load;
        return end;
      }
      return results.areShared() ? token : results.answer(token);
    } finally {
      if (end.load == null) {
        end.leave();
      }
    }
  }

  /** Looks at the object that is called, at a miss. */
  void watch(@Nullable Object receiver) {
    if (guard != null && receiver != null) {
      guard.watch(receiver);
    }
  }

  /**
   * What is asked of the cache.
   *
   * @param end of the load, which knows what its thread has read
   */
  LoadRequest request(Object localKey, @Nullable Object[] arguments, LoadEnd end) {
    return new LoadRequest(
        new Key(cache.name(), localKey, KeyShape.canonical(localKey)),
        lifetime,
        results.type(),
        results.acceptsNull(),
        patience,
        /* acceptsFailures= */ !results.exceptions().areNone(),
        (result, loadNanos) -> end.keep(keeping(arguments, result, loadNanos)),
        own);
  }

  /** The agent failed: the call is left alone. */
  @Nullable Object failed(Throwable failure) {
    failures.ofCachedCall(method, own, failure);
    return null;
  }

  /** The agent failed after the body: the caller gets what the body gave. */
  void failedAtTheEnd(Throwable failure) {
    failures.ofEndOfCachedCall(method, own, failure);
  }

  /** How a value is kept, or null for one that is not stored: then it is refused in a line. */
  private @Nullable Keeping keeping(
      @Nullable Object[] arguments, @Nullable Object result, long loadNanos) {
    if (result instanceof CachedFailure) {
      return keeper.keepFailure(arguments, results.exceptions().ttl(), loadNanos);
    }
    if (result == Copies.NOT_KEPT || result instanceof AsyncCall.NotKept) {
      return null;
    }
    if (!results.accepts(result)) {
      failures.ofForeignValue(method, result, results.type());
      return null;
    }
    return keeper.keep(arguments, result, loadNanos);
  }

  /** The agent failed on a thread of ours: no caller is concerned. */
  void failedInTheBackground(Throwable failure) {
    if (!(failure instanceof VirtualMachineError)) {
      failures.ofEndOfCachedCall(method, own, failure);
    }
  }
}
