package dev.multilayercache.agent.transaction;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of Spring that are bound to threads, whoever manages them: JDBC, JPA, JTA, a
 * message broker.
 *
 * <p>One without a resource of its own, as under {@code Propagation.SUPPORTS}, counts for none.
 */
final class SpringTransactions implements TransactionSource {
  private static final String PACKAGE = "org.springframework.transaction.support.";

  private final Class<?> synchronization;
  private final MethodHandle isSynchronizationActive;
  private final MethodHandle isActualTransactionActive;
  private final MethodHandle register;

  private SpringTransactions(Class<?> manager, Class<?> synchronization)
      throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodType question = MethodType.methodType(boolean.class);
    this.synchronization = synchronization;
    this.isSynchronizationActive = lookup.findStatic(manager, "isSynchronizationActive", question);
    this.isActualTransactionActive =
        lookup.findStatic(manager, "isActualTransactionActive", question);
    this.register =
        lookup
            .findStatic(
                manager,
                "registerSynchronization",
                MethodType.methodType(void.class, synchronization))
            .asType(MethodType.methodType(void.class, Object.class));
  }

  /** Null if the loader has no Spring transactions, or such as this class does not know. */
  static @Nullable SpringTransactions find(ClassLoader loader) {
    Class<?> manager =
        TransactionSource.classOf(loader, PACKAGE + "TransactionSynchronizationManager");
    Class<?> synchronization =
        TransactionSource.classOf(loader, PACKAGE + "TransactionSynchronization");
    try {
      return manager == null || synchronization == null
          ? null
          : new SpringTransactions(manager, synchronization);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  @Override
  public boolean isActive() throws Throwable {
    return (boolean) isSynchronizationActive.invokeExact()
        && (boolean) isActualTransactionActive.invokeExact();
  }

  @Override
  public void tell(Consumer<Ending> listener) throws Throwable {
    Object proxy =
        Proxy.newProxyInstance(
            synchronization.getClassLoader(),
            new Class<?>[] {synchronization},
            new SpringSynchronization(listener));
    register.invokeExact(proxy);
  }
}
