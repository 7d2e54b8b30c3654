package dev.multilayercache.agent.config;

import java.util.List;
import java.util.Locale;

/**
 * Tells an address that the internet does not reach from any other, by its text alone: loopback,
 * link-local or set aside for private networks (RFC 1918, 3927 and 4193).
 *
 * <p>A name is none, since nothing is looked up before the application has begun. As in Hazelcast,
 * {@code *} and {@code 1-9} may stand for numbers of an IPv4 address, though not for those that
 * decide.
 */
final class PrivateAddress {
  private static final int LARGEST = 255;
  private static final List<String> LINK_LOCAL = List.of("fe8", "fe9", "fea", "feb");
  private static final List<String> UNIQUE_LOCAL = List.of("fc", "fd");

  private PrivateAddress() {}

  static boolean is(String address) {
    return address.indexOf(':') >= 0 ? isIpv6(address) : isIpv4(address.split("\\.", -1));
  }

  private static boolean isIpv4(String... parts) {
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!part.equals("*") && !isRange(part, 0, LARGEST)) {
        return false;
      }
    }
    return switch (parts[0]) {
      case "10", "127" -> true;
      case "169" -> parts[1].equals("254");
      case "172" -> isRange(parts[1], 16, 31);
      case "192" -> parts[1].equals("168");
      default -> false;
    };
  }

  private static boolean isIpv6(String address) {
    String text = address.toLowerCase(Locale.ROOT);
    int colon = text.indexOf(':');
    boolean fullFirst = colon == 4; // fd::1 is 00fd::1
    return text.equals("::1")
        || (fullFirst && LINK_LOCAL.stream().anyMatch(text::startsWith))
        || (fullFirst && UNIQUE_LOCAL.stream().anyMatch(text::startsWith));
  }

  /** A number, or two with a dash between them, all within bounds. */
  private static boolean isRange(String text, int least, int most) {
    int dash = text.indexOf('-');
    return dash < 0
        ? isNumber(text, least, most)
        : isNumber(text.substring(0, dash), least, most)
            && isNumber(text.substring(dash + 1), least, most);
  }

  private static boolean isNumber(String text, int least, int most) {
    if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    int number = Integer.parseInt(text);
    return number >= least && number <= most;
  }
}
