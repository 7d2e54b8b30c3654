package dev.multilayercache.agent.transaction;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One framework's transactions. Whatever it throws is the framework's, or says that it differs. */
interface TransactionSource {

  /** Whether the calling thread works in one that can still be asked to tell its end. */
  boolean isActive() throws Throwable;

  /** Has the listener told once how the calling thread's transaction ends. */
  void tell(Consumer<Ending> listener) throws Throwable;

  /** A class of the application, not initialized; null if its loader has none of that name. */
  static @Nullable Class<?> classOf(ClassLoader loader, String name) {
    try {
      return Class.forName(name, /* initialize= */ false, loader);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
      return null; // whatever an application's loader may do
    }
  }
}
