package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LocalHits;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.plan.BatchShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the call site of a method from several keys to a map does: each key has an entry of its own,
 * and the body runs for those that no layer has.
 *
 * @param each the call that a method of one key would be
 * @param hits of the nearest layer; null if that is not in this JVM
 */
record BatchCall(CachedCall each, BatchKeys keys, @Nullable LocalHits hits, OwnBody body) {

  static BatchCall of(
      CachedCall each, CallKey key, MethodTypes types, CachedTypes kept, OwnBody body) {
    int parameter = BatchShape.parameter(types.parameters());
    return new BatchCall(
        each,
        BatchKeys.of(
            parameter, types.parameters().get(parameter), kept.parameters().get(parameter), key),
        each.results().hitsIn(each.cache()),
        body);
  }

  /** The target of its call site, which takes a receiver unless the method is static. */
  MethodHandle target(MethodType type) {
    return target("enter", type);
  }

  /** The same in a scope of refresh. */
  MethodHandle refreshing(MethodType type) {
    return target("refresh", type);
  }

  private MethodHandle target(String way, MethodType type) {
    MethodHandle enter = bound(way, Object.class, Object[].class);
    int parameterCount = keys.parameterCount();
    boolean isStatic = type.parameterCount() == parameterCount;
    MethodHandle taking = enter.asCollector(Object[].class, parameterCount);
    MethodHandle typed =
        (isStatic ? MethodHandles.insertArguments(taking, 0, (Object) null) : taking).asType(type);
    return MethodHandles.catchException(typed, Throwable.class, bound("failed", Throwable.class));
  }

  private MethodHandle bound(String method, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .bind(this, method, MethodType.methodType(Object.class, parameters));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** A reference to what a caller gets for an entry; null if it is no answer. */
  @Nullable AtomicReference<?> given(@Nullable Entry entry) {
    Results results = each.results();
    if (entry == null || results.areShared()) {
      return entry;
    }
    return results.answer(entry) instanceof AtomicReference<?> given ? given : null;
  }

  /** A call's arguments with these elements only. */
  @Nullable Object[] arguments(@Nullable Object[] ofCall, List<Object> elements) {
    return keys.replaced(ofCall, keys.holding(elements));
  }

  /** Runs the body. */
  @Nullable Object run(OwnBody.Start start, @Nullable Object receiver, @Nullable Object[] arguments)
      throws Throwable {
    return body.run(start, receiver, arguments);
  }

  /** The agent failed: the call is left alone. */
  @SuppressWarnings("unused") // through target
  private @Nullable Object failed(Throwable failure) {
    return each.failed(failure);
  }

  /** A reference to the map, what the body threw, or null for a call that is left alone. */
  @SuppressWarnings("unused") // through target
  private @Nullable Object enter(@Nullable Object receiver, @Nullable Object[] arguments)
      throws Throwable {
    Iterable<?> all = keys.of(arguments);
    return all == null ? null : new BatchRun(this, receiver, arguments).answer(all);
  }

  /** The same in a scope of refresh: all keys are loaded anew. */
  @SuppressWarnings("unused") // through target
  private @Nullable Object refresh(@Nullable Object receiver, @Nullable Object[] arguments)
      throws Throwable {
    Iterable<?> all = keys.of(arguments);
    return all == null ? null : new BatchReload(this, receiver, arguments).answer(all);
  }
}
