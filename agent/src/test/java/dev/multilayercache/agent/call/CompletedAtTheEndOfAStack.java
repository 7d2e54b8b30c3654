package dev.multilayercache.agent.call;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Who completes it has no stack left for what waits for it; what comes later hears of its end. */
final class CompletedAtTheEndOfAStack<T> extends CompletableFuture<T> {
  private final CompletableFuture<T> unheard = new CompletableFuture<>();
  private T brought;

  @Override
  public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
    if (brought != null) {
      action.accept(brought, null);
    }
    return unheard;
  }

  void bring(T value) {
    brought = value;
    unheard.completeExceptionally(new StackOverflowError());
  }
}
