package dev.multilayercache.agent.expression;

/**
 * Text that is true or false of a call: {@code id > 0 and size(name) < 100}, {@code result == null
 * or result.price < 0.5}.
 *
 * <p>Immutable; parsing needs no class. {@link BoundExpression} evaluates it.
 */
public final class Expression {
  private final String attribute;
  private final String text;
  private final Node root;

  private Expression(String attribute, String text, Node root) {
    this.attribute = attribute;
    this.text = text;
    this.root = root;
  }

  /**
   * Parses an expression.
   *
   * @param attribute what somebody wrote it as, for messages
   * @throws IllegalArgumentException with the column and what is wrong
   */
  public static Expression parse(String attribute, String text) {
    try {
      return new Expression(attribute, text, Parser.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(said(attribute, text, e));
    }
  }

  Node root() {
    return root;
  }

  /** A message that says where in which expression it is. */
  String said(RuntimeException mistake) {
    return said(attribute, text, mistake);
  }

  private static String said(String attribute, String text, RuntimeException mistake) {
    return attribute + " \"" + text + "\" " + mistake.getMessage();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
