package dev.multilayercache.agent.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${env:NAME}</code> and <code>${sys:name}</code> in the texts of agent.yaml.
 *
 * <p>What comes from the surroundings is taken as it is and never replaced again.
 */
record Substitution(Surroundings surroundings) {
  static final String OPEN = "${";

  private static final String CLOSE = "}";
  private static final String EXAMPLES = "Write ${env:NAME} or ${sys:name}.";

  /** The text with every reference replaced; one to something that is not set is refused. */
  String resolve(Setting.Text setting) throws ConfigException {
    StringBuilder resolved = new StringBuilder();
    String text = setting.text();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      int close = text.indexOf(CLOSE, open);
      if (close < 0) {
        throw setting.place().refuse("has \"${\" without \"}\". " + EXAMPLES);
      }
      String reference = text.substring(open + OPEN.length(), close);
      resolved.append(text, at, open).append(set(setting.place(), reference));
      at = close + 1;
    }
    return resolved.append(text, at, text.length()).toString();
  }

  /** The value of a text that is nothing but one reference, or null if that is not set. */
  @Nullable String resolveWhole(Setting.Text setting) throws ConfigException {
    String text = setting.text();
    return lookUp(setting.place(), text.substring(OPEN.length(), text.length() - CLOSE.length()));
  }

  /** Whether the text is nothing but one reference. */
  static boolean isReference(String text) {
    return text.startsWith(OPEN) && text.indexOf(CLOSE) == text.length() - 1;
  }

  private String set(Place place, String reference) throws ConfigException {
    String value = lookUp(place, reference);
    if (value == null) {
      throw place.refuse("refers to ${" + reference + "}, which is not set. Set it.");
    }
    return value;
  }

  private @Nullable String lookUp(Place place, String reference) throws ConfigException {
    int colon = reference.indexOf(':');
    String source = colon < 0 ? "" : reference.substring(0, colon);
    Map<String, String> values =
        switch (source) {
          case "env" -> surroundings.environment();
          case "sys" -> surroundings.properties();
          default ->
              throw place.refuse("has the unknown reference ${" + reference + "}. " + EXAMPLES);
        };
    return values.get(reference.substring(colon + 1));
  }
}
