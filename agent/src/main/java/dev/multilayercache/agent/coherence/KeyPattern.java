package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.key.KeyLength;

/**
 * A pattern over canonical keys: an anchored glob, or after {@code re:} a regular expression.
 *
 * <p>In a glob {@code *} stands for any run of characters, {@code ?} for one, {@code \} makes the
 * next character literal, everything else stands for itself. Regular expressions run in linear time
 * (RE2) and must match the whole key. Of a long key only the beginning can be seen, and whatever
 * may stand behind it counts as a match: to forget more is safe, to forget less is not. Two
 * patterns are equal if they are written alike. Immutable; matching keeps no state.
 */
public final class KeyPattern {
  private static final String EXPRESSION_PREFIX = "re:";
  private static final int MOST_CHARACTERS = 256;

  private final String text;
  private final Matcher matcher;

  private KeyPattern(String text, Matcher matcher) {
    this.text = text;
    this.matcher = matcher;
  }

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException if it is empty, longer than 256 characters, has more than
   *     eight {@code *} or is not a valid expression; the message says which
   */
  public static KeyPattern parse(String text) {
    if (text.isEmpty() || text.equals(EXPRESSION_PREFIX)) {
      throw new IllegalArgumentException("The pattern is empty. Write * for every key.");
    }
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "The pattern has %d characters, at most %d are allowed."
              .formatted(text.length(), MOST_CHARACTERS));
    }
    Matcher matcher =
        text.startsWith(EXPRESSION_PREFIX)
            ? RegularExpression.compile(text.substring(EXPRESSION_PREFIX.length()))
            : Glob.compile(text);
    return new KeyPattern(text, matcher);
  }

  /**
   * A pattern that matches what the text would, and more if the text is too long for one: a glob
   * that a long value stands in is cut there.
   *
   * @throws IllegalArgumentException like {@link #parse}, but for the length of a glob
   */
  public static KeyPattern atLeast(String text) {
    return text.length() <= MOST_CHARACTERS || text.startsWith(EXPRESSION_PREFIX)
        ? parse(text)
        : parse(beginning(text) + "*");
  }

  /** Neither half a character nor a backslash without what it makes literal is at its end. */
  private static String beginning(String glob) {
    int end = MOST_CHARACTERS - 1;
    if (Character.isHighSurrogate(glob.charAt(end - 1))) {
      end--;
    }
    int backslashes = 0;
    while (backslashes < end && glob.charAt(end - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return glob.substring(0, end - backslashes % 2);
  }

  /** Whether the whole key matches, or may match if its canonical form does not show all of it. */
  public boolean matches(String canonicalKey) {
    String beginning = KeyLength.beginning(canonicalKey);
    return beginning == null ? matcher.matches(canonicalKey) : matcher.mayMatch(beginning);
  }

  /**
   * The literal text that every canonical key which matches begins with; empty if there is none.
   */
  public String literalPrefix() {
    String prefix = matcher.literalPrefix();
    int most = KeyLength.LEAST_BEGINNING;
    if (prefix.length() <= most) {
      return prefix;
    }
    boolean cutsPair = Character.isHighSurrogate(prefix.charAt(most - 1));
    return prefix.substring(0, cutsPair ? most - 1 : most);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyPattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The pattern as it was written; {@link #parse} gives an equal pattern back. */
  @Override
  public String toString() {
    return text;
  }

  /** One of the two syntaxes, compiled. */
  interface Matcher {
    boolean matches(String text);

    /** Whether a longer text with this beginning can match. */
    boolean mayMatch(String beginning);

    String literalPrefix();
  }
}
