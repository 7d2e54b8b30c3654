package dev.multilayercache.demo;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Writes records, maps, iterables, strings, numbers, booleans and {@code null} as JSON.
 *
 * <p>Enough for this demo, which takes no dependency for it.
 */
final class Json {

  private Json() {}

  static String of(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof Map<?, ?> map) {
      StringJoiner members = new StringJoiner(",", "{", "}");
      map.forEach((name, member) -> members.add(quote(String.valueOf(name)) + ":" + of(member)));
      return members.toString();
    }
    if (value instanceof Iterable<?> items) {
      StringJoiner elements = new StringJoiner(",", "[", "]");
      items.forEach(item -> elements.add(of(item)));
      return elements.toString();
    }
    if (value instanceof Record fields) {
      StringJoiner members = new StringJoiner(",", "{", "}");
      for (RecordComponent field : fields.getClass().getRecordComponents()) {
        members.add(quote(field.getName()) + ":" + of(read(field, fields)));
      }
      return members.toString();
    }
    return quote(value.toString());
  }

  private static @Nullable Object read(RecordComponent field, Record owner) {
    try {
      return field.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(field + " cannot be read", e);
    }
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
