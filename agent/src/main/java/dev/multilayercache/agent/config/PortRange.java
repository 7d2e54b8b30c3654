package dev.multilayercache.agent.config;

import org.jspecify.annotations.Nullable;

/** Ports from the first to the last, both included. */
record PortRange(int first, int last) {
  private static final int LARGEST = 65_535;

  /** {@code 5791} or {@code 5791-5799}; null if the text is neither. */
  static @Nullable PortRange parse(String text) {
    int dash = text.indexOf('-');
    String first = dash < 0 ? text : text.substring(0, dash).strip();
    String last = dash < 0 ? text : text.substring(dash + 1).strip();
    if (!isPort(first) || !isPort(last) || port(first) > port(last)) {
      return null;
    }
    return new PortRange(port(first), port(last));
  }

  static boolean isPort(String text) {
    int port = port(text);
    return port >= 1 && port <= LARGEST;
  }

  private static int port(String text) {
    int port = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || port > LARGEST) {
        return -1;
      }
      port = 10 * port + (c - '0');
    }
    return port;
  }
}
