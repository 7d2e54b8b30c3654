package dev.multilayercache.agent.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Public methods of a class that only the application has, found by name.
 *
 * <p>All are handles of {@code Object}s, the receiver first. What is found lives as long as the
 * class, and must be held by nothing that lives longer.
 *
 * @param owner the class
 */
record LibraryMethods(Class<?> owner) {

  MethodHandle ofClass(String name, Class<?> result, Class<?>... parameters) {
    try {
      return generic(
          MethodHandles.publicLookup()
              .findStatic(owner, name, MethodType.methodType(result, parameters)));
    } catch (ReflectiveOperationException e) {
      throw missing(name, e);
    }
  }

  MethodHandle ofObject(String name, Class<?> result, Class<?>... parameters) {
    try {
      return generic(
          MethodHandles.publicLookup()
              .findVirtual(owner, name, MethodType.methodType(result, parameters)));
    } catch (ReflectiveOperationException e) {
      throw missing(name, e);
    }
  }

  /** Another class of the same library. */
  Class<?> neighbour(String name) {
    try {
      return Class.forName(name, /* initialize= */ false, owner.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw missing(name, e);
    }
  }

  private static MethodHandle generic(MethodHandle handle) {
    return handle.asType(handle.type().generic());
  }

  private IllegalArgumentException missing(String what, ReflectiveOperationException cause) {
    return new IllegalArgumentException(
        "its result is a %s of a version that has no %s, which the agent needs. Use a newer version of that library."
            .formatted(owner.getName(), what),
        cause);
  }

  static Object call(MethodHandle handle) {
    try {
      return (Object) handle.invokeExact();
    } catch (Throwable e) {
      throw LibraryMethods.<RuntimeException>untouched(e);
    }
  }

  static Object call(MethodHandle handle, @Nullable Object first) {
    try {
      return (Object) handle.invokeExact(first);
    } catch (Throwable e) {
      throw LibraryMethods.<RuntimeException>untouched(e);
    }
  }

  static Object call(MethodHandle handle, Object first, @Nullable Object second) {
    try {
      return (Object) handle.invokeExact(first, second);
    } catch (Throwable e) {
      throw LibraryMethods.<RuntimeException>untouched(e);
    }
  }

  /** Throws what it is given; the compiler believes in another type. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> RuntimeException untouched(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
