package dev.multilayercache.agent.transaction;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What Spring's {@code TransactionSynchronization} does for us: it tells the end once.
 *
 * <p>{@code afterCommit} comes earlier than {@code afterCompletion}, and before what the
 * application registers for then; but one that is registered while others are told of the commit
 * hears of the completion only. So either tells.
 */
final class SpringSynchronization implements InvocationHandler {
  private static final int COMMITTED = 0;
  private static final int ROLLED_BACK = 1;

  private final Consumer<Ending> listener;
  private boolean isTold;
  private boolean wentBack;

  SpringSynchronization(Consumer<Ending> listener) {
    this.listener = listener;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
      throws Throwable {
    switch (method.getName()) {
      case "afterCommit" -> tell(COMMITTED);
      case "afterCompletion" -> tell(given == null || !(given[0] instanceof Integer i) ? -1 : i);
      case "savepointRollback" -> noteSavepoint();
      case "getOrder" -> {
        return Integer.MIN_VALUE; // so that whoever is told next reads nothing old
      }
      case "equals" -> {
        return given != null && proxy == given[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(proxy);
      }
      case "toString" -> {
        return "a multi-layer cache waiting for the end of a transaction";
      }
      default -> {} // nothing to suspend, flush or prepare
    }
    return null;
  }

  private synchronized void noteSavepoint() {
    wentBack = true;
  }

  private void tell(int status) {
    Ending ending = ending(status);
    if (ending != null) {
      listener.accept(ending);
    }
  }

  /** Null if that has been told. */
  private synchronized @Nullable Ending ending(int status) {
    if (isTold) {
      return null;
    }
    isTold = true;
    if (status == ROLLED_BACK) {
      return Ending.ROLLED_BACK;
    }
    return status == COMMITTED && !wentBack ? Ending.COMMITTED : Ending.UNSURE;
  }
}
