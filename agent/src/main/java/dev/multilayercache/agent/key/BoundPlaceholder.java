package dev.multilayercache.agent.key;

import dev.multilayercache.agent.key.Template.Placeholder;
import dev.multilayercache.agent.text.NearestName;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A placeholder bound to a method: where its value is found in a call, and how it is written.
 *
 * @param parameter index of the argument, or {@link #RESULT}
 * @param path the way from there
 * @param scalar what every value is, or null if that depends on the value
 */
record BoundPlaceholder(int parameter, PropertyPath path, @Nullable Scalar scalar) {
  static final int RESULT = -1;

  /**
   * Binds a placeholder.
   *
   * @throws IllegalArgumentException if the method has no such parameter or that no such property
   */
  static BoundPlaceholder of(
      Placeholder placeholder, @Nullable List<String> parameterNames, List<Class<?>> types) {
    if (placeholder.isResult()) {
      return new BoundPlaceholder(RESULT, PropertyPath.of(placeholder, Object.class), null);
    }
    int parameter = parameter(placeholder, parameterNames, types.size());
    PropertyPath path = PropertyPath.of(placeholder, types.get(parameter));
    Class<?> type = path.declaredType();
    return new BoundPlaceholder(parameter, path, type == null ? null : scalar(type));
  }

  private static @Nullable Scalar scalar(Class<?> type) {
    Scalar scalar = Scalars.ofDeclared(type);
    return scalar == null ? RecordScalar.of(type) : scalar;
  }

  /**
   * The index of a placeholder's parameter.
   *
   * @throws IllegalArgumentException if the method has no such parameter
   */
  static int parameter(Placeholder placeholder, @Nullable List<String> names, int parameterCount) {
    String root = placeholder.root();
    if (Character.isDigit(root.charAt(0))) {
      if (root.length() > 3 || Integer.parseInt(root) >= parameterCount) {
        throw new IllegalArgumentException(
            "{%s}: the method has %d parameters, counted from 0"
                .formatted(placeholder, parameterCount));
      }
      return Integer.parseInt(root);
    }
    if (names == null) {
      throw new IllegalArgumentException(
          "{%s}: the class file has no parameter names. Compile with -parameters or -g, or write {0}"
              .formatted(placeholder));
    }
    int index = names.indexOf(root);
    if (index < 0) {
      throw new IllegalArgumentException(
          "{%s}: the method has no parameter \"%s\". %s"
              .formatted(placeholder, root, NearestName.suggest(root, names)));
    }
    return index;
  }

  /** Whether the argument needs no way and no check to be the scalar. */
  boolean isArgumentItself() {
    return path.isEmpty() && scalar != null && scalar.isItself();
  }

  /**
   * What stands in a local key for the value in a call of a placeholder that is a scalar.
   *
   * @throws KeyException if it is of a subclass of the scalar's type
   */
  @Nullable Object scalarValue(@Nullable Object argument) {
    Object value = path.value(argument);
    Scalar expected = Objects.requireNonNull(scalar);
    if (value != null && !expected.accepts(value)) {
      throw new KeyException(
          "{%s}: %s is not %s itself, so it may mean something else. Name a property of it"
              .formatted(path, value.getClass().getName(), expected));
    }
    return value == null ? null : expected.local(value);
  }

  /**
   * The text of the value in a call as it stands in a key, not yet escaped; null if the value is.
   *
   * <p>A scalar stands without its type where the declared type says it: that of the parameter or
   * of the last property.
   */
  @Nullable String keyText(@Nullable Object[] arguments) {
    PropertyPath.End end = path.follow(arguments[parameter]);
    Object value = end.value();
    if (value == null) {
      return null;
    }
    Scalar known = Scalars.ofDeclared(end.type());
    return known != null && known.accepts(value)
        ? known.text(value)
        : CanonicalForm.of(value, path.toString());
  }

  /**
   * The texts by which the value in a call may stand in keys of methods with other declared types;
   * one, and for a scalar of an open type two: bare, and with its type.
   */
  List<@Nullable String> possibleKeyTexts(@Nullable Object[] arguments, @Nullable Object result) {
    PropertyPath.End end = find(arguments, result);
    Object value = isWholeResult() ? lookInto(end.value()) : end.value();
    if (value == null) {
      return Collections.singletonList(null);
    }
    Scalar declared = isWholeResult() ? null : Scalars.ofDeclared(end.type());
    if (declared != null && declared.accepts(value)) {
      return List.of(declared.text(value));
    }
    Scalar scalar = Scalars.ofValue(value);
    String withType = CanonicalForm.of(value, path.toString());
    return scalar == null ? List.of(withType) : List.of(scalar.text(value), withType);
  }

  /** The text of a scalar in a call as it stands in a tag; null if the value is. */
  @Nullable String tagText(@Nullable Object[] arguments, @Nullable Object result) {
    Object value = lookInto(find(arguments, result).value());
    if (value == null) {
      return null;
    }
    Scalar scalar = Scalars.ofValue(value);
    if (scalar == null) {
      throw new KeyException(
          "{%s}: %s cannot stand in a tag. Name a property of it that is a number or a text, {%s.name}"
              .formatted(path, value.getClass().getName(), path));
    }
    return scalar.text(value);
  }

  private PropertyPath.End find(@Nullable Object[] arguments, @Nullable Object result) {
    return path.follow(parameter == RESULT ? result : arguments[parameter]);
  }

  private boolean isWholeResult() {
    return parameter == RESULT && path.isEmpty();
  }

  private static @Nullable Object lookInto(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : value;
  }
}
