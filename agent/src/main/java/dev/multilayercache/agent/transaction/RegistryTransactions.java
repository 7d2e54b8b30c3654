package dev.multilayercache.agent.transaction;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a Jakarta or Java EE server, asked through its {@code
 * TransactionSynchronizationRegistry}, which has a fixed name in JNDI.
 */
final class RegistryTransactions implements TransactionSource {
  private static final String NAME = "java:comp/TransactionSynchronizationRegistry";
  private static final int STATUS_ACTIVE = 0;
  private static final int STATUS_MARKED_ROLLBACK = 1;

  /** A JVM that has the interfaces and no server is not searched with each call. */
  private static final long NANOS_BETWEEN_SEARCHES = TimeUnit.SECONDS.toNanos(10);

  private final Class<?> registryType;
  private final Class<?> synchronization;
  private final MethodHandle status;
  private final MethodHandle register;

  /** One for the whole server. */
  private volatile @Nullable Object registry;

  private volatile long searchedNanos = System.nanoTime() - NANOS_BETWEEN_SEARCHES;

  private RegistryTransactions(Class<?> registryType, Class<?> synchronization)
      throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    this.registryType = registryType;
    this.synchronization = synchronization;
    this.status =
        lookup
            .findVirtual(registryType, "getTransactionStatus", MethodType.methodType(int.class))
            .asType(MethodType.methodType(int.class, Object.class));
    this.register =
        lookup
            .findVirtual(
                registryType,
                "registerInterposedSynchronization",
                MethodType.methodType(void.class, synchronization))
            .asType(MethodType.methodType(void.class, Object.class, Object.class));
  }

  /**
   * Null if the loader has no such interfaces.
   *
   * @param packageName {@code jakarta.transaction} or {@code javax.transaction}
   */
  static @Nullable RegistryTransactions find(ClassLoader loader, String packageName) {
    Class<?> registryType =
        TransactionSource.classOf(loader, packageName + ".TransactionSynchronizationRegistry");
    Class<?> synchronization = TransactionSource.classOf(loader, packageName + ".Synchronization");
    try {
      return registryType == null || synchronization == null
          ? null
          : new RegistryTransactions(registryType, synchronization);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  @Override
  public boolean isActive() throws Throwable {
    Object known = registry();
    if (known == null) {
      return false;
    }
    int now = (int) status.invokeExact(known);
    return now == STATUS_ACTIVE || now == STATUS_MARKED_ROLLBACK;
  }

  @Override
  public void tell(Consumer<Ending> listener) throws Throwable {
    Object proxy =
        Proxy.newProxyInstance(
            synchronization.getClassLoader(),
            new Class<?>[] {synchronization},
            new RegistrySynchronization(listener));
    register.invokeExact(registry(), proxy);
  }

  private @Nullable Object registry() {
    Object known = registry;
    if (known == null && System.nanoTime() - searchedNanos >= NANOS_BETWEEN_SEARCHES) {
      searchedNanos = System.nanoTime();
      known = search();
      registry = known;
    }
    return known;
  }

  private @Nullable Object search() {
    try {
      Object found = ServerNaming.find(NAME);
      return registryType.isInstance(found) ? found : null;
    } catch (NoClassDefFoundError e) {
      return null; // a JVM without JNDI
    }
  }
}
