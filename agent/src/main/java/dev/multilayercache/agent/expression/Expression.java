package dev.multilayercache.agent.expression;

import org.jspecify.annotations.Nullable;

/**
 * Text that is true or false of a call: {@code id > 0 and size(name) < 100}, {@code result == null
 * or result.price < 0.5}.
 *
 * <p>Immutable; parsing needs no class. {@link BoundExpression} evaluates it.
 */
public final class Expression {
  private final String text;
  private final Node root;

  private Expression(String text, Node root) {
    this.text = text;
    this.root = root;
  }

  /**
   * Parses an expression.
   *
   * @throws IllegalArgumentException with the column and what is wrong
   */
  public static Expression parse(String text) {
    return new Expression(text, Parser.parse(text));
  }

  Node root() {
    return root;
  }

  /** Expressions are equal when they were written alike. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Expression that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
