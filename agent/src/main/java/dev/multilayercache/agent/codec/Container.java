package dev.multilayercache.agent.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A collection or map of the JDK, taken apart into what makes one of exactly the same kind.
 *
 * <p>{@code Set.of} and {@code Map.of} iterate in an order that each JVM draws by lot: their class
 * and what they equal is kept, the order is not.
 *
 * @param views the read-only ones around it, from the outside in
 * @param wrapped what each view is around; it may also be referenced from elsewhere
 * @param elements of a map key, value, key, value
 */
record Container(
    List<Unmodifiable> views, List<Object> wrapped, Kind kind, List<@Nullable Object> elements) {

  /** Null if the value is no collection or map of a known kind. */
  static @Nullable Container of(Object value) {
    List<Unmodifiable> views = new ArrayList<>();
    List<Object> wrapped = new ArrayList<>();
    Object inner = value;
    for (Unmodifiable view = Unmodifiable.of(inner); view != null; view = Unmodifiable.of(inner)) {
      views.add(view);
      inner = Unmodifiable.inner(inner);
      if (inner == null) {
        return null;
      }
      wrapped.add(inner);
    }
    Kind kind = kindOf(inner);
    return kind == null ? null : new Container(views, wrapped, kind, elementsOf(inner));
  }

  /** Nobody can change it but through something it is wrapped around. */
  boolean isImmutable() {
    return !views.isEmpty() || kind.isImmutable();
  }

  private static @Nullable Kind kindOf(Object value) {
    if (value instanceof Map<?, ?> map) {
      return MapKind.of(map);
    }
    return value instanceof Collection<?> collection ? CollectionKind.of(collection) : null;
  }

  private static List<@Nullable Object> elementsOf(Object value) {
    List<@Nullable Object> elements = new ArrayList<>();
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> each : map.entrySet()) {
        elements.add(each.getKey());
        elements.add(each.getValue());
      }
    } else {
      elements.addAll((Collection<?>) value);
    }
    return elements;
  }
}
