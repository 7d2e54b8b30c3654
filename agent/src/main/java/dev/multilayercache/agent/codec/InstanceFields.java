package dev.multilayercache.agent.codec;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of an application class as reflection sees it, the hidden and transient included. */
final class InstanceFields {

  private InstanceFields() {}

  /**
   * Fields that the class itself declares, readable.
   *
   * @throws LinkageError if a field's type is missing
   * @throws RuntimeException if its module keeps them closed
   */
  static List<Field> of(Class<?> type) {
    Field[] own =
        Arrays.stream(type.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .toArray(Field[]::new);
    AccessibleObject.setAccessible(own, true);
    return List.of(own);
  }

  static @Nullable Object read(Field field, Object holder) {
    try {
      return field.get(holder);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
