package dev.multilayercache.agent.transaction;

import dev.multilayercache.agent.log.AgentLog;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The transactions in which the methods of one class may be called: Spring's and those of Jakarta
 * or Java EE, as far as the class's loader has them. They are found by name; the agent depends on
 * neither.
 *
 * <p>Whatever fails is as if there were no transaction, with a line. Safe for use by any thread.
 */
public final class Transactions {
  private final List<TransactionSource> sources;

  Transactions(List<TransactionSource> sources) {
    this.sources = sources;
  }

  /**
   * Those that a class loader knows.
   *
   * @param loader of the class; what is made for it holds it strongly
   */
  public static Transactions of(ClassLoader loader) {
    return new Transactions(
        Stream.of(
                SpringTransactions.find(loader),
                RegistryTransactions.find(loader, "jakarta.transaction"),
                RegistryTransactions.find(loader, "javax.transaction"))
            .filter(Objects::nonNull)
            .toList());
  }

  /** Whether the calling thread works in one that has not ended. */
  public boolean areActive() {
    return active() != null;
  }

  /**
   * Has somebody told once how the transaction of the calling thread ends, by the thread that ends
   * it.
   *
   * @return false if there is none, or it could not be asked to tell
   */
  public boolean whenEnded(Consumer<Ending> listener) {
    TransactionSource active = active();
    try {
      if (active == null) {
        return false;
      }
      active.tell(listener);
      return true;
    } catch (Throwable e) {
      warn(e);
      return false;
    }
  }

  private @Nullable TransactionSource active() {
    for (TransactionSource each : sources) {
      try {
        if (each.isActive()) {
          return each;
        }
      } catch (Throwable e) {
        warn(e);
      }
    }
    return null;
  }

  private static void warn(Throwable failure) {
    if (failure instanceof VirtualMachineError error) {
      throw error;
    }
    AgentLog.warnOncePerMinute(
        "transactions",
        "A transaction could not be asked to tell its end (%s). What its methods invalidate is forgotten when they return, before the commit."
            .formatted(failure.getClass().getName()));
  }
}
