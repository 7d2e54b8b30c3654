package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.engine.LoadRequest;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.layer.Key;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a cached method's call site does when the method is entered.
 *
 * <p>This is the slow path; hits of the nearest layer do without, see {@link CallHandles}.
 *
 * @param guard looks at the objects that share entries, or null if nobody wants it
 * @param own counts what fails in us, see {@link SwitchedCallSite}
 * @param resultClass what a value must be an instance of; the woven code casts to it unchecked
 */
record CachedCall(
    LayeredCache cache,
    String method,
    Class<?> resultClass,
    boolean acceptsNull,
    boolean mayWait,
    Lifetime lifetime,
    ResultKeeper keeper,
    CallFailures failures,
    @Nullable ReceiverGuard guard,
    MethodSwitch own) {

  /** After a miss of the nearest layer: a hit of another, a flight to complete, or null. */
  @Nullable Object enter(Object localKey, @Nullable Object receiver, @Nullable Object[] arguments) {
    return begin(localKey, receiver, arguments, cache::enter);
  }

  /** In a scope of refresh: a flight to complete, or null. */
  @Nullable Object refresh(
      Object localKey, @Nullable Object receiver, @Nullable Object[] arguments) {
    return begin(localKey, receiver, arguments, cache::refresh);
  }

  @SuppressWarnings("unchecked") // what LayeredCache gives
  private @Nullable Object begin(
      Object localKey,
      @Nullable Object receiver,
      @Nullable Object[] arguments,
      Function<LoadRequest, ? extends @Nullable Object> way) {
    if (guard != null && receiver != null) {
      guard.watch(receiver);
    }
    LoadEnd end = new LoadEnd(this); // made first: once a flight is on its way nothing may fail
    Key key = new Key(cache.name(), localKey, KeyShape.canonical(localKey));
    Object token =
        way.apply(
            new LoadRequest(
                key,
                lifetime,
                resultClass,
                acceptsNull,
                mayWait,
                (result, loadNanos) -> keeper.keep(arguments, result, loadNanos),
                own));
    if (token instanceof BiConsumer<?, ?> load) {
      end.load = (BiConsumer<@Nullable Object, @Nullable Throwable>) load;
      return end;
    }
    return token;
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
}
