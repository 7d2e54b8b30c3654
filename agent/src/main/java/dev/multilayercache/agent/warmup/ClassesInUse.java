package dev.multilayercache.agent.warmup;

import dev.multilayercache.agent.plan.PlanRegistry;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The application's classes that are in use: loaded and initialized by the application itself.
 * Asking for one neither loads nor initializes it. Safe for use by any thread.
 */
final class ClassesInUse {
  private final PlanRegistry plans;

  ClassesInUse(PlanRegistry plans) {
    this.plans = plans;
  }

  /** The class of that name whose methods are woven, once it is in use; null until then. */
  @Nullable Class<?> woven(String name) throws ReflectiveOperationException {
    for (ClassLoader each : plans.loadersOf(name)) {
      Class<?> found = loaded(name, each);
      if (found != null && isInitialized(found)) {
        return found;
      }
    }
    return null;
  }

  /** The class of that name as a loader sees it, once it is in use; null until then. */
  static @Nullable Class<?> inUse(String name, @Nullable ClassLoader loader)
      throws ReflectiveOperationException {
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      Class<?> found = loaded(name, each);
      if (found != null) {
        return isInitialized(found) ? found : null;
      }
    }
    return null;
  }

  private static @Nullable Class<?> loaded(String name, ClassLoader loader)
      throws ReflectiveOperationException {
    Method find = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
    find.setAccessible(true);
    return (Class<?>) find.invoke(loader, name);
  }

  private static boolean isInitialized(Class<?> type) throws ReflectiveOperationException {
    Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
    Object instance = unsafe.getMethod("getUnsafe").invoke(null);
    return !(boolean) unsafe.getMethod("shouldBeInitialized", Class.class).invoke(instance, type);
  }
}
