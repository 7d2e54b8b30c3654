package dev.multilayercache.agent.key;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How a value's text is written inside a canonical key, so that it can be told from what surrounds
 * it.
 *
 * <p>A backslash and each separator of the template are preceded by a backslash; {@code \N} is
 * null. A surrogate without its partner becomes a backslash, {@code u} and four hexadecimal digits:
 * encodings on the way to other nodes would replace it by a question mark and make two keys one.
 */
final class Escapes {
  static final String NULL = "\\N";

  private static final char ESCAPE = '\\';
  private static final char CODE_UNIT = 'u';
  private static final int CODE_UNIT_LENGTH = 6;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Escapes() {}

  /** Whether a separator may begin with this character: not if it means something after \. */
  static boolean canSeparate(char c) {
    return c != ESCAPE && c != CODE_UNIT && c != NULL.charAt(1);
  }

  /** Returns the same instance if nothing needs escaping. */
  static String escape(String text, String separators) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ESCAPE || Character.isSurrogate(c) || separators.indexOf(c) >= 0) {
        return escapeFrom(i, text, separators, /* escapes= */ true);
      }
    }
    return text;
  }

  /** A text that is escaped already, but for surrogates without their partner. */
  static String escapeHalfPairs(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return escapeFrom(i, text, /* separators= */ "", /* escapes= */ false);
      }
    }
    return text;
  }

  private static String escapeFrom(int start, String text, String separators, boolean escapes) {
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, start);
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isPair = Character.isHighSurrogate(c) && isLow(text, i + 1);
      if (Character.isSurrogate(c) && !isPair) {
        out.append(ESCAPE).append(CODE_UNIT).append(HEX.toHexDigits(c));
        continue;
      }
      if ((escapes && c == ESCAPE) || separators.indexOf(c) >= 0) {
        out.append(ESCAPE);
      }
      out.append(c);
      if (isPair) {
        out.append(text.charAt(++i));
      }
    }
    return out.toString();
  }

  private static boolean isLow(String text, int index) {
    return index < text.length() && Character.isLowSurrogate(text.charAt(index));
  }

  /** The text behind an escaped value, or null if it is not well written. */
  static @Nullable String unescape(String escaped) {
    if (escaped.indexOf(ESCAPE) < 0) {
      return escaped;
    }
    StringBuilder out = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i += lengthAt(escaped, i)) {
      char c = escaped.charAt(i);
      int length = lengthAt(escaped, i);
      if (i + length > escaped.length()) {
        return null;
      }
      if (length == CODE_UNIT_LENGTH) {
        String digits = escaped.substring(i + 2, i + length);
        if (!digits.chars().allMatch(HexFormat::isHexDigit)) {
          return null;
        }
        out.append((char) HexFormat.fromHexDigits(digits));
      } else {
        out.append(c == ESCAPE ? escaped.charAt(i + 1) : c);
      }
    }
    return out.toString();
  }

  /** The index of the first separator that is not escaped, or the length of the text. */
  static int endOfValue(String text, int start, String separators) {
    int i = start;
    while (i < text.length() && separators.indexOf(text.charAt(i)) < 0) {
      i += lengthAt(text, i);
    }
    return Math.min(i, text.length());
  }

  private static int lengthAt(String text, int index) {
    if (text.charAt(index) != ESCAPE) {
      return 1;
    }
    boolean isCodeUnit = index + 1 < text.length() && text.charAt(index + 1) == CODE_UNIT;
    return isCodeUnit ? CODE_UNIT_LENGTH : 2;
  }
}
