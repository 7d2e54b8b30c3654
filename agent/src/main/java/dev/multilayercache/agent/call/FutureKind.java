package dev.multilayercache.agent.call;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link CompletableFuture}, also where {@code CompletionStage} is declared. */
@SuppressWarnings("FutureReturnValueIgnored") // they are for the caller
record FutureKind() implements AsyncKind {

  @Override
  public Object completed(@Nullable Object value) {
    return CompletableFuture.completedFuture(value);
  }

  @Override
  public Object failed(Throwable thrown) {
    return CompletableFuture.failedFuture(thrown);
  }

  @Override
  public Object following(CompletableFuture<@Nullable Object> own) {
    return own;
  }

  @Override
  public boolean isDeferred() {
    return false;
  }

  @Override
  public Object deferred(Object result, Function<Source, Object> subscription) {
    throw new UnsupportedOperationException("a future has begun already");
  }
}
