package dev.multilayercache.agent.codec;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What reflection says of the classes that a codec's values are made of, asked once of each.
 *
 * <p>Of one codec, because it keeps the classes. Safe for use by any thread.
 */
final class KnownClasses {
  private final Map<Class<?>, List<Field>> fields = new ConcurrentHashMap<>();
  private final Map<Class<?>, Boolean> replacing = new ConcurrentHashMap<>();
  private final Map<Class<?>, List<Field>> inherited = new ConcurrentHashMap<>();
  private final Map<Class<?>, Long> shapes = new ConcurrentHashMap<>();
  private final Map<Class<?>, Boolean> immutable = new ConcurrentHashMap<>();

  /** As {@link InstanceFields#of}. */
  List<Field> fieldsOf(Class<?> type) {
    List<Field> known = fields.get(type);
    if (known != null) {
      return known;
    }
    List<Field> found = InstanceFields.of(type); // not within the map: the stack may end in it
    fields.putIfAbsent(type, found);
    return found;
  }

  /** As {@link Immutability#isSure}. */
  boolean isSurelyImmutable(Class<?> type) {
    Boolean known = immutable.get(type);
    if (known != null) {
      return known;
    }
    boolean found = Immutability.isSure(type);
    immutable.putIfAbsent(type, found);
    return found;
  }

  /** As {@link SerialMethods#replacesItself}. */
  boolean replacesItself(Class<?> type) {
    Boolean known = replacing.get(type);
    if (known != null) {
      return known;
    }
    boolean found = SerialMethods.replacesItself(type);
    replacing.putIfAbsent(type, found);
    return found;
  }

  /** As {@link InheritedState#of}. */
  List<Field> inheritedBy(Class<?> type) {
    List<Field> known = inherited.get(type);
    if (known != null) {
      return known;
    }
    List<Field> found = InheritedState.of(type);
    inherited.putIfAbsent(type, found);
    return found;
  }

  /** The digest of the class's {@link Shape}. */
  long shapeOf(Class<?> type) {
    Long known = shapes.get(type);
    if (known != null) {
      return known;
    }
    long found = Shape.digest(Shape.of(type));
    shapes.putIfAbsent(type, found);
    return found;
  }
}
