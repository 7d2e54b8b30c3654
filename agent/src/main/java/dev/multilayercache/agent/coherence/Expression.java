package dev.multilayercache.agent.coherence;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression that must match the whole text, in time linear to it.
 *
 * <p>The only class that knows RE2/J, so that nothing of it is loaded before somebody writes {@code
 * re:}.
 */
final class Expression implements KeyPattern.Matcher {
  private final Pattern pattern;

  private Expression(Pattern pattern) {
    this.pattern = pattern;
  }

  static Expression compile(String text) {
    try {
      return new Expression(Pattern.compile(text, Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "The pattern after re: is not a valid RE2 expression: %s.".formatted(e.getDescription()),
          e);
    }
  }

  @Override
  public boolean matches(String text) {
    return pattern.matches(text);
  }

  @Override
  public String literalPrefix() {
    return "";
  }
}
