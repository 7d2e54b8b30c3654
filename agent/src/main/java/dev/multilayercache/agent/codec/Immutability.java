package dev.multilayercache.agent.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object can never change, nor anything it holds.
 *
 * <p>Scalars, records, Optionals and the immutable collections, of nothing but such. An application
 * class with final fields only is not taken for one: its identity may be meant. Not for objects
 * that hold a cycle, which none of these can do alone. One instance serves one value.
 */
final class Immutability {
  private final KnownClasses classes;
  private final Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());

  Immutability(KnownClasses classes) {
    this.classes = classes;
  }

  /** Whether every instance of a class is such, as its declaration tells. */
  static boolean isSure(Class<?> type) {
    return isSure(type, new HashSet<>());
  }

  private static boolean isSure(Class<?> type, Set<Class<?>> asked) {
    if (type.isPrimitive() || (JdkTypes.isScalar(type) && isClosed(type)) || !asked.add(type)) {
      return true;
    }
    return type.isRecord()
        && Arrays.stream(type.getRecordComponents())
            .allMatch(each -> isSure(each.getType(), asked));
  }

  /** Whether nobody can have made a subclass that changes. */
  private static boolean isClosed(Class<?> type) {
    return type.isEnum() || Modifier.isFinal(type.getModifiers());
  }

  boolean isDeep(@Nullable Object object) {
    if (object == null
        || classes.isSurelyImmutable(object.getClass())
        || JdkTypes.isScalar(object.getClass())
        || known.contains(object)) {
      return true;
    }
    boolean deep = isDeepContainer(object);
    if (deep) {
      known.add(object);
    }
    return deep;
  }

  private boolean isDeepContainer(Object object) {
    if (object instanceof Optional<?> optional) {
      return isDeep(optional.orElse(null));
    }
    if (object instanceof Record) {
      return areFieldsDeep(object);
    }
    Container container = Container.of(object);
    return container != null
        && container.isImmutable()
        && container.elements().stream().allMatch(this::isDeep);
  }

  private boolean areFieldsDeep(Object object) {
    for (Field field : classes.fieldsOf(object.getClass())) {
      if (!isDeep(InstanceFields.read(field, object))) {
        return false;
      }
    }
    return true;
  }
}
