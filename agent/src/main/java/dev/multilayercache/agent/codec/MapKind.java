package dev.multilayercache.agent.codec;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  HASH_MAP((all, type) -> new HashMap<>(all), new HashMap<>()),
  LINKED_HASH_MAP((all, type) -> new LinkedHashMap<>(all), new LinkedHashMap<>()),
  TREE_MAP((all, type) -> new TreeMap<>(all), new TreeMap<>()),
  ENUM_MAP(MapKind::enumMap, new EnumMap<>(TimeUnit.class)),
  MAP_OF((all, type) -> Map.copyOf(all), Map.of(), Map.of(1, 1)),
  EMPTY_MAP((all, type) -> Collections.emptyMap(), Collections.emptyMap()),
  SINGLETON_MAP(MapKind::singletonMap, Collections.singletonMap(1, 1));

  private interface Maker {
    Map<?, ?> make(Map<@Nullable Object, @Nullable Object> entries, Class<?> keyType);
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
    for (MapKind each : values()) {
      if (each.classes.contains(value.getClass())) {
        return each;
      }
    }
    return null;
  }

  /**
   * A map of this kind.
   *
   * @param keyType the declared one, for a map of enum constants that may be empty
   * @throws RuntimeException if such entries cannot be in it
   */
  Map<?, ?> make(Map<@Nullable Object, @Nullable Object> entries, Class<?> keyType) {
    return maker.make(entries, keyType);
  }

  @Override
  public boolean isImmutable() {
    return this == MAP_OF || this == EMPTY_MAP || this == SINGLETON_MAP;
  }

  @Override
  public boolean isUnordered() {
    return this == HASH_MAP || this == MAP_OF;
  }

  private static Map<?, ?> enumMap(Map<@Nullable Object, @Nullable Object> entries, Class<?> type) {
    EnumMap map = new EnumMap((Class) type);
    map.putAll(entries);
    return map;
  }

  private static Map<?, ?> singletonMap(
      Map<@Nullable Object, @Nullable Object> entries, Class<?> type) {
    Map.Entry<?, ?> only = entries.entrySet().iterator().next();
    return Collections.singletonMap(only.getKey(), only.getValue());
  }
}
