package dev.multilayercache.agent.codec;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK's serialization leaves out though nobody wrote {@code transient}: the fields of
 * superclasses that are not {@link Serializable}. A constructor gives them anew.
 *
 * <p>Such objects are collected on their way out. They are the same again only if that constructor
 * gives each what it had, which one object of its class shows for all. A class that writes or
 * replaces itself knows what it does. One instance looks at one value.
 */
final class InheritedState {
  private static final String LOCKS = "java.util.concurrent.locks.";

  private final KnownClasses classes;
  private final List<Object> written = new ArrayList<>();
  private final Map<Class<?>, Object> remade = new HashMap<>();

  InheritedState(KnownClasses classes) {
    this.classes = classes;
  }

  /** Fields of a class's superclasses that are not written with it. */
  static List<Field> of(Class<?> type) {
    if (JdkTypes.isJdk(type)
        || !Serializable.class.isAssignableFrom(type)
        || Externalizable.class.isAssignableFrom(type)) {
      return List.of();
    }
    Class<?> each = type;
    while (each != null && Serializable.class.isAssignableFrom(each)) {
      if (SerialMethods.replacesItself(each) || SerialMethods.writesItself(each)) {
        return List.of();
      }
      each = each.getSuperclass();
    }
    List<Field> fields = new ArrayList<>();
    while (each != null && !JdkTypes.isJdk(each)) {
      fields.addAll(InstanceFields.of(each));
      each = each.getSuperclass();
    }
    return List.copyOf(fields);
  }

  void isWritten(Object object) {
    if (!classes.inheritedBy(object.getClass()).isEmpty()) {
      written.add(object);
    }
  }

  void isRemade(Object object) {
    remade.putIfAbsent(object.getClass(), object);
  }

  /** Null if all of it is the same again, else what is not, in a value. */
  @Nullable String lossIn(Object value) {
    for (Object each : written) {
      for (Field field : classes.inheritedBy(each.getClass())) {
        if (!isSame(InstanceFields.read(field, each), remade(field, each.getClass()))) {
          Place place = Finder.find(value, each.getClass().getName()).field(field.getName());
          return place
              + " is lost: "
              + field.getDeclaringClass().getName()
              + " is not Serializable";
        }
      }
    }
    return null;
  }

  private @Nullable Object remade(Field field, Class<?> type) {
    Object one = remade.get(type);
    return one == null ? null : InstanceFields.read(field, one);
  }

  /** Locks, and objects that are taken for locks, have no state that could be lost. */
  private static boolean isSame(@Nullable Object before, @Nullable Object after) {
    if (before != null && after != null && before.getClass() == after.getClass()) {
      Class<?> type = before.getClass();
      return type == Object.class
          || type.getName().startsWith(LOCKS)
          || Objects.deepEquals(before, after);
    }
    return before == after;
  }
}
