package dev.multilayercache.agent.call;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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

  /** Whether caches and all who wait have been told. */
  private volatile boolean isTold;

  /**
   * @param listener told of the end before this ends
   */
  ChangingFuture(CompletionStage<?> ofBody, ChangeListener listener) {
    this.ofBody = ofBody;
    var unused =
        ofBody
            .whenComplete((value, thrown) -> ended(listener, value, thrown))
            .whenComplete((value, thrown) -> heard(listener));
  }

  /** Where a completing thread's stack ends, nothing could be told; what is due is owed then. */
  private void heard(ChangeListener listener) {
    if (!isTold) {
      listener.isUnheard(new StackOverflowError());
      var unused = ofBody.whenComplete(this::end);
    }
  }

  private void ended(ChangeListener listener, @Nullable Object value, @Nullable Throwable thrown) {
    try {
      if (isCancellation(thrown)) {
        listener.cancelled();
      } else {
        listener.ended(value, thrown);
      }
    } finally {
      end(value, thrown);
    }
    isTold = true;
  }

  private void end(@Nullable Object value, @Nullable Throwable thrown) {
    if (thrown == null) {
      complete(value);
    } else {
      completeExceptionally(thrown);
    }
  }

  /** Who cancels a future does not stop what works for it. */
  private static boolean isCancellation(@Nullable Throwable thrown) {
    return thrown instanceof CancellationException
        || (thrown instanceof CompletionException wrapped
            && wrapped.getCause() instanceof CancellationException);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (ofBody instanceof CompletableFuture<?> future) {
      cancel(future, mayInterruptIfRunning);
    }
    return super.cancel(mayInterruptIfRunning);
  }

  /** One that shows itself as a mere stage cannot be cancelled: its work goes on, and is heard. */
  private static void cancel(CompletableFuture<?> future, boolean mayInterruptIfRunning) {
    try {
      future.cancel(mayInterruptIfRunning);
    } catch (UnsupportedOperationException isStage) {
      return;
    }
  }

  /** What is made of it is an ordinary future. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
