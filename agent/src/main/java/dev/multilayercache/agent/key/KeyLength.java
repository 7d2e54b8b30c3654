package dev.multilayercache.agent.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps canonical keys short: one of more than {@value #MOST_BYTES} bytes is replaced by its
 * beginning, a {@code #} and its SHA-256.
 *
 * <p>A short key that looks as if it had been shortened is shortened too, so nobody can choose a
 * text that is the key of another one.
 */
public final class KeyLength {
  static final int MOST_BYTES = 512;

  /** What one character can take in UTF-8 at most, escaped. */
  static final int MOST_BYTES_PER_CHARACTER = 6;

  /** More than any key may have; several of them can be added up. */
  static final int UNKNOWN = 1 << 20;

  static final char MARK = '#';

  /** How much of the beginning of a shortened key can still be seen, at least. */
  public static final int LEAST_BEGINNING = 63;

  private static final int BEGINNING = 64;
  private static final int HASH = 64;

  private KeyLength() {}

  /** A cheap upper bound of what a text takes in a key, or {@link #UNKNOWN} if it has a mark. */
  static int mostBytes(String text) {
    return text.indexOf(MARK) >= 0
        ? UNKNOWN
        : Math.min(text.length(), UNKNOWN) * MOST_BYTES_PER_CHARACTER;
  }

  /** The same of one that is written as in a key already. */
  static int mostBytesWritten(String text) {
    return text.indexOf(MARK) >= 0 ? UNKNOWN : Math.min(text.length(), UNKNOWN) * 3;
  }

  /** The canonical key that stands for a text of any length. */
  public static String limit(String key) {
    return isShort(key) && !looksShortened(key) ? key : shorten(key);
  }

  /**
   * The canonical keys that somebody can mean by a text: the whole key, however long, or what the
   * agent has made of a long one.
   */
  static List<String> named(String text) {
    return isShort(text) && looksShortened(text)
        ? List.of(text, shorten(text))
        : List.of(limit(text));
  }

  /**
   * The beginning of a key of which the rest cannot be seen, or null if all of it can. A key that
   * only looks so counts as one.
   */
  public static @Nullable String beginning(String key) {
    int mark = key.length() - HASH - 1;
    return mark >= 0 && endsInHash(key, mark) ? key.substring(0, mark) : null;
  }

  static boolean looksShortened(String key) {
    int mark = key.length() - HASH - 1;
    return (mark == BEGINNING || mark == LEAST_BEGINNING) && endsInHash(key, mark);
  }

  private static boolean isShort(String key) {
    return key.length() * 3 <= MOST_BYTES
        || key.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
  }

  private static boolean endsInHash(String key, int mark) {
    return key.charAt(mark) == MARK
        && key.chars().skip(mark + 1L).allMatch(KeyLength::isLowerHexDigit);
  }

  private static boolean isLowerHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  private static String shorten(String key) {
    boolean cutsPair = Character.isHighSurrogate(key.charAt(BEGINNING - 1));
    return key.substring(0, cutsPair ? LEAST_BEGINNING : BEGINNING) + MARK + sha256(key);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }
}
