package dev.multilayercache.agent.call;

import dev.multilayercache.agent.transaction.Ending;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Told how the body ended of a method that changes caches; or that it returned a result to come, of
 * which each end counts then. Safe for use by any thread.
 */
final class ChangeEnd
    implements BiConsumer<@Nullable Object, @Nullable Throwable>,
        Function<@Nullable Object, @Nullable Object>,
        ChangeListener {
  private final InvalidatingCall call;

  /** Null: not known, all is forgotten. */
  private final @Nullable Object @Nullable [] arguments;

  ChangeEnd(InvalidatingCall call, @Nullable Object @Nullable [] arguments) {
    this.call = call;
    this.arguments = arguments;
  }

  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    try {
      call.afterOwnTransaction(arguments, result, thrown, Ending.COMMITTED);
    } catch (VirtualMachineError e) {
      call.owing().accept(null, null);
    } catch (Throwable failure) { // before it came to what is guarded
      call.failed(failure);
    }
  }

  /** What the caller gets for a result to come: one that ends when caches have been told. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the caller's
  public @Nullable Object apply(@Nullable Object result) {
    ChangeKind kind = call.kind();
    try {
      if (result != null && kind != null) {
        return kind.told(result, listener());
      }
      if (result instanceof CompletionStage<?> stage) {
        return new ChangingFuture(stage, listener());
      }
    } catch (Throwable cannotListen) {
      isUnheard(cannotListen);
      return result;
    }
    accept(result, null);
    return result;
  }

  /** Who is told of the work: on this thread it is known whether there is a transaction. */
  private ChangeListener listener() {
    try {
      ChangeToCome change = new ChangeToCome(call, arguments);
      return call.isToldLater(change) ? change : this;
    } catch (VirtualMachineError e) {
      call.owing().accept(null, null);
      return this;
    }
  }

  @Override
  public void begins() {
    call.begins(arguments);
  }

  @Override
  public void ended(@Nullable Object result, @Nullable Throwable thrown) {
    accept(result, thrown);
  }

  @Override
  public void cancelled() {
    call.abandoned(arguments);
  }

  @Override
  public void isUnheard(Throwable reason) {
    call.isUnheard(reason);
  }
}
