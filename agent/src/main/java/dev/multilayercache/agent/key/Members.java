package dev.multilayercache.agent.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one class, by name: a record component, else {@code getName()}, {@code
 * isName()}, {@code name()}, else a field, private ones and inherited ones included. Of a class of
 * the JDK only what is public counts: the rest is another with the next JDK.
 *
 * <p>What was found is kept with the class itself and goes with it. Safe for use by any thread.
 */
final class Members {
  private static final PerClass<Members> BY_CLASS = new PerClass<>(Members::new);

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodType READER = MethodType.methodType(Object.class, Object.class);

  private final Class<?> type;
  private final Map<String, Optional<Property>> found = new ConcurrentHashMap<>();
  private volatile @Nullable List<Property> components;

  private Members(Class<?> type) {
    this.type = type;
  }

  static Members of(Class<?> type) {
    return BY_CLASS.of(type);
  }

  /** The agent leaves: classes that outlive it must not keep what was found of them. */
  static void forgetAll() {
    BY_CLASS.close();
  }

  /** The property with this name, or null if there is none that may be read. */
  @Nullable Property find(String name) {
    Optional<Property> known = found.get(name);
    if (known == null) {
      known = Optional.ofNullable(search(name));
      found.put(name, known);
    }
    return known.orElse(null);
  }

  /**
   * The components of a record, in order.
   *
   * @throws KeyException if they may not be read
   */
  List<Property> components() {
    List<Property> known = components;
    if (known == null) {
      known = new ArrayList<>();
      for (RecordComponent component : type.getRecordComponents()) {
        Property property = method(component.getAccessor(), component.getName());
        if (property == null) {
          throw new KeyException(
              type.getName() + ": its module does not let its components be read");
        }
        known.add(property);
      }
      components = List.copyOf(known);
    }
    return known;
  }

  /** Names that {@link #find} would find, for messages. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Class<?> each : lineage()) {
      for (Method method : each.getDeclaredMethods()) {
        if (isReader(method) && isFound(method)) {
          names.add(propertyName(method));
        }
      }
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic() && isFound(field)) {
          names.add(field.getName());
        }
      }
    }
    return names;
  }

  private static String propertyName(Method method) {
    String name = method.getName();
    for (String prefix : List.of("get", "is")) {
      if (name.startsWith(prefix) && name.length() > prefix.length()) {
        int first = prefix.length();
        return Character.toLowerCase(name.charAt(first)) + name.substring(first + 1);
      }
    }
    return name;
  }

  private @Nullable Property search(String name) {
    String capitalized = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    List<String> getters =
        type.isRecord()
            ? List.of(name, "get" + capitalized, "is" + capitalized)
            : List.of("get" + capitalized, "is" + capitalized, name);
    for (String getter : getters) {
      for (Class<?> each : lineage()) {
        Property property = declaredMethod(each, getter, name);
        if (property != null) {
          return property;
        }
      }
    }
    for (Class<?> each : lineage()) {
      Property property = declaredField(each, name);
      if (property != null) {
        return property;
      }
    }
    return null;
  }

  /** The class, its superclasses but Object, then all interfaces. */
  private Set<Class<?>> lineage() {
    Set<Class<?>> lineage = new LinkedHashSet<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      lineage.add(c);
    }
    for (Class<?> each : List.copyOf(lineage)) {
      addInterfaces(each, lineage);
    }
    return lineage;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> lineage) {
    for (Class<?> each : type.getInterfaces()) {
      lineage.add(each);
      addInterfaces(each, lineage);
    }
  }

  private @Nullable Property declaredMethod(Class<?> owner, String getter, String name) {
    try {
      Method method = owner.getDeclaredMethod(getter);
      return isReader(method) && isFound(method) ? method(method, name) : null;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static boolean isReader(Method method) {
    boolean isPredicate = !method.getName().startsWith("is") || isBoolean(method.getReturnType());
    return method.getParameterCount() == 0
        && method.getReturnType() != void.class
        && !Modifier.isStatic(method.getModifiers())
        && !method.isSynthetic()
        && isPredicate
        && !isOfObject(method.getName());
  }

  private static boolean isFound(Member member) {
    return Modifier.isPublic(member.getModifiers())
        || !ModuleAccess.isOfTheJdk(member.getDeclaringClass());
  }

  private static boolean isBoolean(Class<?> type) {
    return type == boolean.class || type == Boolean.class;
  }

  private static boolean isOfObject(String name) {
    return name.equals("hashCode") || name.equals("toString") || name.equals("clone");
  }

  private @Nullable Property method(Method method, String name) {
    Class<?> result =
        TypeArguments.resolve(type, method.getGenericReturnType(), method.getReturnType());
    return property(name, result, method, () -> LOOKUP.unreflect(method));
  }

  private @Nullable Property declaredField(Class<?> owner, String name) {
    try {
      Field field = owner.getDeclaredField(name);
      return Modifier.isStatic(field.getModifiers()) || !isFound(field)
          ? null
          : property(
              name,
              TypeArguments.resolve(type, field.getGenericType(), field.getType()),
              field,
              () -> LOOKUP.unreflectGetter(field));
    } catch (NoSuchFieldException e) {
      return null;
    }
  }

  private interface Unreflection {
    MethodHandle handle() throws IllegalAccessException;
  }

  private static <M extends AccessibleObject & Member> @Nullable Property property(
      String name, Class<?> type, M member, Unreflection unreflection) {
    if (!ModuleAccess.open(member)) {
      return null;
    }
    try {
      return new Property(name, type, unreflection.handle().asType(READER));
    } catch (IllegalAccessException e) {
      return null;
    }
  }
}
