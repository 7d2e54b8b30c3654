package dev.multilayercache.agent.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The collections of the JDK whose whole state is their class and their elements.
 *
 * <p>The names travel as codes: renaming one changes the format. The classes behind the factory
 * methods are hidden and differ by size, so samples stand for them.
 */
@SuppressWarnings({"unchecked", "rawtypes", "ImmutableEnumChecker", "JdkObsolete", "NonApiType"})
enum CollectionKind implements Kind {
  ARRAY_LIST((all, type) -> all, new ArrayList<>()),
  LINKED_LIST((all, type) -> new LinkedList<>(all), new LinkedList<>()),
  ARRAY_DEQUE((all, type) -> new ArrayDeque<>(all), new ArrayDeque<>()),
  LIST_OF((all, type) -> List.of(all.toArray()), List.of(), List.of(1)),
  STREAM_TO_LIST((all, type) -> all.stream().toList(), Stream.empty().toList()),
  AS_LIST((all, type) -> Arrays.asList(all.toArray()), Arrays.asList()),
  EMPTY_LIST((all, type) -> Collections.emptyList(), Collections.emptyList()),
  SINGLETON_LIST(
      (all, type) -> Collections.singletonList(all.get(0)), Collections.singletonList(1)),
  HASH_SET((all, type) -> new HashSet<>(all), new HashSet<>()),
  LINKED_HASH_SET((all, type) -> new LinkedHashSet<>(all), new LinkedHashSet<>()),
  TREE_SET((all, type) -> new TreeSet<>(all), new TreeSet<>()),
  ENUM_SET(CollectionKind::enumSet, EnumSet.noneOf(TimeUnit.class)),
  SET_OF((all, type) -> Set.of(all.toArray()), Set.of(), Set.of(1)),
  EMPTY_SET((all, type) -> Collections.emptySet(), Collections.emptySet()),
  SINGLETON_SET((all, type) -> Collections.singleton(all.get(0)), Collections.singleton(1));

  private interface Maker {
    Collection<?> make(ArrayList<@Nullable Object> elements, Class<?> elementType);
  }

  private static final Map<Class<?>, CollectionKind> BY_CLASS = new HashMap<>();

  static {
    for (CollectionKind each : values()) {
      each.classes.forEach(type -> BY_CLASS.putIfAbsent(type, each));
    }
  }

  private final Maker maker;
  private final List<? extends Class<?>> classes;

  CollectionKind(Maker maker, Collection<?>... samples) {
    this.maker = maker;
    this.classes = Arrays.stream(samples).map(Object::getClass).toList();
  }

  /** Null if the collection is of no kind, or has an order of its own. */
  static @Nullable CollectionKind of(Collection<?> value) {
    if (value instanceof TreeSet<?> sorted && sorted.comparator() != null) {
      return null;
    }
    if (value instanceof EnumSet) {
      return ENUM_SET;
    }
    CollectionKind kind = BY_CLASS.get(value.getClass());
    return kind == LIST_OF && !refusesNull((List<?>) value) ? STREAM_TO_LIST : kind;
  }

  /**
   * A collection of this kind.
   *
   * @param elements a new list, which may become part of the collection
   * @param elementType the declared one, for a set of enum constants that may be empty
   * @throws RuntimeException if such elements cannot be in it
   */
  Collection<?> make(ArrayList<@Nullable Object> elements, Class<?> elementType) {
    return maker.make(elements, elementType);
  }

  @Override
  public boolean isImmutable() {
    return switch (this) {
      case LIST_OF, STREAM_TO_LIST, EMPTY_LIST, SINGLETON_LIST -> true;
      case SET_OF, EMPTY_SET, SINGLETON_SET -> true;
      default -> false;
    };
  }

  @Override
  public boolean isUnordered() {
    return this == HASH_SET || this == SET_OF;
  }

  /**
   * What tells {@code List.of} from {@code Stream.toList}: the class can be the same, but only the
   * one is its own copy. To look for null in it would tell by an exception, which takes longer than
   * all else here.
   */
  private static boolean refusesNull(List<?> list) {
    try {
      return List.copyOf(list) == list;
    } catch (NullPointerException containsOne) {
      return false;
    }
  }

  private static Collection<?> enumSet(List<@Nullable Object> elements, Class<?> type) {
    EnumSet set = EnumSet.noneOf((Class) type);
    set.addAll(elements);
    return set;
  }
}
