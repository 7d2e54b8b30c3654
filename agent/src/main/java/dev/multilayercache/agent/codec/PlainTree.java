package dev.multilayercache.agent.codec;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value is a tree whose parts are plain: what a copy by value can keep at all.
 *
 * <p>Not plain is a class of the JDK with state that cannot be seen, and a class that replaces
 * itself when it is serialized and so guards its identity. No tree is a value with a cycle, or with
 * one mutable object in two places. Immutable objects may be anywhere any number of times, because
 * nothing but {@code ==} tells one from two. One instance looks at one value.
 */
final class PlainTree {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final KnownClasses classes;
  private final Immutability immutability;

  private PlainTree(KnownClasses classes) {
    this.classes = classes;
    this.immutability = new Immutability(classes);
  }

  /** Null if the value is one, else where it is not and why. */
  static @Nullable String objection(Object value, KnownClasses classes) {
    return new PlainTree(classes).judge(value, Place.root(value.getClass()));
  }

  private @Nullable String judge(@Nullable Object part, Place place) {
    if (part == null || JdkTypes.isScalar(part.getClass())) {
      return null;
    }
    if (!seen.add(part)) {
      return immutability.isDeep(part) ? null : place + ": a mutable object referenced twice";
    }
    Class<?> type = part.getClass();
    if (type.isArray()) {
      return part instanceof Object[] array ? judgeAll(Arrays.asList(array), place) : null;
    }
    return JdkTypes.isJdk(type) ? judgeJdk(part, place) : judgeFields(part, place);
  }

  private @Nullable String judgeJdk(Object part, Place place) {
    if (part.getClass() == Date.class) {
      return null;
    }
    if (part instanceof Optional<?> optional) {
      return judge(optional.orElse(null), place);
    }
    Container container = Container.of(part);
    if (container == null) {
      return place + ": " + part.getClass().getName() + " has no JSON form";
    }
    for (Object each : container.wrapped()) {
      if (!seen.add(each)) {
        return place + ": a view of a collection that is referenced from elsewhere";
      }
    }
    return judgeAll(container.elements(), place);
  }

  private @Nullable String judgeFields(Object part, Place place) {
    for (Class<?> type = part.getClass();
        type != null && type != Object.class && type != Record.class;
        type = type.getSuperclass()) {
      String objection = judgeClass(type, place);
      if (objection != null) {
        return objection;
      }
      for (Field field : classes.fieldsOf(type)) {
        objection = judge(InstanceFields.read(field, part), place.field(field.getName()));
        if (objection != null) {
          return objection;
        }
      }
    }
    return null;
  }

  private @Nullable String judgeClass(Class<?> type, Place place) {
    if (JdkTypes.isJdk(type)) {
      return place + ": it extends " + type.getName() + ", which has state of its own";
    }
    return classes.replacesItself(type)
        ? place + ": " + type.getName() + " replaces itself when it is serialized"
        : null;
  }

  private @Nullable String judgeAll(List<@Nullable Object> elements, Place place) {
    for (Object each : elements) {
      String objection = judge(each, place.element());
      if (objection != null) {
        return objection;
      }
    }
    return null;
  }
}
