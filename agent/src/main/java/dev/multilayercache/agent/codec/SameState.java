package dev.multilayercache.agent.codec;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value and its copy cannot be told apart by their state.
 *
 * <p>Compares all instance fields, private and transient ones included, with exactly equal runtime
 * classes; of the JDK only classes are taken for equal whose state can be seen from outside. The
 * value must be a {@link PlainTree}.
 */
final class SameState {

  private final KnownClasses classes;

  private SameState(KnownClasses classes) {
    this.classes = classes;
  }

  /** Null if they are the same, else where they differ and why. */
  static @Nullable String difference(Object value, @Nullable Object copy, KnownClasses classes) {
    return new SameState(classes).compare(value, copy, Place.root(value.getClass()));
  }

  private @Nullable String compare(@Nullable Object value, @Nullable Object copy, Place place) {
    if (value == null || copy == null) {
      return value == copy ? null : place + " is lost";
    }
    Class<?> type = value.getClass();
    if (type != copy.getClass()) {
      return place + ": " + type.getName() + " becomes " + copy.getClass().getName();
    }
    if (JdkTypes.isScalar(type)) {
      return value.equals(copy) ? null : place + " changes";
    }
    if (type.isArray()) {
      return compareArrays(value, copy, place);
    }
    return JdkTypes.isJdk(type)
        ? compareContainers(value, copy, place)
        : compareFields(value, copy, place);
  }

  private @Nullable String compareArrays(Object value, Object copy, Place place) {
    if (value.getClass().getComponentType().isPrimitive()) {
      return Arrays.deepEquals(new Object[] {value}, new Object[] {copy})
          ? null
          : place + " changes";
    }
    int length = Array.getLength(value);
    if (length != Array.getLength(copy)) {
      return place + " changes its length";
    }
    for (int i = 0; i < length; i++) {
      String difference = compare(Array.get(value, i), Array.get(copy, i), place.element());
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private @Nullable String compareContainers(Object value, Object copy, Place place) {
    Class<?> type = value.getClass();
    if (type == Date.class) {
      return value.equals(copy) ? null : place + " changes";
    }
    if (type == Optional.class) {
      return compare(((Optional<?>) value).orElse(null), ((Optional<?>) copy).orElse(null), place);
    }
    Container container = Container.of(value);
    Container other = Container.of(copy);
    if (container == null || other == null) {
      return place + ": " + type.getName() + " has state of its own";
    }
    if (container.kind() != other.kind() || !areAlike(container.wrapped(), other.wrapped())) {
      return place + ": another kind of collection";
    }
    if (hasOtherUniverse(value, copy)) {
      return place + ": another type of enum";
    }
    List<@Nullable Object> copies =
        container.kind().isUnordered() ? inOrderOf(container, other) : other.elements();
    return compareElements(container.elements(), copies, place);
  }

  /** The same classes in the same order. */
  private static boolean areAlike(List<Object> views, List<Object> copies) {
    if (views.size() != copies.size()) {
      return false;
    }
    for (int i = 0; i < views.size(); i++) {
      if (views.get(i).getClass() != copies.get(i).getClass()) {
        return false;
      }
    }
    return true;
  }

  private @Nullable String compareElements(
      List<@Nullable Object> value, List<@Nullable Object> copy, Place place) {
    if (value.size() != copy.size()) {
      return place + " changes its size";
    }
    for (int i = 0; i < value.size(); i++) {
      String difference = compare(value.get(i), copy.get(i), place.element());
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  /** The copy's elements as they are found by what the value holds; those not found are missing. */
  private static List<@Nullable Object> inOrderOf(Container value, Container copy) {
    int step = value.kind() instanceof MapKind ? 2 : 1;
    Map<@Nullable Object, Integer> index = new HashMap<>();
    for (int i = 0; i < copy.elements().size(); i += step) {
      index.put(copy.elements().get(i), i);
    }
    List<@Nullable Object> ordered = new ArrayList<>();
    for (int i = 0; i < value.elements().size(); i += step) {
      Integer at = index.get(value.elements().get(i));
      if (at != null) {
        ordered.addAll(copy.elements().subList(at, at + step));
      }
    }
    return ordered;
  }

  private @Nullable String compareFields(Object value, Object copy, Place place) {
    for (Class<?> each = value.getClass();
        each != null && each != Object.class && each != Record.class;
        each = each.getSuperclass()) {
      for (Field field : classes.fieldsOf(each)) {
        String difference =
            compare(
                InstanceFields.read(field, value),
                InstanceFields.read(field, copy),
                place.field(field.getName()));
        if (difference != null) {
          return difference;
        }
      }
    }
    return null;
  }

  /** Sets of enum constants are of one type even when they are empty. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static boolean hasOtherUniverse(Object value, Object copy) {
    return value instanceof EnumSet set
        && !EnumSet.complementOf(set).equals(EnumSet.complementOf((EnumSet) copy));
  }
}
