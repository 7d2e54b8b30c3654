package dev.multilayercache.agent.call;

import dev.multilayercache.agent.key.KeyException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The argument of a batch method that holds its keys: what is in it, the key of the cache for each,
 * and an argument of the same kind that holds fewer.
 *
 * @param parameter its index
 * @param parameterCount of the method
 * @param kind its declared class: a collection or an array
 * @param element the class of what it holds
 * @param localKey {@code (Object[])Object}: the arguments with one element in place of all
 * @param receiver adds what belongs to the object that is called, or null
 */
record BatchKeys(
    int parameter,
    int parameterCount,
    Class<?> kind,
    Class<?> element,
    MethodHandle localKey,
    @Nullable ReceiverPart receiver) {

  /**
   * @param key makes that of a method of one key
   */
  static BatchKeys of(int parameter, Class<?> kind, Class<?> element, CallKey key) {
    MethodHandle made = key.ofArguments();
    int count = made.type().parameterCount();
    return new BatchKeys(
        parameter,
        count,
        kind,
        element,
        made.asType(MethodType.genericMethodType(count)).asSpreader(Object[].class, count),
        key.receiver());
  }

  /** What the argument holds, in its order; null if there is none, or one of them is null. */
  @Nullable Iterable<?> of(@Nullable Object[] arguments) {
    Object keys = arguments[parameter];
    Iterable<?> all = keys instanceof Collection<?> collection ? collection : elements(keys);
    if (all == null) {
      return null;
    }
    for (Object each : all) {
      if (each == null) {
        return null;
      }
    }
    return all;
  }

  private static @Nullable List<?> elements(@Nullable Object array) {
    if (array == null || array instanceof Object[]) {
      return array == null ? null : Arrays.asList((Object[]) array);
    }
    List<Object> boxed = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      boxed.add(Array.get(array, i));
    }
    return boxed;
  }

  /**
   * The keys of all elements, each element once, in their order: made before anything is read, so
   * that a call without all its keys is left alone as a whole.
   *
   * @param called the receiver of the call, null for a static method
   * @throws KeyException if there is none for one of them
   */
  Map<Object, @Nullable Object> locals(
      @Nullable Object called, @Nullable Object[] arguments, Iterable<?> elements)
      throws Throwable {
    @Nullable Object[] one = arguments.clone();
    Map<Object, @Nullable Object> locals = new LinkedHashMap<>();
    for (Object each : elements) {
      if (!locals.containsKey(each)) {
        locals.put(each, local(called, one, each));
      }
    }
    return locals;
  }

  private Object local(@Nullable Object called, @Nullable Object[] arguments, Object each)
      throws Throwable {
    if (!element.isInstance(each)) {
      throw new KeyException(
          "its keys are declared as %s, and one is a %s. Declare what they are."
              .formatted(element.getName(), each.getClass().getName()));
    }
    arguments[parameter] = each;
    Object local = localKey.invokeExact(arguments);
    return receiver == null || called == null ? local : receiver.key(called, local);
  }

  /** What a body's map has for a key; nothing if it is one that cannot hold such a key at all. */
  static @Nullable Object valueIn(Map<?, ?> loaded, Object element) {
    try {
      return loaded.get(element);
    } catch (ClassCastException isNotThere) {
      return null;
    }
  }

  /** The call's arguments with another one in place of the keys. */
  @Nullable Object[] replaced(@Nullable Object[] arguments, Object keys) {
    @Nullable Object[] others = arguments.clone();
    others[parameter] = keys;
    return others;
  }

  /** The argument that holds these elements only. */
  Object holding(List<Object> elements) {
    if (kind == Set.class) {
      return new LinkedHashSet<>(elements);
    }
    if (!kind.isArray()) {
      return new ArrayList<>(elements);
    }
    Object array = Array.newInstance(kind.getComponentType(), elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Array.set(array, i, elements.get(i));
    }
    return array;
  }
}
