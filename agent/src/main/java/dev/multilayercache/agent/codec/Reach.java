package dev.multilayercache.agent.codec;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The classes that a value of a declared type can be made of.
 *
 * <p>From the declared type on: type arguments, superclasses, and the types of all fields that are
 * written, transitively. An application class is admitted if it was reached, or is a subtype of an
 * application type that was; what its own fields need is reached from then on. {@code Object},
 * {@code Serializable} and other types of the JDK open nothing. Not thread-safe: each stream walks
 * on with its own {@link #copy}.
 */
final class Reach {
  private final Set<Class<?>> reached;

  private Reach(Set<Class<?>> reached) {
    this.reached = reached;
  }

  static Reach from(Type declared) {
    Reach reach = new Reach(new HashSet<>());
    reach.extend(declared);
    return reach;
  }

  Reach copy() {
    return new Reach(new HashSet<>(reached));
  }

  /** Whether an object of this class may be written or read here. */
  boolean admits(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (JdkTypes.isJdk(element)) {
      return JdkTypes.isHarmless(element);
    }
    if (Proxy.isProxyClass(element) || element.isHidden()) {
      return false;
    }
    if (reached.contains(element)) {
      return true;
    }
    if (!isSubtypeOfReached(element)) {
      return false;
    }
    extend(element);
    return true;
  }

  /** Whether a class, or the element of an array, of this name is among those reached. */
  boolean hasName(String className) {
    int dimensions = className.lastIndexOf('[') + 1;
    boolean isArrayOfObjects = dimensions > 0 && className.endsWith(";");
    String element =
        isArrayOfObjects ? className.substring(dimensions + 1, className.length() - 1) : className;
    for (Class<?> each : reached) {
      if (each.getName().equals(element)) {
        return true;
      }
    }
    return false;
  }

  /** Whether classes may be admitted that were not reached yet: then they must be looked at. */
  boolean hasSubtypes() {
    for (Class<?> each : reached) {
      if (!Modifier.isFinal(each.getModifiers())) {
        return true;
      }
    }
    return false;
  }

  /** The shapes of all classes, in a fixed order: equal text means equal shapes. */
  String shape() {
    Set<String> shapes = new TreeSet<>();
    for (Class<?> type : reached) {
      shapes.add(Shape.of(type));
    }
    return String.join("\n", shapes);
  }

  private boolean isSubtypeOfReached(Class<?> type) {
    for (Class<?> each : reached) {
      if (each.isAssignableFrom(type)) {
        return true;
      }
    }
    return false;
  }

  private void extend(Type from) {
    Deque<Type> open = new ArrayDeque<>();
    open.add(from);
    Set<Type> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Type type = open.remove();
      if (!seen.add(type)) {
        continue;
      }
      if (type instanceof Class<?> plain) {
        extendByClass(plain, open);
      } else if (type instanceof ParameterizedType generic) {
        open.add(generic.getRawType());
        addAll(open, generic.getActualTypeArguments());
      } else if (type instanceof GenericArrayType array) {
        open.add(array.getGenericComponentType());
      } else if (type instanceof WildcardType wildcard) {
        addAll(open, wildcard.getUpperBounds());
      } else if (type instanceof TypeVariable<?> variable) {
        addAll(open, variable.getBounds());
      }
    }
  }

  private void extendByClass(Class<?> type, Deque<Type> open) {
    if (type.isArray()) {
      open.add(type.getComponentType());
      return;
    }
    if (JdkTypes.isJdk(type) || !reached.add(type)) {
      return;
    }
    try {
      Type parent = type.getGenericSuperclass();
      if (parent != null) {
        open.add(parent);
      }
      for (Field field : InstanceFields.of(type)) {
        if (!Modifier.isTransient(field.getModifiers())) {
          open.add(field.getGenericType());
        }
      }
    } catch (LinkageError | RuntimeException incomplete) {
      // A class whose parts are missing reaches nothing; the value is refused where it needs them.
      return;
    }
  }

  private static void addAll(Deque<Type> open, Type[] types) {
    for (Type each : types) {
      open.add(each);
    }
  }
}
