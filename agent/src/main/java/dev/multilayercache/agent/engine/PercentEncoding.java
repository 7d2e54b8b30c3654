package dev.multilayercache.agent.engine;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes text with few characters, so that it can be listed with commas and typed anywhere. */
final class PercentEncoding {
  private static final char ESCAPE = '%';
  private static final int LENGTH = 3;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PercentEncoding() {}

  /**
   * After RFC 3986, section 2.1, in UTF-8, with {@code A-Za-z0-9:._/-} as they are. What is encoded
   * already stays so.
   */
  static String encode(String text) {
    if (text.chars().allMatch(PercentEncoding::isPlain)) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(bytes.length + 16);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xFF);
      if (isPlain(c)) {
        out.append(c);
      } else if (isEncoded(bytes, i)) {
        out.append(ESCAPE).append(upper(bytes[++i])).append(upper(bytes[++i]));
      } else {
        out.append(ESCAPE).append(HEX.toHexDigits(bytes[i]));
      }
    }
    return out.toString();
  }

  private static boolean isEncoded(byte[] bytes, int index) {
    return bytes[index] == ESCAPE
        && index + LENGTH <= bytes.length
        && HexFormat.isHexDigit(bytes[index + 1])
        && HexFormat.isHexDigit(bytes[index + 2]);
  }

  private static char upper(byte digit) {
    return Character.toUpperCase((char) digit);
  }

  private static boolean isPlain(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || ":._/-".indexOf(c) >= 0;
  }
}
