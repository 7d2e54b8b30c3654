package dev.multilayercache.agent.call;

import dev.multilayercache.agent.thread.StackRoom;
import dev.multilayercache.agent.transaction.Ending;
import dev.multilayercache.agent.transaction.Transactions;
import java.util.function.Consumer;
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
 * @param kind of a result at each of whose subscriptions the method does its work, else null
 * @param uncommitted knows the threads whose changes wait
 */
record InvalidatingCall(
    Changes changes,
    @Nullable ChangeKind kind,
    Transactions transactions,
    Uncommitted uncommitted,
    Owing owing) {

  /** Invalidates what is due before the body; gives what is due after it, or null. */
  @Nullable Object enter(@Nullable Object[] arguments) {
    try {
      StackRoom.proveForInvalidation(); // the end of the call runs at this depth, too
      ChangeEnd end = new ChangeEnd(this, arguments);
      changes.before(arguments);
      return kind != null || changes.mayBeDueAfter() ? end : null;
    } catch (VirtualMachineError e) {
      owing.accept(null, null);
      return owing;
    }
  }

  /** The agent failed before it came to that: all is forgotten now, and after the body. */
  @Nullable Object failed(Throwable failure) {
    try {
      changes.failed(failure);
      return new ChangeEnd(this, /* arguments= */ null);
    } catch (VirtualMachineError e) {
      owing.accept(null, null);
      return owing;
    }
  }

  /** False if there is nothing to wait for. */
  boolean isToldLater(Consumer<Ending> change) {
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

  /** Does what is due before the body, now that somebody subscribes to what it returned. */
  void begins(@Nullable Object @Nullable [] arguments) {
    guarded(
        () -> {
          StackRoom.proveForInvalidation();
          changes.before(arguments);
        });
  }

  /**
   * Does what is due now that a body, or the work that it returned to come, has ended: at the end
   * of the completing thread's own transaction, if it has one.
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

  /**
   * Does what is due if nobody waits for the work any more: now, and at the end of the calling
   * thread's own transaction, if it has one.
   */
  void abandoned(@Nullable Object @Nullable [] arguments) {
    guarded(() -> isToldLater(ending -> guarded(() -> changes.abandoned(arguments))));
    guarded(
        () -> {
          StackRoom.proveForInvalidation();
          changes.abandoned(arguments);
        });
  }

  /** Nobody will hear of the work's end: it is as if the method had returned, with any result. */
  void isUnheard(Throwable reason) {
    if (reason instanceof VirtualMachineError) {
      owing.accept(null, null);
    } else {
      after(/* arguments= */ null, /* result= */ null, /* thrown= */ null, Ending.COMMITTED);
    }
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
}
