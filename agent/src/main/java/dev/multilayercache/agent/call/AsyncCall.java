package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.LoadRequest;
import dev.multilayercache.agent.engine.PendingLoad;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the call site of a method does whose result brings its value later: the value is cached, and
 * each caller gets a result of his own that brings it.
 *
 * <p>No thread waits here. A future is hot: its call leads or joins a load at once. What each
 * subscriber starts anew is looked up in the cache by each subscriber; only a hit of the nearest
 * layer spares the body.
 *
 * @param isForOneCaller set once a value has come that only one caller can use: then the cache has
 *     no part in the method's calls any more, because who joins a load must take what it brings
 */
record AsyncCall(CachedCall call, AsyncKind kind, AtomicBoolean isForOneCaller) {

  private static final String FOR_ONE_CALLER =
      "the call that this one joined was given what one caller only can use. Remove"
          + " @MultiLayerCached from the method, whose calls are not cached any more.";

  AsyncCall(CachedCall call, AsyncKind kind) {
    this(call, kind, new AtomicBoolean());
  }

  /**
   * After a miss of the nearest layer: what the woven method gets, see {@link CachedCall#enter}.
   */
  @SuppressWarnings("unused") // through a method handle
  @Nullable Object enter(Object localKey, @Nullable Object receiver, @Nullable Object[] arguments) {
    return begin(localKey, receiver, arguments, call.cache()::enterWithoutWaiting);
  }

  /** In a scope of refresh. */
  @SuppressWarnings("unused") // through a method handle
  @Nullable Object refresh(
      Object localKey, @Nullable Object receiver, @Nullable Object[] arguments) {
    return begin(localKey, receiver, arguments, call.cache()::refreshWithoutWaiting);
  }

  private @Nullable Object begin(
      Object localKey,
      @Nullable Object receiver,
      @Nullable Object[] arguments,
      Function<LoadRequest, ? extends @Nullable Object> way) {
    if (isForOneCaller.get()) {
      return null;
    }
    call.watch(receiver);
    LoadRequest request = call.request(localKey, arguments, new LoadEnd(call));
    return kind.isDeferred()
        ? new DeferredLoad(this, () -> way.apply(request))
        : answerOrEnd(way.apply(request));
  }

  /**
   * An {@link AtomicReference} of a result for the caller, an {@link AsyncEnd}, or null.
   *
   * @param token what the cache gave
   */
  @Nullable Object answerOrEnd(@Nullable Object token) {
    if (token instanceof PendingLoad load) {
      return new AsyncEnd(this, load);
    }
    return token instanceof CompletableFuture<?> joined
        ? new AtomicReference<>(kind.following(given(joined)))
        : answer(token);
  }

  /** The same for an entry; null if it is no answer. */
  @Nullable Object answer(@Nullable Object entry) {
    Object given = call.results().answer(entry);
    if (given instanceof AtomicReference<?> value) {
      return new AtomicReference<>(kind.completed(value.getPlain()));
    }
    return given instanceof Throwable thrown ? new AtomicReference<>(kind.failed(thrown)) : null;
  }

  /** Ends a load with what the body's result has brought. */
  void end(PendingLoad load, @Nullable Object value, @Nullable Throwable thrown) {
    if (thrown != null) {
      call.results().end(load, null, thrown);
      return;
    }
    Object kept = kept(value);
    if (kept == Copies.NOT_KEPT) {
      isForOneCaller.set(true);
      load.accept(null, new IllegalStateException(FOR_ONE_CALLER));
    } else {
      load.accept(kept, null);
    }
  }

  private @Nullable Object kept(@Nullable Object value) {
    return call.failures().refusesForOneCallerOnly(call.method(), value)
        ? Copies.NOT_KEPT
        : call.results().kept(value);
  }

  /** The caller's own, with a copy if callers get copies. */
  @SuppressWarnings("unchecked") // what the cache brings
  private CompletableFuture<@Nullable Object> given(CompletableFuture<?> joined) {
    Copies copies = call.results().copies();
    CompletableFuture<@Nullable Object> own = (CompletableFuture<@Nullable Object>) joined;
    if (copies == null) {
      return own;
    }
    CompletableFuture<@Nullable Object> copied = new CompletableFuture<>();
    var unused =
        own.whenComplete(
            (value, thrown) -> {
              if (thrown != null) {
                copied.completeExceptionally(thrown);
              } else {
                copied.complete(copies.give(value));
              }
            });
    return copied;
  }
}
