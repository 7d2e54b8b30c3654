package dev.multilayercache.agent.coherence;

import java.util.Arrays;

/**
 * An anchored glob over code points.
 *
 * <p>Matching remembers only the last {@code *} and tries again one character further when the rest
 * does not fit, so it takes at most length of text times length of pattern steps and no stack,
 * whatever the pattern. A run of {@code *} is as good as one; of such there may be eight.
 */
final class Glob implements KeyPattern.Matcher {
  private static final int ANY_RUN = -1;
  private static final int ANY_ONE = -2;
  private static final int MOST_RUNS = 8;

  /** Code points, {@link #ANY_RUN} and {@link #ANY_ONE}. */
  private final int[] symbols;

  private final String literalPrefix;

  private Glob(int[] symbols) {
    this.symbols = symbols;
    StringBuilder prefix = new StringBuilder();
    for (int i = 0; i < symbols.length && symbols[i] >= 0; i++) {
      prefix.appendCodePoint(symbols[i]);
    }
    this.literalPrefix = prefix.toString();
  }

  static Glob compile(String text) {
    int[] written = text.codePoints().toArray();
    int[] symbols = new int[written.length];
    int size = 0;
    int runs = 0;
    for (int i = 0; i < written.length; i++) {
      int symbol =
          switch (written[i]) {
            case '*' -> ANY_RUN;
            case '?' -> ANY_ONE;
            case '\\' -> {
              if (++i == written.length) {
                throw new IllegalArgumentException(
                    "The pattern ends with a single \\, which must be followed by the character it"
                        + " makes literal. Write \\\\ for a backslash.");
              }
              yield written[i];
            }
            default -> written[i];
          };
      if (symbol == ANY_RUN && size > 0 && symbols[size - 1] == ANY_RUN) {
        continue;
      }
      if (symbol == ANY_RUN && ++runs > MOST_RUNS) {
        throw new IllegalArgumentException(
            "The pattern has more than %d *. Write a shorter one, or re: and an expression."
                .formatted(MOST_RUNS));
      }
      symbols[size++] = symbol;
    }
    return new Glob(Arrays.copyOf(symbols, size));
  }

  @Override
  public boolean matches(String text) {
    int at = 0;
    int symbol = 0;
    int lastRun = -1;
    int lastRunAt = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (symbol < symbols.length && symbols[symbol] == ANY_RUN) {
        lastRun = symbol++;
        lastRunAt = at;
      } else if (symbol < symbols.length
          && (symbols[symbol] == ANY_ONE || symbols[symbol] == character)) {
        symbol++;
        at += Character.charCount(character);
      } else if (lastRun >= 0) {
        symbol = lastRun + 1;
        lastRunAt += Character.charCount(text.codePointAt(lastRunAt));
        at = lastRunAt;
      } else {
        return false;
      }
    }
    while (symbol < symbols.length && symbols[symbol] == ANY_RUN) {
      symbol++;
    }
    return symbol == symbols.length;
  }

  @Override
  public boolean mayMatch(String beginning) {
    int at = 0;
    for (int symbol : symbols) {
      if (symbol == ANY_RUN || at >= beginning.length()) {
        return true; // the rest is matched by what follows the beginning
      }
      int character = beginning.codePointAt(at);
      if (symbol != ANY_ONE && symbol != character) {
        return false;
      }
      at += Character.charCount(character);
    }
    return false;
  }

  @Override
  public String literalPrefix() {
    return literalPrefix;
  }
}
