package dev.multilayercache.agent.key;

import java.lang.reflect.Array;
import java.net.URI;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value of any supported type so that two texts are equal exactly when the values are:
 * {@code Long(1)}, {@code [String(a),String(b)]}, {@code {String(k)=Integer(1)}}, {@code int[1,2]},
 * {@code com.acme.Query(shoes,2)}.
 *
 * <p>A list is equal to a list and a set to a set of the same elements, whatever their classes. A
 * record component or array element whose declared type is a scalar needs no type. Everything that
 * has no value semantics known here is refused. One instance writes one value.
 */
final class CanonicalForm {
  private static final int MOST_DEPTH = 32;
  private static final int MOST_CHARACTERS = 1 << 20;

  /** Characters that have a meaning between values. */
  static final String STRUCTURE = "()[]{},=";

  static final String NULL = "null()";

  /** An empty set has nothing between the braces. */
  private static final String EMPTY_MAP = "{=}";

  private final String placeholder;
  private final String advice;
  private final StringBuilder out = new StringBuilder();
  private int depth;

  private CanonicalForm(String placeholder, String advice) {
    this.placeholder = placeholder;
    this.advice = advice;
  }

  /**
   * The text of a value.
   *
   * @param placeholder where the value comes from, for messages
   * @throws KeyException if the value, or something in it, has no canonical form
   */
  static String of(Object value, String placeholder) {
    return of(
        value,
        placeholder,
        "Name what identifies it, key = \"{%s.name}\", or mark the parameters that do @CacheKey"
            .formatted(placeholder));
  }

  /**
   * The same, of a value that no placeholder stands for.
   *
   * @param advice what to do if it has none
   */
  static String of(Object value, String placeholder, String advice) {
    CanonicalForm form = new CanonicalForm(placeholder, advice);
    try {
      form.write(value);
    } catch (KeyException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new KeyException(
          "{%s} could not be read (%s). Do not change arguments while the method is called"
              .formatted(placeholder, e.getClass().getName()));
    }
    return form.out.toString();
  }

  private void write(@Nullable Object value) {
    if (value == null) {
      out.append(NULL);
      return;
    }
    depth++;
    Scalar scalar = Scalars.ofValue(value);
    if (depth > MOST_DEPTH) {
      throw tooMuch();
    } else if (scalar != null) {
      tagged(name(scalar), scalar.text(value));
    } else if (value.getClass().isArray()) {
      array(value);
    } else if (value instanceof Record) {
      record(value);
    } else if (!collection(value) && !library(value)) {
      throw new KeyException(
          "{%s}: %s has no canonical form. %s"
              .formatted(placeholder, value.getClass().getName(), advice));
    }
    depth--;
    if (out.length() > MOST_CHARACTERS) {
      throw tooMuch();
    }
  }

  private boolean collection(Object value) {
    if (value instanceof List<?> list) {
      out.append('[');
      boolean isFirst = true;
      for (Object element : list) {
        separate(isFirst);
        write(element);
        isFirst = false;
      }
      out.append(']');
    } else if (value instanceof Set<?> set) {
      List<String> texts = new ArrayList<>();
      for (Object element : set) {
        texts.add(aside(element));
      }
      sorted(texts);
    } else if (value instanceof Map<?, ?> map) {
      map(map);
    } else {
      return false;
    }
    return true;
  }

  private void map(Map<?, ?> map) {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      texts.add(aside(entry.getKey()) + "=" + aside(entry.getValue()));
    }
    if (texts.isEmpty()) {
      out.append(EMPTY_MAP);
    } else {
      sorted(texts);
    }
  }

  /** Types of the JDK that are values but no scalars. */
  @SuppressWarnings("JavaUtilDate") // It is what applications pass.
  private boolean library(Object value) {
    if (value instanceof Optional<?> optional) {
      out.append("Optional(");
      optional.ifPresent(this::write);
      out.append(')');
    } else if (value.getClass() == Date.class) {
      tagged("Date", String.valueOf(((Date) value).getTime()));
    } else if (value instanceof Locale locale) {
      out.append("Locale(");
      LocaleText.write(locale, out);
      out.append(')');
    } else if (value instanceof ZonedDateTime
        || value instanceof URI
        || value instanceof Currency) {
      tagged(value.getClass().getSimpleName(), value.toString());
    } else {
      return false;
    }
    return true;
  }

  private void array(Object array) {
    Class<?> component = array.getClass().getComponentType();
    boolean isExact = Scalars.ofDeclared(component) != null;
    out.append(name(component)).append('[');
    for (int i = 0; i < Array.getLength(array); i++) {
      separate(/* isFirst= */ i == 0);
      element(Array.get(array, i), isExact);
    }
    out.append(']');
  }

  private void record(Object value) {
    out.append(name(value.getClass())).append('(');
    boolean isFirst = true;
    for (Property component : Members.of(value.getClass()).components()) {
      separate(isFirst);
      boolean isExact = Scalars.ofDeclared(component.type()) != null;
      element(component.read(value, placeholder), isExact);
      isFirst = false;
    }
    out.append(')');
  }

  private void element(@Nullable Object value, boolean isExact) {
    Scalar scalar = value == null ? null : Scalars.ofValue(value);
    if (isExact && value != null && scalar != null) {
      out.append(Escapes.escape(scalar.text(value), STRUCTURE));
    } else {
      write(value);
    }
  }

  private void tagged(String name, String text) {
    out.append(name).append('(').append(Escapes.escape(text, STRUCTURE)).append(')');
  }

  private void separate(boolean isFirst) {
    if (!isFirst) {
      out.append(',');
    }
  }

  private String aside(@Nullable Object value) {
    int start = out.length();
    write(value);
    String text = out.substring(start);
    out.setLength(start);
    return text;
  }

  private void sorted(List<String> texts) {
    Collections.sort(texts);
    out.append('{').append(String.join(",", texts)).append('}');
  }

  private static String name(Scalar scalar) {
    return scalar.type().isEnum() ? name(scalar.type()) : scalar.name();
  }

  /** A type's name with a point in it, unless it is a scalar's or a primitive's: no two are one. */
  static String name(Class<?> type) {
    if (type.isArray()) {
      return name(type.getComponentType()) + "[]";
    }
    Scalar scalar = type.isPrimitive() || type.isEnum() ? null : Scalars.ofDeclared(type);
    String name = scalar == null ? type.getName() : scalar.name();
    boolean isUnnamedPackage = scalar == null && !type.isPrimitive() && name.indexOf('.') < 0;
    return Escapes.escape(isUnnamedPackage ? "." + name : name, STRUCTURE);
  }

  private KeyException tooMuch() {
    return new KeyException(
        "{%s} contains itself or is too large for a key. %s".formatted(placeholder, advice));
  }
}
