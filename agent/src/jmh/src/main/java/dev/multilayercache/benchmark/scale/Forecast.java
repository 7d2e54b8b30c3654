package dev.multilayercache.benchmark.scale;

import dev.multilayercache.benchmark.scale.Load.What;
import java.util.Locale;

/** What more nodes and more invalidations would ask, calculated and not measured, as Markdown. */
final class Forecast {
  private static final int[] NODES = {3, 50, 500};
  private static final double[] RATES = {1, 10, 100, 1_000};

  /** Of the one thread: beyond, what waits for it waits long. */
  private static final double MOST_OF_THREAD = 0.7;

  private static final double MOST_OF_OWNER_CORES = 4;

  private final Constants constants;
  private final Prices prices;

  /**
   * @param prices with two backups
   */
  Forecast(Constants constants, Prices prices) {
    this.constants = constants;
    this.prices = prices;
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | nodes | invalidations a second | operations a second | on the one partition \
        | its thread | its member, cores | MB/s | clock writes for each | at all nodes after, ms |
        |---|---|---|---|---|---|---|---|---|
        """);
    for (int nodes : NODES) {
      text.append(row(Load.rest(nodes)));
      for (What what : new What[] {What.KEY, What.TAG, What.STRONG}) {
        for (double rate : RATES) {
          text.append(row(new Load(nodes, what, rate)));
        }
      }
    }
    text.append(
        format(
            """

            The most invalidations a second, before the thread of the one partition is busy for %.0f %% \
            or its member uses %.0f cores; whichever comes first:

            | nodes | keys | tags | keys, `STRONG` |
            |---|---|---|---|
            """,
            100 * MOST_OF_THREAD, MOST_OF_OWNER_CORES));
    for (int nodes : new int[] {3, 10, 50, 100, 200, 500, 1_000}) {
      text.append(
          format(
              "| %,d | %s | %s | %s |\n",
              nodes, most(nodes, What.KEY), most(nodes, What.TAG), most(nodes, What.STRONG)));
    }
    return text.toString();
  }

  private String row(Load load) {
    Calculation calculated = Calculation.of(constants, prices, load);
    boolean isTooMuch = isTooMuch(calculated);
    return format(
        "| %d | %s | %,.0f | %,.0f | %s | %.2f | %.2f | %s | %s |\n",
        load.nodes(),
        load.what() == What.NOTHING
            ? "at rest"
            : format("%,.0f %s", load.perSecond(), load.what().title()),
        calculated.sum(),
        calculated.onOnePartition(),
        format(isTooMuch ? "**%.0f %%**" : "%.0f %%", 100 * calculated.partitionThread()),
        calculated.ownerCores(),
        calculated.bytes() / 1e6,
        load.what() == What.TAG ? format("%.2f", calculated.attempts()) : "",
        arrival(calculated, load));
  }

  /** What waits for a thread that is busy waits longer by one over what is idle. */
  private static String arrival(Calculation calculated, Load load) {
    double idle = 1 - calculated.partitionThread();
    double millis =
        load.what() == What.STRONG ? calculated.strongMillis() : calculated.arrivalMillis();
    return load.what() == What.NOTHING ? "" : idle <= 0 ? "never" : format("%.1f", millis / idle);
  }

  private String most(int nodes, What what) {
    if (isTooMuch(Calculation.of(constants, prices, new Load(nodes, what, 0.01)))) {
      return "none";
    }
    double below = 0.01;
    double above = 100_000;
    while (above / below > 1.05) {
      double middle = Math.sqrt(below * above);
      if (isTooMuch(Calculation.of(constants, prices, new Load(nodes, what, middle)))) {
        above = middle;
      } else {
        below = middle;
      }
    }
    Calculation at = Calculation.of(constants, prices, new Load(nodes, what, above));
    String by = at.partitionThread() > MOST_OF_THREAD ? "thread" : "member";
    return format(below < 10 ? "%.1f (%s)" : "%,.0f (%s)", below, by);
  }

  private static boolean isTooMuch(Calculation calculated) {
    return calculated.partitionThread() > MOST_OF_THREAD
        || calculated.ownerCores() > MOST_OF_OWNER_CORES;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
