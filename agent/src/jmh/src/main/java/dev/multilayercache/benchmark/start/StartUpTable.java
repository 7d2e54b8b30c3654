package dev.multilayercache.benchmark.start;

import dev.multilayercache.benchmark.paired.Rounds;
import dev.multilayercache.fixture.startup.Start;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The figures of one JDK as Markdown, with what became of the goals. */
final class StartUpTable {
  /** Goals for a start without a cluster layer. */
  private static final double MOST_OF_EMPTY_AGENT = 2.5;

  private static final double MOST_OF_OPEN_TELEMETRY = 0.05;
  private static final double MOST_MORE_MEMORY = 20;

  private final StartUpVariants variants;
  private final Rounds<Variant, Start> rounds;
  private final Map<Variant, Long> classes;

  StartUpTable(
      StartUpVariants variants, Rounds<Variant, Start> rounds, Map<Variant, Long> classes) {
    this.variants = variants;
    this.rounds = rounds;
    this.classes = classes;
  }

  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        "| | wall ms | CPU ms | CPU of an empty agent's | peak MiB | MiB more | classes |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    for (Variant each : variants.all()) {
      text.append(row(each)).append('\n');
    }
    return text.append('\n').append(goals()).toString();
  }

  private String row(Variant variant) {
    Variant baseline = variants.baseline(variant);
    return format(
        "| %s | %.0f | %.0f | %.2f | %.1f | %+.1f | %d |",
        variant.title(),
        rounds.median(variant, Start::wallMillis),
        rounds.median(variant, Start::cpuMillis),
        rounds.ratio(variant, baseline, Start::cpuMillis),
        rounds.median(variant, Start::peakMebibytes),
        rounds.difference(variant, baseline, Start::peakMebibytes),
        Objects.requireNonNull(classes.get(variant)));
  }

  private String goals() {
    double ofEmpty = rounds.ratio(variants.ours(), variants.emptyAgent(), Start::cpuMillis);
    double ofTelemetry = rounds.ratio(variants.ours(), variants.openTelemetry(), Start::cpuMillis);
    double memory = rounds.difference(variants.ours(), variants.emptyAgent(), Start::peakMebibytes);
    double firstClass =
        rounds.difference(variants.oursWithCachedCall(), variants.ours(), Start::cpuMillis);
    return format(
            "- CPU of an empty agent's: %.2f, goal at most %.1f: %s.\n",
            ofEmpty, MOST_OF_EMPTY_AGENT, verdict(ofEmpty, MOST_OF_EMPTY_AGENT))
        + format(
            "- CPU of the OpenTelemetry agent's: %.1f %%, goal at most %.0f %%: %s.\n",
            ofTelemetry * 100,
            MOST_OF_OPEN_TELEMETRY * 100,
            verdict(ofTelemetry, MOST_OF_OPEN_TELEMETRY))
        + format(
            "- Memory: %+.1f MiB, goal at most +%.0f: %s.\n",
            memory, MOST_MORE_MEMORY, verdict(memory, MOST_MORE_MEMORY))
        + format(
            "- The first woven class and its first call cost %.0f ms of CPU more.\n", firstClass);
  }

  private static String verdict(double figure, double most) {
    return figure <= most ? "met" : "missed";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
