package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.PendingLoad;
import java.util.Objects;
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
  private final CompletableFuture<@Nullable Object> own = new CompletableFuture<>();
  private final Object given;

  /** The cache's own, which takes one ending. */
  @Nullable PendingLoad load;

  /** Whether all who wait have been told. */
  private volatile boolean isTold;

  /** Written by the thread of the body before it listens to the result. */
  private boolean isUncommitted;

  /** Makes all that its caller gets, so that nothing is left to make once there is a load. */
  AsyncEnd(AsyncCall call) {
    this.call = call;
    this.given = call.kind().following(own);
  }

  /** The body threw, instead of returning what was to bring its exception. */
  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    end(null, thrown == null ? nothing() : thrown);
  }

  /** The body returned: what its caller gets. */
  @Override
  public @Nullable Object apply(@Nullable Object result) {
    if (!(result instanceof CompletionStage<?> stage)) {
      load().accept(null, nothing());
      return result;
    }
    try {
      load().isUnderWay();
      noteUncommitted();
      listen(stage);
      return given;
    } catch (Throwable e) {
      leaveAlone(stage, e);
      return result;
    }
  }

  /** The caller has the body's own result; those who joined get what that brings, if it can say. */
  private void leaveAlone(CompletionStage<?> stage, Throwable failure) {
    try {
      var unused = stage.whenComplete(this::endBare);
    } catch (Throwable e) {
      load().accept(null, failure); // not a stage that can be listened to
    }
    call.call().failedInTheBackground(failure);
  }

  /**
   * Hears of the end, and of whether it was told: it is not where a completing thread's stack ends.
   */
  private void listen(CompletionStage<?> stage) {
    var unused =
        stage
            .whenComplete(this::ended)
            .whenComplete((value, failure) -> makeUpIfUntold(stage, failure));
  }

  private void makeUpIfUntold(CompletionStage<?> stage, @Nullable Throwable failure) {
    if (!isTold) {
      var unused = stage.whenComplete((value, thrown) -> makeUp(value, thrown, failure));
    }
  }

  /** The same with less to do: nobody may wait for ever. */
  private void makeUp(
      @Nullable Object value, @Nullable Throwable thrown, @Nullable Throwable failure) {
    try {
      give(value, thrown);
    } finally {
      endBare(value, thrown);
    }
    if (thrown == null && failure != null) { // else it is the body's own
      Throwable cause = failure.getCause();
      call.call().failedInTheBackground(cause == null ? failure : cause);
    }
  }

  /** The body itself may have changed something. */
  private void noteUncommitted() {
    if (call.mayReadUncommitted()) {
      isUncommitted = true;
      load().standAlone();
    }
  }

  /** The cache first: who sees his own result completed finds the value there. */
  private void ended(@Nullable Object value, @Nullable Throwable thrown) {
    try {
      end(value, thrown);
    } finally {
      give(value, thrown);
    }
    isTold = true;
  }

  private void give(@Nullable Object value, @Nullable Throwable thrown) {
    if (thrown == null) {
      own.complete(value);
    } else {
      own.completeExceptionally(thrown);
    }
  }

  private void end(@Nullable Object value, @Nullable Throwable thrown) {
    if (isUncommitted) {
      endBare(value, thrown);
      return;
    }
    try {
      call.end(load(), value, thrown);
    } catch (Throwable failure) {
      endBare(value, thrown); // if it failed too early to let the others go on
      call.call().failedInTheBackground(failure);
    }
  }

  /** Those who joined get what the body's result brought, and never a failure of ours. */
  private void endBare(@Nullable Object value, @Nullable Throwable thrown) {
    Object result = thrown == null ? new AsyncCall.NotKept(value) : null;
    try {
      load().accept(result, thrown);
    } catch (Throwable e) {
      load().handOn(result, thrown);
    }
  }

  private PendingLoad load() {
    return Objects.requireNonNull(load);
  }

  private static NullPointerException nothing() {
    return new NullPointerException("the method returned null instead of a result to come");
  }
}
