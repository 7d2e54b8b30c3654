package dev.multilayercache.agent.codec;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * Types as text that is the same in every JVM: what their {@code toString} writes is promised
 * nowhere.
 */
final class TypeText {

  private TypeText() {}

  static String of(@Nullable Type type) {
    if (type instanceof Class<?> plain) {
      return plain.getName();
    }
    if (type instanceof ParameterizedType generic) {
      return of(generic.getRawType()) + all("<", generic.getActualTypeArguments(), ">");
    }
    if (type instanceof GenericArrayType array) {
      return of(array.getGenericComponentType()) + "[]";
    }
    if (type instanceof WildcardType wildcard) {
      return "?"
          + all("<", wildcard.getUpperBounds(), ">")
          + all("^", wildcard.getLowerBounds(), "");
    }
    return type instanceof TypeVariable<?> variable ? variable.getName() : String.valueOf(type);
  }

  private static String all(String opening, Type[] types, String closing) {
    StringBuilder text = new StringBuilder(opening);
    for (Type each : types) {
      text.append(of(each)).append(',');
    }
    return text.append(closing).toString();
  }
}
