package dev.multilayercache.benchmark.cluster;

import dev.multilayercache.benchmark.paired.Rounds;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What was measured on one JDK, as Markdown, with the goals beside. */
final class CostTables {
  private static final double MOST_HIT = 1.10;
  private static final double MOST_MISS = 1.25;
  private static final double MOST_ARRIVAL = 1.5;
  private static final double MOST_DECODE_NANOS_PER_KB = 3_000;
  private static final double MOST_LOCAL_MISS_NANOS = 1_000;

  private record Place(String title, String mode, String place) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("embedded, own partition", "embedded", "own"),
          new Place("embedded, other member's", "embedded", "other"),
          new Place("client", "client", "member"),
          new Place("client with a secret", "client with a secret", "member"));

  private final CostRun run;

  CostTables(CostRun run) {
    this.run = run;
  }

  String markdown() {
    return hits() + misses() + codecs() + localMiss() + arrivals();
  }

  private String hits() {
    StringBuilder text =
        new StringBuilder(
            """

            ### A hit in the cluster layer

            | | bare `get`, µs | hit, µs | ratio | middle half | goal 1.10 | get and decode, µs | ratio of the hit to that |
            |---|---|---|---|---|---|---|---|
            """);
    for (Place each : PLACES) {
      Rounds<String, Double> costs = costs(each.mode());
      String hit = "hit " + each.place();
      String get = "get " + each.place();
      String decoded = "get and decode " + each.place();
      text.append(
          format(
              "| %s | %.1f | %.1f | %s | %.1f | %.2f |\n",
              each.title(),
              micros(costs, get),
              micros(costs, hit),
              ratio(costs, hit, get, MOST_HIT),
              micros(costs, decoded),
              costs.ratio(hit, decoded, nanos -> nanos)));
    }
    return text.toString();
  }

  private String misses() {
    StringBuilder text =
        new StringBuilder(
            """

            ### A miss with the cluster layer

            | | bare `get`, `putIfAbsent`, `replace`, µs | miss, µs | ratio | middle half | goal 1.25 |
            |---|---|---|---|---|---|
            """);
    for (Place each : PLACES) {
      Rounds<String, Double> costs = costs(each.mode());
      String bare = "cas " + each.place();
      String miss = "miss " + each.place();
      text.append(
          format(
              "| %s | %.1f | %.1f | %s |\n",
              each.title(),
              micros(costs, bare),
              micros(costs, miss),
              ratio(costs, miss, bare, MOST_MISS)));
    }
    return text
        + format(
            "\nRounds left out, in which a body ran, a store was refused or an answer came late: %d.\n",
            run.voidRounds());
  }

  private String codecs() {
    Rounds<String, Double> costs = costs("embedded");
    StringBuilder text =
        new StringBuilder(
            """

            ### The codec

            | | bytes | encode, ns | decode, ns | encode a KB, ns | decode a KB, ns |
            |---|---|---|---|---|---|
            """);
    codec(text, costs, "the agent's JSON, proved to survive", "codec");
    codec(text, costs, "plain Jackson, JSON", "json");
    codec(text, costs, "plain Jackson, Smile", "smile");
    double perKb = perKb(costs, "codec decode", "codec");
    return text
        + format(
            "\nDecoding a KB takes %.0f ns, goal at most %.0f: %s.\n",
            perKb, MOST_DECODE_NANOS_PER_KB, met(perKb <= MOST_DECODE_NANOS_PER_KB));
  }

  private void codec(StringBuilder text, Rounds<String, Double> costs, String title, String codec) {
    text.append(
        format(
            "| %s | %d | %.0f | %.0f | %.0f | %.0f |\n",
            title,
            run.size(codec),
            nanos(costs, codec + " encode"),
            nanos(costs, codec + " decode"),
            perKb(costs, codec + " encode", codec),
            perKb(costs, codec + " decode", codec)));
  }

  private double perKb(Rounds<String, Double> costs, String workload, String codec) {
    return nanos(costs, workload) * 1_024 / run.size(codec);
  }

  private String localMiss() {
    Rounds<String, Double> costs = costs("embedded");
    double more = costs.difference("near miss", "body", nanos -> nanos);
    return format(
        """

        ### A miss of the local layer alone

        A miss of a key that was never there takes %.0f ns of CPU more than the body; goal at most %.0f: %s.
        Hand-written Caffeine, `cache.get(id, loader)`: %.0f ns more.
        """,
        more,
        MOST_LOCAL_MISS_NANOS,
        met(more <= MOST_LOCAL_MISS_NANOS),
        costs.difference("caffeine miss", "body", nanos -> nanos));
  }

  private String arrivals() {
    StringBuilder text =
        new StringBuilder(
            """

            ### An invalidation by key reaches the other JVM

            | | bare topic, µs | the same steps, bare, µs | invalidation, µs | ratio to the topic | middle half | goal 1.5 | ratio to the steps |
            |---|---|---|---|---|---|---|---|
            """);
    run.arrivals()
        .forEach(
            (mode, arrivals) ->
                text.append(
                    format(
                        "| %s | %.0f | %.0f | %.0f | %s | %.2f |\n",
                        mode,
                        micros(arrivals, Arrivals.TOPIC),
                        micros(arrivals, Arrivals.STEPS),
                        micros(arrivals, Arrivals.INVALIDATION),
                        ratio(arrivals, Arrivals.INVALIDATION, Arrivals.TOPIC, MOST_ARRIVAL),
                        arrivals.ratio(Arrivals.INVALIDATION, Arrivals.STEPS, nanos -> nanos))));
    return text.toString();
  }

  /** The ratio, the middle half of it, and whether it is what it should be. */
  private static String ratio(Rounds<String, Double> rounds, String one, String to, double atMost) {
    double median = rounds.ratio(one, to, nanos -> nanos);
    return format(
        "%.2f | %.2f to %.2f | %s",
        median,
        rounds.ratio(one, to, nanos -> nanos, 0.25),
        rounds.ratio(one, to, nanos -> nanos, 0.75),
        met(median <= atMost));
  }

  private static String met(boolean met) {
    return met ? "met" : "missed";
  }

  private Rounds<String, Double> costs(String mode) {
    return Objects.requireNonNull(run.costs().get(mode));
  }

  private static double nanos(Rounds<String, Double> rounds, String workload) {
    return rounds.median(workload, nanos -> nanos);
  }

  private static double micros(Rounds<String, Double> rounds, String workload) {
    return nanos(rounds, workload) / 1_000;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
