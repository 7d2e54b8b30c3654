package dev.multilayercache.benchmark.scale;

import dev.multilayercache.benchmark.scale.Load.What;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The calculation beside what was measured with as many nodes as fit here, as Markdown. */
final class Check {
  private static final int[] COUNTS = {1, 3, 8, 16};
  private static final double FEW = 4;
  private static final double MANY = 40;
  private static final long BURST_MILLIS = 3_000;
  private static final long SETTLE_MILLIS = 8_000;

  private final List<Window> windows = new ArrayList<>();
  private final Map<Integer, Propagation> propagation = new TreeMap<>();
  private final StringBuilder contention = new StringBuilder();

  private Check() {}

  static Check measured(Path agent) throws IOException, InterruptedException {
    Check check = new Check();
    try (Nodes nodes = Nodes.start(agent)) {
      for (int count : COUNTS) {
        nodes.grow(count);
        Thread.sleep(SETTLE_MILLIS); // each that joins is told to all others
        check.measure(nodes, count);
        System.err.println("scale: " + count + " nodes");
      }
      int most = COUNTS[COUNTS.length - 1];
      nodes.becomeStrong();
      check.windows.add(Window.of(nodes, new Load(most, What.STRONG, FEW)));
    }
    return check;
  }

  private void measure(Nodes nodes, int count) throws InterruptedException {
    windows.add(Window.of(nodes, Load.rest(count)));
    windows.add(Window.of(nodes, new Load(count, What.KEY, FEW)));
    windows.add(Window.of(nodes, new Load(count, What.TAG, FEW)));
    windows.add(Window.of(nodes, new Load(count, What.KEY, MANY)));
    if (count > 1) {
      propagation.put(count, Propagation.measured(nodes));
      contention.append(contention(nodes, count));
    }
  }

  /** All nodes invalidate a tag as often as they can. */
  private static String contention(Nodes nodes, int count) {
    Tally.Count before = nodes.counted();
    for (int node = 0; node < count; node++) {
      nodes.tell(node, "bounded tag 0 " + BURST_MILLIS);
    }
    long done = 0;
    for (int node = 0; node < count; node++) {
      done += Long.parseLong(nodes.next(node).split(" ")[0]);
    }
    double attempts =
        (double) nodes.counted().since(before).operations().getOrDefault(Kind.CLOCK_SET, 0L) / done;
    double simulated = ClockSimulation.attemptsWithoutPause(count);
    return format(
        "| %d | %.0f | %.2f | %.2f | %+.0f %% |\n",
        count, done * 1e3 / BURST_MILLIS, simulated, attempts, 100 * (simulated / attempts - 1));
  }

  /** Of what was measured with one node. */
  Constants constants() {
    return Constants.of(windows.stream().filter(each -> each.done().nodes() == 1).toList());
  }

  String markdown(Prices prices) {
    Constants constants = constants();
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | nodes | invalidations a second | operations a second, calculated | measured | off by \
        | KB/s | measured | off by | member's CPU, cores | measured | off by |
        |---|---|---|---|---|---|---|---|---|---|---|
        """);
    for (Window each : windows) {
      Calculation calculated = Calculation.of(constants, prices, each.done());
      text.append(
          format(
              "| %d | %.1f %s | %.1f | %.1f | %s | %.1f | %.1f | %s | %.3f | %.3f | %s |\n",
              each.done().nodes(),
              each.done().perSecond(),
              each.done().what().title(),
              calculated.sum(),
              each.sum(),
              off(calculated.sum(), each.sum()),
              calculated.bytes() / 1e3,
              each.sumOfBytes() / 1e3,
              off(calculated.bytes(), each.sumOfBytes()),
              constants.idleCores() + calculated.cores(),
              each.memberCpu(),
              off(constants.idleCores() + calculated.cores(), each.memberCpu())));
    }
    text.append("\nThe same by operation, with most nodes; calculated / measured, a second:\n\n");
    for (Window each : windows) {
      if (each.done().nodes() == COUNTS[COUNTS.length - 1]) {
        text.append(parts(each, Calculation.of(constants, prices, each.done())));
      }
    }
    text.append(
        """

        All nodes invalidate one tag as often as they can: how often the clock is written for each.

        | nodes | invalidations a second | simulated | measured | off by |
        |---|---|---|---|---|
        """);
    text.append(contention);
    text.append(
        """

        Until the other nodes no longer answer what one has invalidated, seen by calls once a
        millisecond. All JVMs share the cores of this machine, which the calculation leaves out:

        | nodes | calculated until the last, ms | measured median | measured longest |
        |---|---|---|---|
        """);
    propagation.forEach(
        (count, seen) ->
            text.append(
                format(
                    "| %d | %.1f | %.1f | %.1f |\n",
                    count,
                    Calculation.of(constants, prices, new Load(count, What.KEY, 5)).arrivalMillis(),
                    seen.median(),
                    seen.longest())));
    return text.toString();
  }

  private static String parts(Window window, Calculation calculated) {
    StringBuilder parts = new StringBuilder();
    for (Kind kind : Kind.values()) {
      if (calculated.of(kind) >= 0.5 || window.of(kind) >= 0.5) {
        parts
            .append(parts.isEmpty() ? "" : ", ")
            .append(format("%s %.1f / %.1f", kind.title(), calculated.of(kind), window.of(kind)));
      }
    }
    return format(
        "- %.1f %s: %s.\n", window.done().perSecond(), window.done().what().title(), parts);
  }

  private static String off(double calculated, double measured) {
    return format("%+.0f %%", 100 * (calculated / measured - 1));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
