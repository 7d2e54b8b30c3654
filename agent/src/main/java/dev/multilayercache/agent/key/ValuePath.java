package dev.multilayercache.agent.key;

import dev.multilayercache.agent.key.Template.Placeholder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way to one value of a call, named as in a template: an argument or the result, or a property
 * of it.
 *
 * <p>What it gives is the value itself, not its text in a key. Immutable.
 */
public final class ValuePath {
  private final int parameter;
  private final PropertyPath path;

  private ValuePath(int parameter, PropertyPath path) {
    this.parameter = parameter;
    this.path = path;
  }

  /**
   * Binds {@code root.name.name} to a method.
   *
   * @param root a parameter's name or index, or {@code result}
   * @param parameterNames null if the class file has none; then only indexes can be used
   * @param parameterTypes {@link Object} where a type is not known
   * @param resultType null if there is no result to speak of
   * @throws IllegalArgumentException with a one-line reason if it cannot be bound
   */
  public static ValuePath of(
      String root,
      List<String> names,
      @Nullable List<String> parameterNames,
      List<Class<?>> parameterTypes,
      @Nullable Class<?> resultType) {
    Placeholder placeholder = new Placeholder(root, names);
    if (!placeholder.isResult()) {
      int parameter =
          BoundPlaceholder.parameter(placeholder, parameterNames, parameterTypes.size());
      return new ValuePath(parameter, PropertyPath.of(placeholder, parameterTypes.get(parameter)));
    }
    if (resultType == null) {
      throw new IllegalArgumentException(
          "{result}: there is no result yet. Use parameters only; one named \"result\" by its index.");
    }
    return new ValuePath(BoundPlaceholder.RESULT, PropertyPath.of(placeholder, resultType));
  }

  /** The declared type of the value; {@link Object} if it depends on other values. */
  public Class<?> type() {
    return Objects.requireNonNullElse(path.declaredType(), Object.class);
  }

  /**
   * The value in a call; null if it is, or one on the way to it.
   *
   * @throws KeyException if a value has no such property or reading it throws
   */
  public @Nullable Object follow(@Nullable Object[] arguments, @Nullable Object result) {
    return path.value(parameter == BoundPlaceholder.RESULT ? result : arguments[parameter]);
  }
}
