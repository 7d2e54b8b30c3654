package dev.multilayercache.agent.codec;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value and its copy cannot be told apart by their state.
 *
 * <p>Compares all instance fields, private and transient ones included, with exactly equal runtime
 * classes; of the JDK only classes are taken for equal whose state can be seen from outside. Not
 * equal is also what a copy by value cannot keep: an object referenced twice, a cycle, a class that
 * replaces itself when it is serialized and so guards its identity. One instance compares one pair.
 */
final class SameState {
  private static final Set<Class<?>> ORDERED =
      Set.of(ArrayList.class, LinkedList.class, ArrayDeque.class, LinkedHashSet.class);
  private static final Set<Class<?>> ORDERED_MAPS = Set.of(LinkedHashMap.class, EnumMap.class);

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private SameState() {}

  /** Null if they are the same, else where they differ and why. */
  static @Nullable String difference(Object value, @Nullable Object copy) {
    return new SameState().compare(value, copy, Place.root(value.getClass()));
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
    if (!seen.add(value)) {
      return place + " holds an object that is referenced twice";
    }
    if (type.isArray()) {
      return compareArrays(value, copy, place);
    }
    return JdkTypes.isJdk(type)
        ? compareContainers(value, copy, place)
        : compareFields(value, copy, type);
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
      String difference = compare(Array.get(value, i), Array.get(copy, i), place);
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
    if (ORDERED.contains(type) || isNaturalSet(value, copy)) {
      return compareElements((Iterable<?>) value, (Iterable<?>) copy, place);
    }
    if (ORDERED_MAPS.contains(type) || isNaturalMap(value, copy)) {
      return compareEntries((Map<?, ?>) value, (Map<?, ?>) copy, place);
    }
    if (type == HashMap.class) {
      return compareHashed((Map<?, ?>) value, (Map<?, ?>) copy, place);
    }
    if (type == HashSet.class) {
      Set<?> set = (Set<?>) value;
      return set.stream().allMatch(SameState::isHashedByValue) && set.equals(copy)
          ? null
          : place + " is a set that cannot be compared";
    }
    return place + ": " + type.getName() + " has state of its own";
  }

  private @Nullable String compareElements(Iterable<?> value, Iterable<?> copy, Place place) {
    Iterator<?> copies = copy.iterator();
    for (Object each : value) {
      String difference =
          copies.hasNext() ? compare(each, copies.next(), place) : place + " loses elements";
      if (difference != null) {
        return difference;
      }
    }
    return copies.hasNext() ? place + " gains elements" : null;
  }

  private @Nullable String compareEntries(Map<?, ?> value, Map<?, ?> copy, Place place) {
    String difference = compareElements(value.keySet(), copy.keySet(), place);
    return difference != null ? difference : compareElements(value.values(), copy.values(), place);
  }

  private @Nullable String compareHashed(Map<?, ?> value, Map<?, ?> copy, Place place) {
    if (value.size() != copy.size()) {
      return place + " changes its size";
    }
    for (Map.Entry<?, ?> entry : value.entrySet()) {
      Object key = entry.getKey();
      if (!isHashedByValue(key) || !copy.containsKey(key)) {
        return place + " is a map whose keys change";
      }
      String difference = compare(entry.getValue(), copy.get(key), place);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private @Nullable String compareFields(Object value, Object copy, Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each == Object.class || each == Record.class) {
        return null;
      }
      if (JdkTypes.isJdk(each)) {
        return Place.root(type) + " extends " + each.getName() + ", which has state of its own";
      }
      if (SerialMethods.replacesItself(each)) {
        return Place.root(type) + " replaces itself when it is serialized";
      }
      for (Field field : InstanceFields.of(each)) {
        String difference =
            compare(
                InstanceFields.read(field, value),
                InstanceFields.read(field, copy),
                new Place(each, field.getName()));
        if (difference != null) {
          return difference;
        }
      }
    }
    return null;
  }

  private static boolean isHashedByValue(@Nullable Object key) {
    return key != null && JdkTypes.isScalar(key.getClass());
  }

  private static boolean isNaturalSet(Object value, Object copy) {
    return value.getClass() == TreeSet.class
        && ((SortedSet<?>) value).comparator() == null
        && ((SortedSet<?>) copy).comparator() == null;
  }

  private static boolean isNaturalMap(Object value, Object copy) {
    return value.getClass() == TreeMap.class
        && ((SortedMap<?, ?>) value).comparator() == null
        && ((SortedMap<?, ?>) copy).comparator() == null;
  }
}
