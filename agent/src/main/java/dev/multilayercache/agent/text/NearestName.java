package dev.multilayercache.agent.text;

import java.util.Collection;
import java.util.List;
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
    return nearest(written, names, Math.max(2, written.length() / 2));
  }

  /**
   * The name that differs by so little that it was almost certainly meant, or null. Names that
   * differ by digits alone, or are short, are told apart on purpose.
   */
  public static @Nullable String almost(String written, Collection<String> names) {
    List<String> others =
        names.stream().filter(name -> !undigited(name).equals(undigited(written))).toList();
    return written.length() < 4
        ? null
        : nearest(written, others, Math.max(1, written.length() / 4));
  }

  private static String undigited(String name) {
    return name.replaceAll("[0-9]", "");
  }

  private static @Nullable String nearest(String written, Collection<String> names, int most) {
    String nearest = null;
    int best = most;
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
