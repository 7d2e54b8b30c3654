package dev.multilayercache.benchmark.hit;

import java.util.Locale;

/**
 * A goal beside what was measured.
 *
 * @param what is measured, in Markdown
 * @param figure what came out
 * @param bound the goal
 * @param isMet whether it was reached
 */
record Goal(String what, String figure, String bound, boolean isMet) {

  static Goal atMost(String what, String format, double bound, double... figures) {
    boolean isMet = true;
    for (double figure : figures) {
      isMet &= figure <= bound;
    }
    return new Goal(what, print(format, figures), "at most " + print(format, bound), isMet);
  }

  static Goal atLeast(String what, String format, double bound, double... figures) {
    boolean isMet = true;
    for (double figure : figures) {
      isMet &= figure >= bound;
    }
    return new Goal(what, print(format, figures), "at least " + print(format, bound), isMet);
  }

  String row() {
    return "| "
        + what
        + " | "
        + figure
        + " | "
        + bound
        + " | "
        + (isMet ? "met" : "**missed**")
        + " |\n";
  }

  private static String print(String format, double... figures) {
    StringBuilder text = new StringBuilder();
    for (double figure : figures) {
      text.append(text.isEmpty() ? "" : " / ").append(String.format(Locale.ROOT, format, figure));
    }
    return text.toString();
  }
}
