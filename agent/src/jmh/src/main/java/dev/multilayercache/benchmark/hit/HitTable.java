package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.hit.contender.Peer;
import dev.multilayercache.benchmark.hit.harness.Slice;
import java.util.Locale;

/** The figures of one comparison as Markdown. */
final class HitTable {
  private final Comparison comparison;
  private final Measured measured;

  HitTable(Comparison comparison, Measured measured) {
    this.comparison = comparison;
    this.measured = measured;
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        "| | 1 thread | middle half | 2 threads | middle half | ns, 1 / 2 | B/call"
            + " | ns of the whole JVM, 1 / 2 | calls of 2 threads to 1's |\n");
    text.append("|---|---|---|---|---|---|---|---|---|\n");
    for (Class<? extends Peer> peer : LineUp.of(comparison)) {
      text.append(row(peer));
    }
    if (measured.dropped() > 0) {
      text.append(format("\nRounds left out because a body ran: %d.\n", measured.dropped()));
    }
    return text.toString();
  }

  private String row(Class<? extends Peer> peer) {
    return format(
        "| %s | **%.2f** | %.2f to %.2f | **%.2f** | %.2f to %.2f | %.1f / %.1f | %.0f"
            + " | %.0f / %.0f | %.2f |\n",
        JdkFigures.title(peer),
        ratio(peer, 1, 0.5),
        ratio(peer, 1, 0.25),
        ratio(peer, 1, 0.75),
        ratio(peer, 2, 0.5),
        ratio(peer, 2, 0.25),
        ratio(peer, 2, 0.75),
        measured.median(peer, 1, Slice::nanos),
        measured.median(peer, 2, Slice::nanos),
        measured.median(peer, 1, Slice::bytes),
        measured.processNanos(peer, 1),
        measured.processNanos(peer, 2),
        measured.scaling(peer));
  }

  private double ratio(Class<? extends Peer> peer, int threads, double share) {
    return measured.ratio(peer, LineUp.reference(comparison), threads, share);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
