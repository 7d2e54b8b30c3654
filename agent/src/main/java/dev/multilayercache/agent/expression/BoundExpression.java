package dev.multilayercache.agent.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression bound to a method: true or false of one call. Immutable.
 *
 * <p>A path through null is null. Null equals null and nothing else, has no order, and is not true.
 */
public final class BoundExpression {
  private final Expression expression;
  private final Truth truth;

  private BoundExpression(Expression expression, Truth truth) {
    this.expression = expression;
    this.truth = truth;
  }

  /** A part of an expression that is true or false. */
  interface Truth {
    boolean holds(@Nullable Object[] arguments, @Nullable Object result);
  }

  /** A part of an expression that is a value. */
  interface Value {
    @Nullable Object of(@Nullable Object[] arguments, @Nullable Object result);
  }

  /**
   * Binds an expression to a method, and checks it as far as the types tell.
   *
   * @param parameterNames null if the class file has none; then only indexes can be used
   * @param parameterTypes {@link Object} where a type is not known yet
   * @param resultType null if there is no result to speak of
   * @throws IllegalArgumentException with the column and what is wrong
   */
  public static BoundExpression of(
      Expression expression,
      @Nullable List<String> parameterNames,
      List<Class<?>> parameterTypes,
      @Nullable Class<?> resultType) {
    try {
      Binder binder = new Binder(parameterNames, parameterTypes, resultType);
      return new BoundExpression(expression, binder.truth(expression.root()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(expression.said(e));
    }
  }

  /**
   * Whether it is true of a call.
   *
   * @throws EvaluationException if a value cannot be read or compared
   */
  public boolean holds(@Nullable Object[] arguments, @Nullable Object result) {
    return truth.holds(arguments, result);
  }

  /** What failed, with the expression it failed in. */
  public String said(EvaluationException failure) {
    return expression.said(failure);
  }

  /** As it was written. */
  @Override
  public String toString() {
    return expression.toString();
  }
}
