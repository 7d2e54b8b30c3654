package dev.multilayercache.agent.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import org.jspecify.annotations.Nullable;

/**
 * Lets the agent read members of classes whose module keeps them to itself, as applications on the
 * module path have them.
 *
 * <p>The package is opened to the agent's own module and to nobody else, as {@code --add-opens}
 * would. That goes through {@code java.lang}, which the agent has had opened to itself; where it is
 * not, as in a unit test, a closed package stays closed.
 */
final class ModuleAccess {
  private static final @Nullable MethodHandle ADD_OPENS = addOpens();

  private ModuleAccess() {}

  /** Whether the member may be read from now on. */
  static <M extends AccessibleObject & Member> boolean open(M member) {
    return member.trySetAccessible()
        || (openPackageOf(member.getDeclaringClass()) && member.trySetAccessible());
  }

  private static boolean openPackageOf(Class<?> type) {
    MethodHandle addOpens = ADD_OPENS;
    if (addOpens == null || isOfTheJdk(type)) {
      return false;
    }
    try {
      addOpens.invokeExact(type.getModule(), type.getPackageName(), ModuleAccess.class.getModule());
      return true;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable refused) {
      return false;
    }
  }

  /** Whether a class is none of the application's, whoever it is of. */
  static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static @Nullable MethodHandle addOpens() {
    try {
      return MethodHandles.privateLookupIn(Module.class, MethodHandles.lookup())
          .findVirtual(
              Module.class,
              "implAddOpens",
              MethodType.methodType(void.class, String.class, Module.class));
    } catch (ReflectiveOperationException closed) {
      return null;
    }
  }
}
