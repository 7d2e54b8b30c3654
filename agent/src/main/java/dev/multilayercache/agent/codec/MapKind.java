package dev.multilayercache.agent.codec;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The maps of the JDK whose whole state is their class and their entries.
 *
 * <p>The names travel as codes: renaming one changes the format.
 */
@SuppressWarnings({"unchecked", "rawtypes", "ImmutableEnumChecker", "JdkObsolete"})
enum MapKind implements Kind {
  HASH_MAP((all, type) -> filled(new HashMap<>(), all), new HashMap<>()),
  LINKED_HASH_MAP((all, type) -> filled(new LinkedHashMap<>(), all), new LinkedHashMap<>()),
  TREE_MAP((all, type) -> filled(new TreeMap<>(), all), new TreeMap<>()),
  ENUM_MAP(MapKind::enumMap, new EnumMap<>(TimeUnit.class)),
  MAP_OF(MapKind::mapOf, Map.of(), Map.of(1, 1)),
  EMPTY_MAP((all, type) -> Collections.emptyMap(), Collections.emptyMap()),
  SINGLETON_MAP(MapKind::singletonMap, Collections.singletonMap(1, 1));

  private interface Maker {
    Map<?, ?> make(List<@Nullable Object> keysAndValues, Class<?> keyType);
  }

  private static final Map<Class<?>, MapKind> BY_CLASS = new HashMap<>();

  static {
    for (MapKind each : values()) {
      each.classes.forEach(type -> BY_CLASS.putIfAbsent(type, each));
    }
  }

  private final Maker maker;
  private final List<? extends Class<?>> classes;

  MapKind(Maker maker, Map<?, ?>... samples) {
    this.maker = maker;
    this.classes = Arrays.stream(samples).map(Object::getClass).toList();
  }

  /** Null if the map is of no kind, or has an order of its own. */
  static @Nullable MapKind of(Map<?, ?> value) {
    if (value instanceof TreeMap<?, ?> sorted && sorted.comparator() != null) {
      return null;
    }
    return BY_CLASS.get(value.getClass());
  }

  /**
   * A map of this kind.
   *
   * @param keysAndValues key, value, key, value
   * @param keyType the declared one, for a map of enum constants that may be empty
   * @throws RuntimeException if such entries cannot be in it
   */
  Map<?, ?> make(List<@Nullable Object> keysAndValues, Class<?> keyType) {
    return maker.make(keysAndValues, keyType);
  }

  @Override
  public boolean isImmutable() {
    return this == MAP_OF || this == EMPTY_MAP || this == SINGLETON_MAP;
  }

  @Override
  public boolean isUnordered() {
    return this == HASH_MAP || this == MAP_OF;
  }

  private static Map<?, ?> filled(Map map, List<@Nullable Object> all) {
    for (int i = 0; i < all.size(); i += 2) {
      map.put(all.get(i), all.get(i + 1));
    }
    return map;
  }

  private static Map<?, ?> enumMap(List<@Nullable Object> all, Class<?> type) {
    return filled(new EnumMap((Class) type), all);
  }

  private static Map<?, ?> mapOf(List<@Nullable Object> all, Class<?> type) {
    Map.Entry<Object, Object>[] entries = new Map.Entry[all.size() / 2];
    for (int i = 0; i < entries.length; i++) {
      entries[i] =
          Map.entry(
              Objects.requireNonNull(all.get(2 * i)), Objects.requireNonNull(all.get(2 * i + 1)));
    }
    return Map.ofEntries(entries);
  }

  private static Map<?, ?> singletonMap(List<@Nullable Object> all, Class<?> type) {
    return Collections.singletonMap(all.get(0), all.get(1));
  }
}
