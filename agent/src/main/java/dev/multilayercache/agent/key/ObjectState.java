package dev.multilayercache.agent.key;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What tells two objects of one class apart, as far as that can be seen cheaply.
 *
 * <p>Values, small arrays and collections count by their content, objects of the application by
 * their {@code equals}. Transient fields, locks, counters and maps for use by many threads say
 * nothing: an object has its own of them whatever it means.
 */
public final class ObjectState {
  private static final int MOST_ELEMENTS = 16;

  private ObjectState() {}

  /** The name of a field in which the two differ, or null if none is seen. */
  public static @Nullable String differingField(Object one, Object other) {
    for (Class<?> c = one.getClass(); c != null && !isOfTheJdk(c); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        boolean isState = !Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers);
        if (isState && ModuleAccess.open(field) && differ(field, one, other)) {
          return field.getName();
        }
      }
    }
    return null;
  }

  private static boolean differ(Field field, Object one, Object other) {
    try {
      Object left = field.get(one);
      Object right = field.get(other);
      if (left == null || right == null) {
        // What is filled in on first use is null in one of them for a while; a value is not.
        return left != right && Scalars.ofDeclared(field.getType()) != null;
      }
      return left != right && differ(left, right);
    } catch (IllegalAccessException e) {
      return false;
    }
  }

  private static boolean differ(Object left, Object right) {
    if (Scalars.ofValue(left) != null || left instanceof Record) {
      return !left.equals(right);
    }
    if (isContainer(left)) {
      return isSmall(left) && isSmall(right) && !text(left).equals(text(right));
    }
    boolean isMeant = !isOfTheJdk(left.getClass()) || left instanceof Comparable;
    return isMeant && !Objects.equals(left, right);
  }

  private static boolean isContainer(Object value) {
    return value instanceof Collection || value instanceof Map || value.getClass().isArray();
  }

  private static boolean isSmall(Object value) {
    if (value instanceof Collection<?> collection) {
      return collection.size() <= MOST_ELEMENTS;
    }
    if (value instanceof Map<?, ?> map) {
      return !(value instanceof ConcurrentMap) && map.size() <= MOST_ELEMENTS;
    }
    return value.getClass().isArray() && Array.getLength(value) <= MOST_ELEMENTS;
  }

  /** The same for two of which it cannot be told. */
  private static String text(Object value) {
    try {
      return CanonicalForm.of(value, "this");
    } catch (KeyException e) {
      return "";
    }
  }

  private static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }
}
