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

  AsyncCall(CachedCall call, AsyncKind kind) {
    this(call, kind, new AtomicBoolean());
  }

  /**
   * After a miss of the nearest layer: what the woven method gets, see {@link CachedCall#enter}.
   */
  @SuppressWarnings("unused") // through a method handle
  @Nullable Object enter(Object localKey, @Nullable Object receiver, @Nullable Object[] arguments) {
    return begin(localKey, receiver, arguments, call.cache().calls()::enterWithoutWaiting);
  }

  /** In a scope of refresh. */
  @SuppressWarnings("unused") // through a method handle
  @Nullable Object refresh(
      Object localKey, @Nullable Object receiver, @Nullable Object[] arguments) {
    return begin(localKey, receiver, arguments, call.cache().calls()::refreshWithoutWaiting);
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
    return kind.isDeferred() ? new DeferredLoad(this, () -> ask(request, way)) : ask(request, way);
  }

  /** An {@link AtomicReference} of a result for the caller, an {@link AsyncEnd}, or null. */
  private @Nullable Object ask(
      LoadRequest request, Function<LoadRequest, ? extends @Nullable Object> way) {
    if (mayReadUncommitted()) {
      call.cache().calls().countBypass();
      return null; // others must not join what only this transaction can see
    }
    AsyncEnd end = new AsyncEnd(this); // made first: once a flight is on its way nothing may fail
    Object token = way.apply(request);
    if (token instanceof PendingLoad load) {
      end.load = load;
      return end;
    }
    return token instanceof CompletableFuture<?> joined
        ? new AtomicReference<>(kind.following(given(joined)))
        : answer(token);
  }

  /** Whether what the calling thread reads is not there for others, and may never be. */
  boolean mayReadUncommitted() {
    return call.scopes().uncommitted().mayBeRead();
  }

  /** What the caller gets for an entry; null if it is no answer. */
  @Nullable Object answer(@Nullable Object entry) {
    Object given = call.results().answer(entry);
    if (given instanceof AtomicReference<?> value) {
      return new AtomicReference<>(kind.completed(value.getPlain()));
    }
    return given instanceof Throwable thrown ? new AtomicReference<>(kind.failed(thrown)) : null;
  }

  /** Ends a load with what the body's result has brought, or what it threw. */
  void end(PendingLoad load, @Nullable Object value, @Nullable Throwable thrown) {
    if (thrown != null) {
      Results results = call.results();
      results.end(load, null, results.exceptions().kept(thrown));
      return;
    }
    load.accept(kept(value), null);
  }

  private @Nullable Object kept(@Nullable Object value) {
    if (call.failures().refusesForOneCallerOnly(call.method(), value)) {
      isForOneCaller.set(true);
      return new NotKept(value);
    }
    Object kept = call.results().kept(value);
    return kept == Copies.NOT_KEPT ? new NotKept(value) : kept;
  }

  /**
   * The caller's own, with a copy if callers get copies and one can be made: he has no thread left
   * to load with, and must neither wait for ever nor hear of a failure of ours.
   */
  private CompletableFuture<@Nullable Object> given(CompletableFuture<?> joined) {
    CompletableFuture<@Nullable Object> own = new CompletableFuture<>();
    var unused =
        joined.whenComplete(
            (value, thrown) -> {
              if (thrown == null) {
                own.complete(copied(value));
              } else {
                own.completeExceptionally(thrown);
              }
            });
    return own;
  }

  private @Nullable Object copied(@Nullable Object brought) {
    if (brought instanceof NotKept alone) {
      return alone.value();
    }
    Copies copies = call.results().copies();
    try {
      return copies == null ? brought : copies.give(brought);
    } catch (Throwable failure) {
      call.failedInTheBackground(failure);
      return brought;
    }
  }

  /**
   * A value that is not kept, on its way to those who joined its load.
   *
   * @param value the very one that the body's result brought
   */
  record NotKept(@Nullable Object value) {}
}
