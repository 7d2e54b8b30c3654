package dev.multilayercache.benchmark.coherence;

import dev.multilayercache.benchmark.coherence.HitVariant.Chain;
import dev.multilayercache.benchmark.paired.Rounds;
import java.util.Locale;

/** What a hit in the local layer costs, as Markdown. */
final class HitTable {
  private final Rounds<HitVariant, Double> rounds;

  HitTable(Rounds<HitVariant, Double> rounds) {
    this.rounds = rounds;
  }

  String markdown() {
    return "| cached method | ns without cluster layer | ns with | ratio | middle half of the rounds |"
        + " ns more |\n|---|---|---|---|---|---|\n"
        + row("`BOUNDED`", HitVariants.BOUNDED, Chain.CLUSTERED)
        + row("`STRONG`", HitVariants.STRONG, Chain.CLUSTERED)
        + row("`layers = \"local\"`", HitVariants.NEAR, Chain.CLUSTERED)
        + row("two JVMs without cluster layer", HitVariants.BOUNDED, Chain.LOCAL_AGAIN)
        + format(
            "\n- `ConcurrentHashMap.get` of the same ids: %.1f ns; after one volatile read: %+.2f ns.\n",
            nanos(HitVariants.MAP),
            rounds.difference(HitVariants.MAP_AND_VOLATILE, HitVariants.MAP, ns -> ns));
  }

  private String row(String title, String cache, Chain chain) {
    HitVariant without = new HitVariant(Chain.LOCAL, cache);
    HitVariant with = new HitVariant(chain, cache);
    return format(
        "| %s | %.1f | %.1f | %.2f | %.2f to %.2f | %+.1f |\n",
        title,
        nanos(without),
        nanos(with),
        ratio(with, without, 0.5),
        ratio(with, without, 0.25),
        ratio(with, without, 0.75),
        rounds.difference(with, without, ns -> ns));
  }

  private double nanos(HitVariant variant) {
    return rounds.median(variant, ns -> ns);
  }

  private double ratio(HitVariant variant, HitVariant to, double share) {
    return rounds.ratio(variant, to, ns -> ns, share);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
