package dev.multilayercache.benchmark.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws the cost of a hit against the number of entries, as SVG: a panel for each order of ids. */
final class Chart {
  private static final int PANEL = 360;
  private static final int HEIGHT = 300;
  private static final int LEFT = 50;
  private static final int BOTTOM = 250;
  private static final int TOP = 40;

  private final List<Line> lines = new ArrayList<>();

  private record Line(
      String jdk, int panel, boolean isWoven, boolean isDashed, List<Double> nanos) {}

  /**
   * @param isDashed so that the lines of two JDKs can be told apart
   */
  void add(String jdk, SizesTable table, boolean isDashed) {
    for (Variant.Order order : Variant.Order.values()) {
      for (Variant.Kind kind : Variant.Kind.values()) {
        boolean isWoven = kind == Variant.Kind.WOVEN;
        lines.add(new Line(jdk, panel(order), isWoven, isDashed, table.nanos(kind, order)));
      }
    }
  }

  String svg() {
    double most =
        lines.stream().flatMap(line -> line.nanos().stream()).mapToDouble(ns -> ns).max().orElse(1);
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                + "font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
            2 * PANEL, HEIGHT));
    for (Variant.Order order : Variant.Order.values()) {
      frame(svg, order, most);
    }
    lines.forEach(line -> draw(svg, line, most));
    legend(svg);
    return svg.append("</svg>\n").toString();
  }

  private static void frame(StringBuilder svg, Variant.Order order, double most) {
    int left = panel(order) * PANEL + LEFT;
    text(svg, left, 20, "start", "ns for a hit, ids " + order.name().toLowerCase(Locale.ROOT));
    for (int i = 0; i < Sizes.ALL.size(); i++) {
      text(svg, x(panel(order), i), BOTTOM + 18, "middle", format("%,d", Sizes.ALL.get(i)));
    }
    text(svg, x(panel(order), 2), BOTTOM + 38, "middle", "entries");
    double step = Math.pow(10, Math.floor(Math.log10(most)));
    for (double ns = 0; ns <= most; ns += most / step < 4 ? step / 2 : step) {
      double y = y(ns, most);
      svg.append(
          format(
              "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>\n",
              left, y, (panel(order) + 1) * PANEL - 10));
      text(svg, left - 6, y + 4, "end", format("%.0f", ns));
    }
  }

  private static void draw(StringBuilder svg, Line line, double most) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < line.nanos().size(); i++) {
      points.append(format("%.1f,%.1f ", x(line.panel(), i), y(line.nanos().get(i), most)));
    }
    svg.append(
        format(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>\n",
            points.toString().strip(), colour(line), dashes(line)));
  }

  private static int panel(Variant.Order order) {
    return order == Variant.Order.UNIFORM ? 0 : 1;
  }

  /** All lines of one panel. */
  private void legend(StringBuilder svg) {
    int row = 0;
    for (Line line : lines) {
      if (line.panel() == 0) {
        int y = TOP + 12 + 16 * row++;
        svg.append(
            format(
                "<path d=\"M%d %dh24\" stroke=\"%s\" stroke-width=\"2\"%s/>\n",
                LEFT + 10, y - 4, colour(line), dashes(line)));
        String who = line.isWoven() ? "woven method" : "Caffeine by hand";
        text(svg, LEFT + 40, y, "start", who + ", JDK " + line.jdk());
      }
    }
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, text));
  }

  private static String colour(Line line) {
    return line.isWoven() ? "#0b6" : "#c40";
  }

  private static String dashes(Line line) {
    return line.isDashed() ? " stroke-dasharray=\"5 4\"" : "";
  }

  /** By the logarithm of the entries. */
  private static double x(int panel, int size) {
    double first = Math.log10(Sizes.ALL.get(0));
    double last = Math.log10(Sizes.ALL.get(Sizes.ALL.size() - 1));
    double share = (Math.log10(Sizes.ALL.get(size)) - first) / (last - first);
    return panel * PANEL + LEFT + 25 + share * (PANEL - LEFT - 70);
  }

  private static double y(double nanos, double most) {
    return BOTTOM - (BOTTOM - TOP) * nanos / most;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
