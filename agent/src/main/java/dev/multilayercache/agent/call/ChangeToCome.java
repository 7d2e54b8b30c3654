package dev.multilayercache.agent.call;

import dev.multilayercache.agent.transaction.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a method changes in caches whose work goes on when it returns to a transaction: told of the
 * ends of both, in any order.
 *
 * <p>Nobody knows which of them makes visible what the method has done, so caches forget at each. A
 * result is stored only once both are there, and its key is forgotten until then. Safe for use by
 * any thread.
 */
final class ChangeToCome implements ChangeListener, Consumer<Ending> {

  /** How the work ended, once. */
  private record Outcome(@Nullable Object result, @Nullable Throwable thrown) {}

  private final InvalidatingCall call;
  private final @Nullable Object @Nullable [] arguments;

  /** More than one of what may be subscribed to more than once. */
  private final List<Outcome> outcomes = new ArrayList<>();

  private boolean isCancelled;
  private @Nullable Ending ending;

  ChangeToCome(InvalidatingCall call, @Nullable Object @Nullable [] arguments) {
    this.call = call;
    this.arguments = arguments;
  }

  @Override
  public void begins() {
    call.begins(arguments);
  }

  @Override
  public void ended(@Nullable Object result, @Nullable Throwable thrown) {
    Ending known = endedBefore(new Outcome(result, thrown));
    if (known == null) {
      call.after(arguments, result, thrown, Ending.UNSURE);
    } else {
      call.afterOwnTransaction(
          arguments, result, thrown, known == Ending.COMMITTED ? known : Ending.UNSURE);
    }
  }

  @Override
  public void cancelled() {
    noteCancelled();
    call.abandoned(arguments);
  }

  @Override
  public void isUnheard(Throwable reason) {
    noteCancelled();
    call.isUnheard(reason);
  }

  /** The transaction has ended. */
  @Override
  public void accept(Ending how) {
    List<Outcome> known = outcomesBefore(how);
    if (isAbandoned()) {
      call.abandoned(arguments);
    }
    if (known.isEmpty()) {
      call.ahead(arguments, how);
    }
    known.forEach(each -> call.after(arguments, each.result(), each.thrown(), how));
  }

  private synchronized @Nullable Ending endedBefore(Outcome outcome) {
    if (ending == null) {
      outcomes.add(outcome);
    }
    return ending;
  }

  private synchronized List<Outcome> outcomesBefore(Ending how) {
    ending = how;
    return List.copyOf(outcomes);
  }

  private synchronized void noteCancelled() {
    isCancelled = true;
  }

  private synchronized boolean isAbandoned() {
    return isCancelled;
  }
}
