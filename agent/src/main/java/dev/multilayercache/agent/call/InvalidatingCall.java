package dev.multilayercache.agent.call;

import dev.multilayercache.agent.thread.StackRoom;
import dev.multilayercache.agent.transaction.Ending;
import dev.multilayercache.agent.transaction.Transactions;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the call site of a method with {@code @InvalidateCached} or {@code @UpdateCached} does.
 *
 * <p>What is due after the body waits for the end of the transaction in which the method was
 * called, if there is one: before its commit others would load and keep the old value again. If the
 * transaction cannot be asked to tell its end, it is done at once.
 *
 * <p>Where the stack or the memory ends, that all is forgotten is owed: nothing answers until it is
 * done.
 *
 * @param uncommitted knows the threads whose changes wait
 */
record InvalidatingCall(
    Changes changes, Transactions transactions, Uncommitted uncommitted, Owing owing) {

  /** Invalidates what is due before the body; gives what is due after it, or null. */
  @Nullable Object enter(@Nullable Object[] arguments) {
    try {
      StackRoom.proveForInvalidation(); // the end of the call runs at this depth, too
      Completion completion = new Completion(this, arguments);
      changes.before(arguments);
      return changes.mayBeDueAfter() ? completion : null;
    } catch (VirtualMachineError e) {
      owing.accept(null, null);
      return owing;
    }
  }

  /** The agent failed before it came to that: all is forgotten now, and after the body. */
  @Nullable Object failed(Throwable failure) {
    try {
      changes.failed(failure);
      return new Completion(this, /* arguments= */ null);
    } catch (VirtualMachineError e) {
      owing.accept(null, null);
      return owing;
    }
  }

  /** False if there is nothing to wait for. */
  private boolean isToldLater(Consumer<Ending> change) {
    if (!transactions.areActive()) {
      return false;
    }
    Runnable over = uncommitted.begin();
    boolean isToldLater = false;
    try {
      isToldLater =
          transactions.whenEnded(
              ending -> {
                over.run();
                change.accept(ending);
              });
      return isToldLater;
    } finally {
      if (!isToldLater) {
        over.run();
      }
    }
  }

  /**
   * Does what is due now that a future has completed: at the end of the completing thread's own
   * transaction, if it has one.
   *
   * @param most what is known at best of the end of all that was done
   */
  void afterOwnTransaction(
      @Nullable Object @Nullable [] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown,
      Ending most) {
    guarded(
        () -> {
          if (changes.areDueAfter(thrown)
              && !isToldLater(
                  own -> after(arguments, result, thrown, most == Ending.COMMITTED ? own : most))) {
            changes.after(arguments, result, thrown, most);
          }
        });
  }

  /** Does what is due, by a thread that must not hear of a failure of ours. */
  void after(
      @Nullable Object @Nullable [] arguments,
      @Nullable Object result,
      @Nullable Throwable thrown,
      Ending ending) {
    guarded(
        () -> {
          StackRoom.proveForInvalidation();
          changes.after(arguments, result, thrown, ending);
        });
  }

  /** The same before the result is there. */
  void ahead(@Nullable Object @Nullable [] arguments, Ending ending) {
    guarded(
        () -> {
          StackRoom.proveForInvalidation();
          changes.ahead(arguments, ending);
        });
  }

  private void guarded(Runnable change) {
    try {
      change.run();
    } catch (VirtualMachineError e) {
      owing.accept(null, null);
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  /** Told how the body ended, or that it returned a future, whose end counts then. */
  private static final class Completion
      implements BiConsumer<@Nullable Object, @Nullable Throwable>,
          Function<@Nullable Object, @Nullable Object> {
    private final InvalidatingCall call;

    /** Null: not known, all is forgotten. */
    private final @Nullable Object @Nullable [] arguments;

    Completion(InvalidatingCall call, @Nullable Object @Nullable [] arguments) {
      this.call = call;
      this.arguments = arguments;
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable thrown) {
      try {
        call.afterOwnTransaction(arguments, result, thrown, Ending.COMMITTED);
      } catch (VirtualMachineError e) {
        call.owing.accept(null, null);
      } catch (Throwable failure) { // before it came to what is guarded
        call.failed(failure);
      }
    }

    /** What the caller gets for a future: one that ends when caches have forgotten. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is the caller's
    public @Nullable Object apply(@Nullable Object result) {
      if (!(result instanceof CompletionStage<?> stage)) {
        accept(result, null);
        return result;
      }
      try {
        return new ChangingFuture(stage, told());
      } catch (Throwable cannotListen) {
        forgetAllNow(cannotListen);
        return result;
      }
    }

    /**
     * Who is told of the future's end: on this thread it is known whether there is a transaction.
     */
    private BiConsumer<@Nullable Object, @Nullable Throwable> told() {
      try {
        ChangeToCome change = new ChangeToCome(call, arguments);
        return call.isToldLater(change) ? change : this;
      } catch (VirtualMachineError e) {
        call.owing.accept(null, null);
        return this;
      }
    }

    /** Nobody will hear of the result: it is as if the method had returned, with any. */
    private void forgetAllNow(Throwable cannotListen) {
      if (cannotListen instanceof VirtualMachineError) {
        call.owing.accept(null, null);
      } else {
        call.after(/* arguments= */ null, null, null, Ending.COMMITTED);
      }
    }
  }
}
