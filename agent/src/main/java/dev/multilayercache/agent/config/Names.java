package dev.multilayercache.agent.config;

/** Names that travel: into Hazelcast's maps and groups, JMX object names and property names. */
final class Names {
  private static final int LONGEST = 64;

  private Names() {}

  /** Letters, digits, {@code -} and {@code _}, beginning with a letter or digit. */
  static void requireSimple(Place place, String name) throws ConfigException {
    boolean simple = name.length() <= LONGEST && isLetterOrDigit(name.charAt(0));
    for (int i = 0; simple && i < name.length(); i++) {
      char c = name.charAt(i);
      simple = isLetterOrDigit(c) || c == '-' || c == '_';
    }
    if (!simple) {
      throw place.refuse(
          SectionReader.isNot(
              name, "a name", "Write up to 64 letters, digits, - and _, a letter or digit first."));
    }
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
