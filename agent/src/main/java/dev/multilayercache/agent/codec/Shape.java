package dev.multilayercache.agent.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.TreeSet;

/**
 * What two versions of a class must have in common so that one can hold the other's state: its
 * kind, name and superclass, the names and types of its fields, the constants of an enum.
 *
 * <p>As a text that is the same in every JVM for the same class file, whatever the order in which
 * reflection tells its parts. The order of fields and constants is no part of it, since state is
 * stored by name; neither are methods. No class is initialized to be looked at.
 */
final class Shape {

  private Shape() {}

  /** The text; that of a class whose parts are missing says so, and of nothing else. */
  static String of(Class<?> type) {
    try {
      Set<String> parts = new TreeSet<>();
      for (Field field : type.getDeclaredFields()) {
        if (field.isEnumConstant()) {
          parts.add(field.getName());
        } else if (!Modifier.isStatic(field.getModifiers())) {
          parts.add(partOf(field));
        }
      }
      return kindOf(type)
          + type.getName()
          + " < "
          + TypeText.of(type.getGenericSuperclass())
          + parts;
    } catch (LinkageError | RuntimeException incomplete) {
      return "incomplete " + type.getName();
    }
  }

  private static String partOf(Field field) {
    String marker = Modifier.isTransient(field.getModifiers()) ? "transient " : "";
    return field.getName() + ' ' + marker + TypeText.of(field.getGenericType());
  }

  private static String kindOf(Class<?> type) {
    if (type.isRecord()) {
      return "record ";
    }
    return type.isEnum() ? "enum " : "class ";
  }

  /** Eight bytes in place of a text. */
  static long digest(String text) {
    try {
      byte[] whole =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(whole).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
