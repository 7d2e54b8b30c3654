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

  /** As {@link InstanceFields#of}. */
  List<Field> fieldsOf(Class<?> type) {
    List<Field> known = fields.get(type);
    return known == null ? fields.computeIfAbsent(type, InstanceFields::of) : known;
  }

  /** As {@link SerialMethods#replacesItself}. */
  boolean replacesItself(Class<?> type) {
    Boolean known = replacing.get(type);
    return known == null ? replacing.computeIfAbsent(type, SerialMethods::replacesItself) : known;
  }
}
