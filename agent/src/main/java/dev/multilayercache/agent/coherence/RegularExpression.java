package dev.multilayercache.agent.coherence;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression that must match the whole text, in time linear to it.
 *
 * <p>The only class that knows RE2/J, so that nothing of it is loaded before somebody writes {@code
 * re:}.
 */
final class RegularExpression implements KeyPattern.Matcher {
  /** Each step is tried at each character of each key. */
  private static final int MOST_STEPS = 5_000;

  /** A number behind one of these may repeat what is repeated already. */
  private static final String ENDS_OF_PARTS = ")}?*+";

  private final Pattern pattern;

  private RegularExpression(Pattern pattern) {
    this.pattern = pattern;
  }

  static RegularExpression compile(String text) {
    if (mostSteps(text) > MOST_STEPS) {
      throw new IllegalArgumentException(
          "The pattern after re: repeats too much within repetitions. Write smaller numbers or *.");
    }
    try {
      return new RegularExpression(Pattern.compile(text, Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "The pattern after re: is not a valid RE2 expression: %s.".formatted(e.getDescription()),
          e);
    }
  }

  /**
   * How many steps the expression has at most.
   *
   * <p>RE2/J writes out what is repeated and looks only at each number alone: some 40 characters of
   * nested groups filled the memory. So the numbers behind groups are multiplied here, and others
   * added up, before it sees them.
   */
  private static long mostSteps(String text) {
    long steps = text.length();
    long times = 1;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
      int number = largestNumber(text, open + 1);
      if (open > 0 && ENDS_OF_PARTS.indexOf(text.charAt(open - 1)) >= 0) {
        times = Math.min(times * Math.max(1, number), Integer.MAX_VALUE);
      } else {
        steps += number;
      }
    }
    return steps * times;
  }

  /** Of those up to the closing brace; 0 if there is none. */
  private static int largestNumber(String text, int from) {
    int largest = 0;
    int number = 0;
    for (int i = from; i < text.length() && text.charAt(i) != '}'; i++) {
      char c = text.charAt(i);
      number = c >= '0' && c <= '9' ? Math.min(10 * number + c - '0', MOST_STEPS) : 0;
      largest = Math.max(largest, number);
    }
    return largest;
  }

  @Override
  public boolean matches(String text) {
    return pattern.matches(text);
  }

  /** RE2/J does not tell what a beginning could still become. */
  @Override
  public boolean mayMatch(String beginning) {
    return true;
  }

  @Override
  public String literalPrefix() {
    return "";
  }
}
