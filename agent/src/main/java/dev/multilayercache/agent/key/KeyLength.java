package dev.multilayercache.agent.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Keeps canonical keys short: one of more than {@value #MOST_BYTES} bytes is replaced by its
 * beginning, a {@code #} and its SHA-256.
 *
 * <p>A short key that looks as if it had been shortened is shortened too, so nobody can choose a
 * text that is the key of another one.
 */
final class KeyLength {
  static final int MOST_BYTES = 512;

  /** What one character can take in UTF-8 at most, escaped. */
  static final int MOST_BYTES_PER_CHARACTER = 6;

  /** More than any key may have; several of them can be added up. */
  static final int UNKNOWN = 1 << 20;

  static final char MARK = '#';

  private static final int BEGINNING = 64;
  private static final int HASH = 64;

  private KeyLength() {}

  /** A cheap upper bound of what a text takes in a key, or {@link #UNKNOWN} if it has a mark. */
  static int mostBytes(String text) {
    return text.indexOf(MARK) >= 0
        ? UNKNOWN
        : Math.min(text.length(), UNKNOWN) * MOST_BYTES_PER_CHARACTER;
  }

  static String limit(String key) {
    boolean isShort =
        key.length() * 3 <= MOST_BYTES || key.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    return isShort && !looksShortened(key) ? key : shorten(key);
  }

  static boolean looksShortened(String key) {
    int mark = key.length() - HASH - 1;
    return (mark == BEGINNING || mark == BEGINNING - 1)
        && key.charAt(mark) == MARK
        && key.chars().skip(mark + 1L).allMatch(KeyLength::isLowerHexDigit);
  }

  private static boolean isLowerHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  private static String shorten(String key) {
    boolean cutsPair = Character.isHighSurrogate(key.charAt(BEGINNING - 1));
    return key.substring(0, cutsPair ? BEGINNING - 1 : BEGINNING) + MARK + sha256(key);
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
