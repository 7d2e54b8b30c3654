package dev.multilayercache.agent.expression;

import org.jspecify.annotations.Nullable;

/**
 * A word of an expression.
 *
 * @param text as it was written
 * @param value what a number or a text stands for
 * @param column where it begins, counted from 1
 */
record Token(Kind kind, String text, @Nullable Object value, int column) {

  /** What a token is. */
  enum Kind {
    /** A name, or several with points between. */
    NAME,
    /** The same in braces, as in a template. */
    BRACED,
    NUMBER,
    TEXT,
    SYMBOL,
    END
  }

  boolean is(String word) {
    return (kind == Kind.NAME || kind == Kind.SYMBOL) && text.equals(word);
  }
}
