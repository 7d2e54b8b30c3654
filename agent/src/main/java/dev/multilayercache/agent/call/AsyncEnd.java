package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.PendingLoad;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Told how a body ended that loads a value to come, and hears how that ended in turn.
 *
 * <p>Its caller gets a result of his own instead of the body's: what he does with it, completing or
 * cancelling it, is no word about the load that others may have joined.
 */
final class AsyncEnd
    implements BiConsumer<@Nullable Object, @Nullable Throwable>,
        Function<@Nullable Object, @Nullable Object> {
  private final AsyncCall call;
  private final PendingLoad load;

  AsyncEnd(AsyncCall call, PendingLoad load) {
    this.call = call;
    this.load = load;
  }

  /** The body threw, instead of returning what was to bring its exception. */
  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    load.accept(null, thrown == null ? nothing() : thrown);
  }

  /** The body returned: what its caller gets. */
  @Override
  public @Nullable Object apply(@Nullable Object result) {
    if (!(result instanceof CompletionStage<?> stage)) {
      load.accept(null, nothing());
      return result;
    }
    CompletableFuture<@Nullable Object> own = new CompletableFuture<>();
    Object given = call.kind().following(own);
    load.isUnderWay();
    try {
      var unused = stage.whenComplete((value, thrown) -> ended(own, value, thrown));
    } catch (Throwable e) {
      load.accept(null, e); // not a stage that can be listened to
      return result;
    }
    return given;
  }

  /** The cache first: who sees his own result completed finds the value there. */
  private void ended(
      CompletableFuture<@Nullable Object> own, @Nullable Object value, @Nullable Throwable thrown) {
    try {
      call.end(load, value, thrown);
    } catch (Throwable failure) {
      load.accept(null, failure); // if it failed too early to let the others go on
      call.call().failedAtTheEnd(failure);
    } finally {
      if (thrown == null) {
        own.complete(value);
      } else {
        own.completeExceptionally(thrown);
      }
    }
  }

  private static NullPointerException nothing() {
    return new NullPointerException("the method returned null instead of a result to come");
  }
}
