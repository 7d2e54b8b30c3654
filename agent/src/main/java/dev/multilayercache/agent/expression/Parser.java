package dev.multilayercache.agent.expression;

import dev.multilayercache.agent.expression.Node.Comparison;
import dev.multilayercache.agent.expression.Node.Constant;
import dev.multilayercache.agent.expression.Node.Logic;
import dev.multilayercache.agent.expression.Node.Not;
import dev.multilayercache.agent.expression.Node.Path;
import dev.multilayercache.agent.expression.Node.Size;
import dev.multilayercache.agent.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Understands an expression, from left to right; used once. Operators bind as in Java:
 *
 * <pre>
 * any        = all        { ("||" | "or")  all }
 * all        = equality   { ("&amp;&amp;" | "and") equality }
 * equality   = relation   [ ("==" | "!=")  relation ]
 * relation   = single     [ ("<" | "<=" | ">" | ">=") single ]
 * single     = ("!" | "not") single | "(" any ")" | "size" "(" path ")" | path | constant
 * path       = name { "." name } | "{" (name | index) { "." name } "}"
 * constant   = number | 'text' | "text" | "true" | "false" | "null"
 * </pre>
 */
final class Parser {
  private static final int MOST_CHARACTERS = 1_000;
  private static final int MOST_DEPTH = 32;

  private final List<Token> tokens;
  private int at;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * @throws IllegalArgumentException with the column and what is wrong
   */
  static Node parse(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw Mistake.at(
          MOST_CHARACTERS + 1, "it is too long. Write " + MOST_CHARACTERS + " characters at most.");
    }
    Parser parser = new Parser(new Lexer(text).tokens());
    Node whole = parser.any();
    Token rest = parser.peek();
    if (rest.kind() != Kind.END) {
      throw Mistake.at(
          rest.column(),
          rest.is(")")
              ? "\")\" closes nothing. Leave it out."
              : "an operator is missing before " + rest.text() + ". Write == or and, for example.");
    }
    return whole;
  }

  private Node any() {
    return logic("||", "or", /* isAll= */ false, this::all);
  }

  private Node all() {
    return logic("&&", "and", /* isAll= */ true, this::equality);
  }

  private Node logic(String symbol, String word, boolean isAll, Supplier<Node> operand) {
    int column = peek().column();
    Node first = operand.get();
    if (!peek().is(symbol) && !peek().is(word)) {
      return first;
    }
    List<Node> operands = new ArrayList<>(List.of(first));
    while (peek().is(symbol) || peek().is(word)) {
      at++;
      operands.add(operand.get());
    }
    return new Logic(isAll, operands, column);
  }

  private Node equality() {
    return comparison(/* isEquality= */ true, this::relation);
  }

  private Node relation() {
    return comparison(/* isEquality= */ false, this::single);
  }

  private Node comparison(boolean isEquality, Supplier<Node> operand) {
    Node left = operand.get();
    Operator operator = operator(isEquality);
    if (operator == null) {
      return left;
    }
    int column = take().column();
    Node right = operand.get();
    if (operator(isEquality) != null) {
      throw Mistake.at(
          peek().column(), "comparisons make no chain. Write 0 < id and id < 5, or parentheses.");
    }
    return new Comparison(operator, left, right, column);
  }

  private @Nullable Operator operator(boolean isEquality) {
    Operator operator = Operator.of(peek());
    return operator != null && operator.isEquality() == isEquality ? operator : null;
  }

  private Node single() {
    Token token = take();
    if (++depth > MOST_DEPTH) {
      throw Mistake.at(token.column(), "it is nested too deeply. Write it with fewer parentheses.");
    }
    Node node;
    if (token.is("!") || token.is("not")) {
      node = new Not(single(), token.column());
    } else if (token.is("(")) {
      node = any();
      close(token);
    } else {
      node = value(token);
    }
    depth--;
    return node;
  }

  private Node value(Token token) {
    return switch (token.kind()) {
      case NUMBER, TEXT -> new Constant(token.value(), token.text(), token.column());
      case BRACED -> path(token, token.text().substring(1, token.text().length() - 1));
      case NAME -> named(token);
      case SYMBOL, END ->
          throw Mistake.at(token.column(), "a value is missing. Write for example id > 0.");
    };
  }

  private Node named(Token token) {
    if (peek().is("(")) {
      return size(token);
    }
    return switch (token.text()) {
      case "true", "false" ->
          new Constant(token.text().equals("true"), token.text(), token.column());
      case "null" -> new Constant(null, token.text(), token.column());
      case "and", "or" ->
          throw Mistake.at(
              token.column(),
              "a value is missing before "
                  + token.text()
                  + ". Write for example id > 0; a parameter of that name in braces.");
      default -> path(token, token.text());
    };
  }

  private Node size(Token function) {
    if (!function.is("size")) {
      throw Mistake.at(
          function.column(),
          "there is no function "
              + function.text()
              + "(). Write size(name), or a property without parentheses.");
    }
    Token open = take();
    Token of = take();
    if (of.kind() != Kind.NAME && of.kind() != Kind.BRACED) {
      throw Mistake.at(of.column(), "the name of a value is missing. Write size(name).");
    }
    Node path = value(of);
    if (!(path instanceof Path named)) {
      throw Mistake.at(of.column(), of.text() + " has no size. Write size(name).");
    }
    close(open);
    return new Size(named, function.column());
  }

  private static Path path(Token token, String text) {
    List<String> names = List.of(text.split("\\."));
    return new Path(names.get(0), names.subList(1, names.size()), token.column());
  }

  private void close(Token open) {
    Token token = take();
    if (!token.is(")")) {
      throw Mistake.at(
          token.column(),
          "the \"(\" of column " + open.column() + " is not closed here. Write \")\".");
    }
  }

  private Token peek() {
    return tokens.get(at);
  }

  /** The end is never passed. */
  private Token take() {
    Token token = peek();
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }
}
