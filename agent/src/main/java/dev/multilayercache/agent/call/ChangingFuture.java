package dev.multilayercache.agent.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the caller of a method that changes caches gets for the future that the body returned: it
 * ends as that one does, once caches have been told.
 *
 * <p>Who waited for the body's own future could read the old value from a cache that hears of the
 * end a moment later. Cancelling this one cancels the body's.
 */
final class ChangingFuture extends CompletableFuture<@Nullable Object> {
  private final CompletionStage<?> ofBody;

  /**
   * @param told of the end before this ends, and fails for nobody
   */
  ChangingFuture(
      CompletionStage<?> ofBody, BiConsumer<@Nullable Object, @Nullable Throwable> told) {
    this.ofBody = ofBody;
    var unused = ofBody.whenComplete((value, thrown) -> ended(told, value, thrown));
  }

  private void ended(
      BiConsumer<@Nullable Object, @Nullable Throwable> told,
      @Nullable Object value,
      @Nullable Throwable thrown) {
    try {
      told.accept(value, thrown);
    } finally {
      if (thrown == null) {
        complete(value);
      } else {
        completeExceptionally(thrown);
      }
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (ofBody instanceof CompletableFuture<?> future) {
      future.cancel(mayInterruptIfRunning);
    }
    return super.cancel(mayInterruptIfRunning);
  }

  /** What is made of it is an ordinary future. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
