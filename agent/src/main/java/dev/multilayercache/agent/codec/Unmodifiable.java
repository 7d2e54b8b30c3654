package dev.multilayercache.agent.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The read-only views that {@link Collections} wraps around another collection or map. */
@SuppressWarnings({"unchecked", "rawtypes", "ImmutableEnumChecker", "JdkObsolete"})
enum Unmodifiable {
  UNMODIFIABLE_COLLECTION(
      inner -> Collections.unmodifiableCollection((Collection) inner),
      Collections.unmodifiableCollection(List.of())),
  UNMODIFIABLE_LIST(
      inner -> Collections.unmodifiableList((List) inner),
      Collections.unmodifiableList(List.of()),
      Collections.unmodifiableList(new LinkedList<>())),
  UNMODIFIABLE_SET(
      inner -> Collections.unmodifiableSet((Set) inner), Collections.unmodifiableSet(Set.of())),
  UNMODIFIABLE_SORTED_SET(
      inner -> Collections.unmodifiableSortedSet((SortedSet) inner),
      Collections.unmodifiableSortedSet(new TreeSet<>())),
  UNMODIFIABLE_NAVIGABLE_SET(
      inner -> Collections.unmodifiableNavigableSet((NavigableSet) inner),
      Collections.unmodifiableNavigableSet(new TreeSet<>())),
  UNMODIFIABLE_MAP(
      inner -> Collections.unmodifiableMap((Map) inner), Collections.unmodifiableMap(Map.of())),
  UNMODIFIABLE_SORTED_MAP(
      inner -> Collections.unmodifiableSortedMap((SortedMap) inner),
      Collections.unmodifiableSortedMap(new TreeMap<>())),
  UNMODIFIABLE_NAVIGABLE_MAP(
      inner -> Collections.unmodifiableNavigableMap((NavigableMap) inner),
      Collections.unmodifiableNavigableMap(new TreeMap<>()));

  private static final Map<Class<?>, Unmodifiable> BY_CLASS = new HashMap<>();

  static {
    for (Unmodifiable each : values()) {
      each.classes.forEach(type -> BY_CLASS.putIfAbsent(type, each));
    }
  }

  private final Function<Object, Object> wrap;
  private final List<? extends Class<?>> classes;

  Unmodifiable(Function<Object, Object> wrap, Object... samples) {
    this.wrap = wrap;
    this.classes = Arrays.stream(samples).map(Object::getClass).toList();
  }

  static @Nullable Unmodifiable of(Object value) {
    return BY_CLASS.get(value.getClass());
  }

  Object wrap(Object inner) {
    return wrap.apply(inner);
  }

  /**
   * What a view is wrapped around, or an equal one of the same kind if that replaces itself when it
   * is serialized; null if it stays unknown.
   *
   * <p>The wrappers of the JDK keep it from everyone but {@link ObjectOutputStream}.
   */
  static @Nullable Object inner(Object view) {
    try (Peek peek = new Peek(view)) {
      peek.writeObject(view);
      Object inner = peek.inner;
      return inner instanceof Collection || inner instanceof Map ? inner : remade(view, inner);
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Object remade(Object view, @Nullable Object replacement) {
    String proxy = replacement == null ? "" : replacement.getClass().getName();
    if (proxy.equals("java.util.CollSer")) {
      if (view instanceof List<?> list) {
        return refusesNull(list) ? List.copyOf(list) : list.stream().toList();
      }
      if (view instanceof Map<?, ?> map) {
        return Map.copyOf(map);
      }
      return view instanceof Set<?> set ? Set.copyOf(set) : null;
    }
    boolean isEnumSet = proxy.equals("java.util.EnumSet$SerializationProxy");
    return isEnumSet && view instanceof Set<?> set && !set.isEmpty()
        ? EnumSet.copyOf((Set) set)
        : null;
  }

  /** Of what a view is around; the view itself is no copy of its own, whatever it is around. */
  private static boolean refusesNull(List<?> view) {
    try {
      view.indexOf(null);
      return false;
    } catch (NullPointerException refused) {
      return true;
    }
  }

  /** Sees the first object that another one writes, and writes nothing. */
  private static final class Peek extends ObjectOutputStream {
    private final Object outer;
    private @Nullable Object inner;

    Peek(Object outer) throws IOException {
      super(OutputStream.nullOutputStream());
      this.outer = outer;
      enableReplaceObject(true);
    }

    @Override
    protected @Nullable Object replaceObject(Object object) {
      if (object == outer) {
        return object;
      }
      if (inner == null) {
        inner = object;
      }
      return null;
    }
  }
}
