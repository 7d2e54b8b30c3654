package dev.multilayercache.agent.key;

import dev.multilayercache.agent.text.NearestName;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way from a value to a property of a property of it.
 *
 * <p>Steps are found in the declared types as far as these go, and from there on in the class of
 * each value. A map with string keys is looked up; an {@code Optional} is looked into; null on the
 * way is the answer null. Immutable.
 */
final class PropertyPath {
  private final String placeholder;
  private final List<String> names;

  /** The properties of declared types, for the first so many names. */
  private final List<Property> declared;

  private final Class<?> rootType;

  private PropertyPath(
      String placeholder, List<String> names, List<Property> declared, Class<?> rootType) {
    this.placeholder = placeholder;
    this.names = names;
    this.declared = List.copyOf(declared);
    this.rootType = rootType;
  }

  /** What is at the end of a path, with the declared type of it. */
  record End(@Nullable Object value, Class<?> type) {}

  /**
   * The path of a placeholder.
   *
   * @throws IllegalArgumentException if a declared type cannot have the property
   */
  static PropertyPath of(Template.Placeholder placeholder, Class<?> rootType) {
    List<Property> declared = new ArrayList<>();
    Class<?> type = rootType;
    for (String name : placeholder.path()) {
      Property property = isLookedInto(type) ? null : Members.of(type).find(name);
      if (property == null) {
        checkMayHave(type, name, placeholder);
        break;
      }
      declared.add(property);
      type = property.type();
    }
    return new PropertyPath(placeholder.toString(), placeholder.path(), declared, rootType);
  }

  private static void checkMayHave(Class<?> type, String name, Template.Placeholder placeholder) {
    boolean isClosed =
        type.isArray() || type.isPrimitive() || Modifier.isFinal(type.getModifiers());
    if (isClosed && !isLookedInto(type)) {
      throw new IllegalArgumentException(missing(placeholder.toString(), type, name));
    }
  }

  private static boolean isLookedInto(Class<?> type) {
    return Map.class.isAssignableFrom(type) || type == Optional.class;
  }

  private static String missing(String placeholder, Class<?> type, String name) {
    return "{%s}: %s has no property \"%s\". %s"
        .formatted(
            placeholder,
            type.getTypeName(),
            name,
            NearestName.suggest(name, Members.of(type).names()));
  }

  /** Whether it ends where it starts. */
  boolean isEmpty() {
    return names.isEmpty();
  }

  /** The declared type of the end, or null if it depends on the values. */
  @Nullable Class<?> declaredType() {
    if (declared.size() < names.size()) {
      return null;
    }
    return names.isEmpty() ? rootType : declared.get(names.size() - 1).type();
  }

  /**
   * Goes the way.
   *
   * @throws KeyException if a value has no such property or reading it throws
   */
  End follow(@Nullable Object root) {
    int last = names.size() - 1;
    if (last < 0) {
      return new End(root, rootType);
    }
    Object owner = lookInto(walk(root, last));
    if (owner == null) {
      return new End(null, Object.class);
    }
    return owner instanceof Map<?, ?> map && last >= declared.size()
        ? new End(lookup(map, names.get(last)), Object.class)
        : end(owner, property(owner, last));
  }

  private End end(Object owner, Property property) {
    return new End(property.read(owner, placeholder), property.type());
  }

  /** Like {@link #follow}, for who needs no type: nothing is allocated. */
  @Nullable Object value(@Nullable Object root) {
    return walk(root, names.size());
  }

  private @Nullable Object walk(@Nullable Object root, int steps) {
    Object value = root;
    for (int i = 0; i < steps; i++) {
      value = lookInto(value);
      if (value == null) {
        return null;
      }
      value =
          value instanceof Map<?, ?> map && i >= declared.size()
              ? lookup(map, names.get(i))
              : property(value, i).read(value, placeholder);
    }
    return value;
  }

  private static @Nullable Object lookInto(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }

  private @Nullable Object lookup(Map<?, ?> map, String key) {
    try {
      return map.get(key);
    } catch (RuntimeException e) {
      throw new KeyException(
          "{%s}: looking up a map threw %s".formatted(placeholder, e.getClass().getName()));
    }
  }

  private Property property(Object value, int step) {
    if (step < declared.size()) {
      return declared.get(step);
    }
    Property property = Members.of(value.getClass()).find(names.get(step));
    if (property == null) {
      throw new KeyException(missing(placeholder, value.getClass(), names.get(step)));
    }
    return property;
  }

  @Override
  public String toString() {
    return placeholder;
  }
}
