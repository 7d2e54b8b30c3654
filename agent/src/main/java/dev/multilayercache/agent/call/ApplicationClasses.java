package dev.multilayercache.agent.call;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Classes of the application that an attribute names, as the woven class would find them. */
final class ApplicationClasses {
  private ApplicationClasses() {}

  /**
   * Loads a class and does not initialize it.
   *
   * @param attribute where it is named, for messages
   * @throws IllegalArgumentException with a one-line reason if there is none
   */
  static Class<?> find(String attribute, String name, MethodHandles.Lookup caller) {
    Class<?> found = findOrNull(name, caller);
    if (found == null) {
      throw new IllegalArgumentException(
          "%s names the class %s, which the loader of %s does not find. Write its binary name, for example com.acme.Outer$Inner."
              .formatted(attribute, name, caller.lookupClass().getName()));
    }
    return found;
  }

  static @Nullable Class<?> findOrNull(String name, MethodHandles.Lookup caller) {
    try {
      return Class.forName(name, /* initialize= */ false, caller.lookupClass().getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /**
   * With all rights on the class if the woven one's module has them, else those of the woven one.
   */
  static MethodHandles.Lookup lookup(Class<?> type, MethodHandles.Lookup caller) {
    try {
      return MethodHandles.privateLookupIn(type, caller);
    } catch (IllegalAccessException e) {
      return caller;
    }
  }
}
