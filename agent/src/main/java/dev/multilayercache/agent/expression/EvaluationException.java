package dev.multilayercache.agent.expression;

/**
 * An expression is neither true nor false for a call: a value in it cannot be read or compared.
 *
 * <p>The message is one line and names column, types and what to do; never a value.
 */
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EvaluationException(int column, String what) {
    // Made on the way into a method call: a stack trace would cost more than the call and say less.
    super(
        "column " + column + ": " + what + (what.matches(".*[.?]") ? "" : "."),
        null,
        /* enableSuppression= */ false,
        /* writableStackTrace= */ false);
  }
}
