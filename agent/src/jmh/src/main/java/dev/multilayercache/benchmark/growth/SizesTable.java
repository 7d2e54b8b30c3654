package dev.multilayercache.benchmark.growth;

import dev.multilayercache.benchmark.growth.Variant.Kind;
import dev.multilayercache.benchmark.growth.Variant.Order;
import dev.multilayercache.benchmark.paired.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the cost of a hit grows with the entries, as Markdown, with what became of the goals. */
final class SizesTable {
  private static final double LEAST_OF_ONE_THREAD = 1.7;
  private static final int SMALLEST = Sizes.ALL.get(0);
  private static final int LARGEST = Sizes.ALL.get(Sizes.ALL.size() - 1);

  private final Rounds<Variant, CallerSlice> rounds;

  SizesTable(Rounds<Variant, CallerSlice> rounds) {
    this.rounds = rounds;
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    for (Order order : Order.values()) {
      text.append("| ids: ")
          .append(order.name().toLowerCase(Locale.ROOT))
          .append(
              """
               | woven ns | Caffeine ns | ratio | middle half | ratio, 2 threads \
              | woven M calls/s, 1 and 2 threads | 2 : 1 thread | Caffeine 2 : 1 \
              | woven ns, 2 : 1 thread |
              |---|---|---|---|---|---|---|---|---|---|
              """);
      Sizes.ALL.forEach(size -> text.append(row(new Variant(Kind.WOVEN, size, order, 1))));
      text.append('\n');
    }
    for (Order order : Order.values()) {
      text.append(growthGoal(order));
    }
    for (Order order : Order.values()) {
      text.append(throughputGoal(order));
    }
    return text.toString();
  }

  /** Nanoseconds of a call, one for each size. */
  List<Double> nanos(Kind kind, Order order) {
    return Sizes.ALL.stream()
        .map(size -> rounds.median(new Variant(kind, size, order, 1), CallerSlice::nanosPerCall))
        .toList();
  }

  private String row(Variant woven) {
    Variant byHand = woven.by(Kind.BY_HAND);
    Variant two = woven.with(2);
    return format(
        "| %,d entries | %.1f | %.1f | %.2f | %.2f to %.2f | %.2f | %.1f, %.1f | %.2f | %.2f"
            + " | %.2f |\n",
        woven.entries(),
        rounds.median(woven, CallerSlice::nanosPerCall),
        rounds.median(byHand, CallerSlice::nanosPerCall),
        rounds.ratio(woven, byHand, CallerSlice::nanosPerCall),
        rounds.ratio(woven, byHand, CallerSlice::nanosPerCall, 0.25),
        rounds.ratio(woven, byHand, CallerSlice::nanosPerCall, 0.75),
        rounds.ratio(two, byHand.with(2), CallerSlice::nanosPerCall),
        rounds.median(woven, CallerSlice::callsPerSecond) / 1e6,
        rounds.median(two, CallerSlice::callsPerSecond) / 1e6,
        rounds.ratio(two, woven, CallerSlice::callsPerSecond),
        rounds.ratio(byHand.with(2), byHand, CallerSlice::callsPerSecond),
        rounds.ratio(two, woven, CallerSlice::nanosPerCall));
  }

  private String growthGoal(Order order) {
    Variant woven = new Variant(Kind.WOVEN, LARGEST, order, 1);
    Variant byHand = woven.by(Kind.BY_HAND);
    double more = more(woven);
    double moreByHand = more(byHand);
    double times = times(woven);
    double timesByHand = times(byHand);
    return format(
        "- Goal: from %,d to %,d entries, ids %s, a hit grows no more than Caffeine's. By %.0f ns,"
            + " Caffeine's by %.0f ns: %s. To %.2f of what it was, Caffeine's to %.2f: %s.\n",
        SMALLEST,
        LARGEST,
        order.name().toLowerCase(Locale.ROOT),
        more,
        moreByHand,
        verdict(more <= moreByHand),
        times,
        timesByHand,
        verdict(times <= timesByHand));
  }

  private double more(Variant large) {
    return rounds.difference(large, large.of(SMALLEST), CallerSlice::nanosPerCall);
  }

  private double times(Variant large) {
    return rounds.ratio(large, large.of(SMALLEST), CallerSlice::nanosPerCall);
  }

  /** By the clock, and by CPU: other work on the machine takes the second core from the first. */
  private String throughputGoal(Order order) {
    List<Double> byClock = new ArrayList<>();
    List<Double> byCpu = new ArrayList<>();
    for (int size : Sizes.ALL) {
      Variant one = new Variant(Kind.WOVEN, size, order, 1);
      byClock.add(rounds.ratio(one.with(2), one, CallerSlice::callsPerSecond));
      byCpu.add(2 / rounds.ratio(one.with(2), one, CallerSlice::nanosPerCall));
    }
    return format(
        "- Goal: two threads do at least %.1f times what one does, ids %s. By the clock %s; two"
            + " cores of their own, by the CPU of a call, %s.\n",
        LEAST_OF_ONE_THREAD, order.name().toLowerCase(Locale.ROOT), told(byClock), told(byCpu));
  }

  private static String told(List<Double> ratios) {
    boolean isMet = ratios.stream().allMatch(ratio -> ratio >= LEAST_OF_ONE_THREAD);
    return ratios.stream().map(ratio -> format("%.2f", ratio)).collect(Collectors.joining(", "))
        + ": "
        + verdict(isMet);
  }

  private static String verdict(boolean isMet) {
    return isMet ? "met" : "missed";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
