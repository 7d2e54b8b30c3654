package dev.multilayercache.agent.expression;

import dev.multilayercache.agent.expression.Token.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts an expression into tokens; used once. */
final class Lexer {
  /** Longer ones first: the first that fits is taken. */
  private static final List<String> SYMBOLS =
      List.of("==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "(", ")");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  Lexer(String text) {
    this.text = text;
  }

  /** All of them, the last one {@link Kind#END}. */
  List<Token> tokens() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        next();
      }
    }
    add(Kind.END, at, null);
    return tokens;
  }

  private void next() {
    char c = text.charAt(at);
    if (Character.isJavaIdentifierStart(c)) {
      int start = at;
      path();
      add(Kind.NAME, start, null);
    } else if (isDigit(at) || (c == '-' && isDigit(at + 1))) {
      number();
    } else if (c == '\'' || c == '"') {
      quoted(c);
    } else if (c == '{') {
      braced();
    } else {
      symbol();
    }
  }

  private void path() {
    name();
    while (at < text.length() && text.charAt(at) == '.') {
      at++;
      name();
    }
  }

  private void name() {
    if (at >= text.length() || !Character.isJavaIdentifierStart(text.charAt(at))) {
      throw Mistake.at(at + 1, "a name is missing. Write name, name.property or {0}.");
    }
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
  }

  private void braced() {
    int start = at++;
    if (isDigit(at)) {
      digits();
      while (at < text.length() && text.charAt(at) == '.') {
        at++;
        name();
      }
    } else {
      path();
    }
    if (at >= text.length() || text.charAt(at) != '}') {
      throw Mistake.at(
          start + 1, "\"{\" is not closed behind a name. Write {name} or {0.property}.");
    }
    at++;
    add(Kind.BRACED, start, null);
  }

  private void number() {
    int start = at++; // a digit, or the sign before one
    digits();
    boolean isWhole = at >= text.length() || text.charAt(at) != '.' || !isDigit(at + 1);
    if (!isWhole) {
      at++;
      digits();
    }
    if (at < text.length()
        && (text.charAt(at) == '.' || Character.isJavaIdentifierPart(text.charAt(at)))) {
      throw Mistake.at(
          at + 1, "'" + text.charAt(at) + "' cannot stand in a number. Write 10, -10 or 2.5.");
    }
    String written = text.substring(start, at);
    add(Kind.NUMBER, start, isWhole ? whole(written) : new Decimal(new BigDecimal(written)));
  }

  private static Number whole(String digits) {
    BigInteger exact = new BigInteger(digits);
    if (exact.bitLength() < Long.SIZE) {
      return exact.longValue();
    }
    return exact;
  }

  private void quoted(char quote) {
    int start = at;
    int end = text.indexOf(quote, start + 1);
    if (end < 0) {
      throw Mistake.at(start + 1, "the text that begins here never ends. Write 'text'.");
    }
    at = end + 1;
    add(Kind.TEXT, start, text.substring(start + 1, end));
  }

  private void symbol() {
    for (String each : SYMBOLS) {
      if (text.startsWith(each, at)) {
        int start = at;
        at += each.length();
        add(Kind.SYMBOL, start, null);
        return;
      }
    }
    char c = text.charAt(at);
    throw Mistake.at(
        at + 1,
        switch (c) {
          case '=' -> "\"=\" alone says nothing. Write ==.";
          case '&' -> "\"&\" alone says nothing. Write && or and.";
          case '|' -> "\"|\" alone says nothing. Write || or or.";
          case '+', '-', '*', '/', '%' ->
              "'" + c + "' has no meaning. An expression compares, it does not calculate.";
          default -> "'" + c + "' has no meaning. Write for example id > 0.";
        });
  }

  private void digits() {
    while (isDigit(at)) {
      at++;
    }
  }

  private boolean isDigit(int index) {
    return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
  }

  private void add(Kind kind, int start, @Nullable Object value) {
    tokens.add(new Token(kind, text.substring(start, at), value, start + 1));
  }
}
