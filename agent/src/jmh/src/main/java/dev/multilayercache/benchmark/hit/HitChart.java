package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.hit.contender.Peer;
import dev.multilayercache.benchmark.hit.harness.Slice;
import dev.multilayercache.benchmark.hit.harness.Work;
import dev.multilayercache.benchmark.hit.peer.Woven;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The ratios of one comparison as a picture: bars to the left of the reference are faster than it,
 * bars to the right slower, on a logarithmic scale.
 */
final class HitChart {
  private static final int WIDTH = 860;
  private static final int NAMES = 250;
  private static final int TOP = 66;
  private static final int BAR = 12;
  private static final int GAP = 10;

  /** Room for the figures beside the longest bars. */
  private static final int MARGIN = 52;

  private static final String STYLE =
      """
        <style>
          .page { fill: #ffffff }
          text { fill: #1f2328 }
          .muted { fill: #59636e }
          .figure { paint-order: stroke; stroke: #ffffff; stroke-width: 2px }
          .grid { stroke: #d1d9e0 }
          .reference { stroke: #59636e; stroke-width: 1.5 }
          .peer0 { fill: #818b98 } .peer1 { fill: #b7bfc8 }
          .ours0 { fill: #0969da } .ours1 { fill: #54aeff }
          @media (prefers-color-scheme: dark) {
            .page { fill: #0d1117 }
            text { fill: #e6edf3 }
            .muted { fill: #9198a1 }
            .figure { stroke: #0d1117 }
            .grid { stroke: #3d444d }
            .reference { stroke: #9198a1 }
            .peer0 { fill: #656c76 } .peer1 { fill: #9198a1 }
            .ours0 { fill: #1f6feb } .ours1 { fill: #79c0ff }
          }
        </style>
      """;

  private final List<JdkFigures> jdks;
  private final List<Class<? extends Peer>> peers;
  private final StringBuilder svg = new StringBuilder();
  private final double least;
  private final double most;

  HitChart(List<JdkFigures> jdks) {
    this.jdks = jdks;
    this.peers = new ArrayList<>(LineUp.of(new Comparison(Work.ZIPF, /* isClustered= */ false)));
    peers.sort(Comparator.comparingDouble(peer -> ratio(jdks.get(0), peer)));
    this.least = extreme(-1);
    this.most = extreme(1);
  }

  String svg() {
    int rowHeight = jdks.size() * BAR + GAP;
    int bottom = TOP + peers.size() * rowHeight;
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            + " font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">",
        WIDTH, bottom + 30);
    svg.append(STYLE);
    line("<rect class=\"page\" width=\"%d\" height=\"%d\" rx=\"6\"/>", WIDTH, bottom + 30);
    heading();
    grid(bottom);
    for (int i = 0; i < peers.size(); i++) {
      row(peers.get(i), TOP + i * rowHeight, rowHeight);
    }
    line(
        "<line class=\"reference\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
        x(1), x(1), TOP - 4, bottom);
    return svg.append("</svg>\n").toString();
  }

  private void heading() {
    line(
        "<text x=\"10\" y=\"20\" font-weight=\"bold\">CPU of a hit, 1.00 = hand-written Caffeine</text>");
    line(
        "<text class=\"muted\" x=\"10\" y=\"40\">one long argument, drawn by Zipf's law from 10,000,"
            + " one thread; logarithmic</text>");
    for (int i = 0; i < jdks.size(); i++) {
      int x = WIDTH - 160 + i * 80;
      line("<rect class=\"peer%d\" x=\"%d\" y=\"10\" width=\"12\" height=\"12\"/>", i % 2, x);
      line("<text x=\"%d\" y=\"20\">JDK %s</text>", x + 17, jdks.get(i).release());
    }
  }

  private void grid(int bottom) {
    for (int power = -3; power <= 4; power++) {
      for (int digit : new int[] {1, 2, 5}) {
        double ratio = digit * Math.pow(10, power);
        if (ratio < least || ratio > most) {
          continue;
        }
        line(
            "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
            x(ratio), x(ratio), TOP - 4, bottom);
        line(
            "<text class=\"muted\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" font-size=\"11\">%s</text>",
            x(ratio), bottom + 16, ratio < 1 ? String.valueOf((float) ratio) : Math.round(ratio));
      }
    }
  }

  private void row(Class<? extends Peer> peer, int top, int height) {
    boolean isOurs = peer == Woven.class;
    line(
        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\"%s>%s</text>",
        NAMES - 10,
        top + (height - GAP) / 2.0 + 4.5,
        isOurs ? " font-weight=\"bold\"" : "",
        JdkFigures.title(peer));
    for (int i = 0; i < jdks.size(); i++) {
      bar(ratio(jdks.get(i), peer), (isOurs ? "ours" : "peer") + i % 2, top + i * BAR);
    }
  }

  private void bar(double ratio, String style, int top) {
    double from = Math.min(x(1), x(ratio));
    double to = Math.max(x(1), x(ratio));
    boolean isFaster = ratio < 1;
    line(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
        style, from, top, to - from, BAR - 1);
    line(
        "<text class=\"figure\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" font-size=\"11\">%.2f</text>",
        isFaster ? from - 4 : to + 4, top + BAR - 2, isFaster ? "end" : "start", ratio);
  }

  private double x(double ratio) {
    double plot = WIDTH - NAMES - 2 * MARGIN;
    return NAMES + MARGIN + plot * Math.log(ratio / least) / Math.log(most / least);
  }

  private double extreme(int sign) {
    return jdks.stream()
        .flatMap(jdk -> peers.stream().map(peer -> ratio(jdk, peer)))
        .max(Comparator.comparingDouble(ratio -> sign * ratio))
        .orElse(1.0);
  }

  private static double ratio(JdkFigures jdk, Class<? extends Peer> peer) {
    return jdk.of(Work.ZIPF).ratio(peer, LineUp.REFERENCE, 1, Slice::nanos);
  }

  private void line(String format, Object... values) {
    svg.append("  ").append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
