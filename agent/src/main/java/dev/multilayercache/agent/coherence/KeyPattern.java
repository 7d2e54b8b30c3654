package dev.multilayercache.agent.coherence;

/**
 * A pattern over canonical keys: an anchored glob, or after {@code re:} a regular expression.
 *
 * <p>In a glob {@code *} stands for any run of characters, {@code ?} for one, everything else for
 * itself. Regular expressions run in linear time (RE2) and must match the whole key. Immutable.
 */
public final class KeyPattern {
  private final String text;

  private KeyPattern(String text) {
    this.text = text;
  }

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException if it is empty, too long or not a valid expression; the
   *     message says which
   */
  public static KeyPattern parse(String text) {
    return new KeyPattern(text);
  }

  /** Whether the whole canonical key matches. */
  public boolean matches(String canonicalKey) {
    throw new UnsupportedOperationException();
  }

  /** The literal text that every match begins with; empty if there is none. */
  public String literalPrefix() {
    throw new UnsupportedOperationException();
  }

  /** The pattern as it was written; {@link #parse} gives an equal pattern back. */
  @Override
  public String toString() {
    return text;
  }
}
