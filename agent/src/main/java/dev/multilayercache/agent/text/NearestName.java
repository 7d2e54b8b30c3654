package dev.multilayercache.agent.text;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what somebody probably meant to write, by edit distance (Levenshtein 1966). */
public final class NearestName {
  private NearestName() {}

  /** A sentence that helps: the nearest name if one is near, else all of them. */
  public static String suggest(String written, Collection<String> names) {
    String nearest = nearest(written, names);
    if (nearest != null) {
      return "Did you mean " + nearest + "?";
    }
    return names.isEmpty() ? "None is known." : "Known: " + String.join(", ", names) + ".";
  }

  /** The name that is near, or null if none is. */
  public static @Nullable String nearest(String written, Collection<String> names) {
    String nearest = null;
    int best = Math.max(2, written.length() / 2);
    for (String name : names) {
      int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance <= best && (nearest == null || distance < best)) {
        nearest = name;
        best = distance;
      }
    }
    return nearest;
  }

  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    int[] current = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[to.length()];
  }
}
