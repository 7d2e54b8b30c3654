package dev.multilayercache.agent.transaction;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@code Synchronization} of Jakarta or Java EE does for us: it tells the end once. */
final class RegistrySynchronization implements InvocationHandler {
  private static final int STATUS_COMMITTED = 3;
  private static final int STATUS_ROLLED_BACK = 4;

  private final Consumer<Ending> listener;
  private final AtomicBoolean isTold = new AtomicBoolean();

  RegistrySynchronization(Consumer<Ending> listener) {
    this.listener = listener;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) {
    return switch (method.getName()) {
      case "afterCompletion" -> {
        if (isTold.compareAndSet(false, true)) {
          listener.accept(ending(given == null ? null : given[0]));
        }
        yield null;
      }
      case "equals" -> given != null && proxy == given[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "a multi-layer cache waiting for the end of a transaction";
      default -> null; // nothing to do before the end
    };
  }

  private static Ending ending(@Nullable Object status) {
    if (Integer.valueOf(STATUS_COMMITTED).equals(status)) {
      return Ending.COMMITTED;
    }
    return Integer.valueOf(STATUS_ROLLED_BACK).equals(status) ? Ending.ROLLED_BACK : Ending.UNSURE;
  }
}
