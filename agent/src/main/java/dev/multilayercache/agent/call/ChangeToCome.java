package dev.multilayercache.agent.call;

import dev.multilayercache.agent.transaction.Ending;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a method changes in caches whose future is still to come when it returns to a transaction:
 * told of the end of both, in either order.
 *
 * <p>Nobody knows which of them makes visible what the method has done, so caches forget at each. A
 * result is stored only once both are there, and its key is forgotten until then. Safe for use by
 * any thread.
 */
final class ChangeToCome
    implements BiConsumer<@Nullable Object, @Nullable Throwable>, Consumer<Ending> {

  /** How the future completed. */
  private record Outcome(@Nullable Object result, @Nullable Throwable thrown) {}

  private final InvalidatingCall call;
  private final @Nullable Object @Nullable [] arguments;
  private @Nullable Outcome outcome;
  private @Nullable Ending ending;

  ChangeToCome(InvalidatingCall call, @Nullable Object @Nullable [] arguments) {
    this.call = call;
    this.arguments = arguments;
  }

  /** The future has completed. */
  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    Ending known = completed(new Outcome(result, thrown));
    if (known == null) {
      call.after(arguments, result, thrown, Ending.UNSURE);
    } else {
      call.afterOwnTransaction(
          arguments, result, thrown, known == Ending.COMMITTED ? known : Ending.UNSURE);
    }
  }

  /** The transaction has ended. */
  @Override
  public void accept(Ending how) {
    Outcome known = ended(how);
    if (known == null) {
      call.ahead(arguments, how);
    } else {
      call.after(arguments, known.result(), known.thrown(), how);
    }
  }

  private synchronized @Nullable Ending completed(Outcome how) {
    outcome = how;
    return ending;
  }

  private synchronized @Nullable Outcome ended(Ending how) {
    ending = how;
    return outcome;
  }
}
