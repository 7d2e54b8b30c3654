package dev.multilayercache.benchmark.scale;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Function;

/** Calculates what many nodes would ask of a cluster, and measures what as many as fit here do. */
public final class ScaleBenchmark {
  private ScaleBenchmark() {}

  /**
   * Measures, calculates, prints the tables and writes them down.
   *
   * @param arguments the agent's jar; the report to write
   */
  public static void main(String[] arguments) throws Exception {
    Prices alone = Prices.measured(1);
    Prices withBackups = Prices.measured(3);
    Check check = Check.measured(Path.of(arguments[0]));
    Constants constants = check.constants();
    StringBuilder text = new StringBuilder(introduction());
    add(text, "What is measured here", inputs(alone, withBackups, constants));
    add(text, "The calculation beside a measured run", check.markdown(alone));
    add(
        text,
        "More nodes than fit here: calculated, not measured",
        new Forecast(constants, withBackups).markdown());
    text.append(limits());
    Files.writeString(Path.of(arguments[1]), text);
    System.exit(0); // the client's library may leave threads
  }

  private static void add(StringBuilder report, String title, String section) {
    String whole = "\n## " + title + "\n\n" + section;
    System.out.println(whole);
    report.append(whole);
  }

  private static String inputs(Prices alone, Prices withBackups, Constants constants) {
    return """
        | a member's CPU, µs | one member | its partition thread | with two backups: the owner \
        | its partition thread | all three |
        |---|---|---|---|---|---|
        """
        + price("read of a map", alone, withBackups, Prices::get)
        + price("compare-and-set", alone, withBackups, Prices::set)
        + price("append to the log", alone, withBackups, Prices::add)
        + price("read of one record", alone, withBackups, Prices::read)
        + price("answer to a parked read", alone, withBackups, Prices::parked)
        + price("scan of ten nodes", alone, withBackups, Prices::scanBase)
        + price("each node more in a scan", alone, withBackups, Prices::scanNode)
        + String.format(
            Locale.ROOT,
            "%n- One read alone takes %.0f µs, with three members on this machine %.0f.%n"
                + "- A node renews its lease %.2f times a second; its connection asks %.2f times a"
                + " second for its own sake.%n",
            alone.roundTripMicros(),
            withBackups.roundTripMicros(),
            constants.renewalsPerSecond(),
            constants.otherPerSecond());
  }

  private static String price(
      String title, Prices alone, Prices withBackups, Function<Prices, Price> which) {
    Price one = which.apply(alone);
    Price three = which.apply(withBackups);
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
        title,
        one.owner(),
        one.partition(),
        three.owner(),
        three.partition(),
        three.all());
  }

  private static String introduction() {
    return """
    # What many nodes ask of a cluster

    Written by the profile `benchmark`; how to run it stands in [the README](../README.md).

    %s, %s, %d cores shared with other work, JDK %s.

    **This is a calculation.** Hundreds of nodes do not fit here. What one operation costs a member
    is measured, and how many operations what a node does takes is counted; the rest is multiplied.
    The tables say which is which. The calculation is checked against as many nodes as fit here, each
    a JVM with the packaged agent, clients of one stock member, all of them and the counting between
    on the same cores: there the figures of the calculation stand beside those that were counted on
    the wire. A member's CPU is what it uses at rest and the prices of its operations, which are those
    of a busy member; one that has little to do wakes a thread for each, and that costs more. Reads of
    the log that find several records at once are counted as one for each. What it does not know: networks, garbage collections, other work on the members, and
    how the cost of an operation changes when a member is busy.

    Clock, log and registry are in one partition, for which one thread of one member answers. That
    thread is what does not grow with the cluster. Values are spread over all members and are not in
    the tables, but for the delete of a key.
    """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            System.getProperty("os.name"),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.version"));
  }

  /** What the tables say, in words that hold whatever the figures are. */
  private static String limits() {
    return """

    ## What ends first, and what then to do

    - **At rest** the work grows with the nodes alone: four operations of each a second, and once a
      minute a scan of the registry by each, whose answers grow with the square of the nodes.
    - **Invalidations of keys and tags**: each record is read by every node, so the answers to parked
      reads grow with rate times nodes; what nodes write into the registry stops growing at twenty a
      second each. The member that answers for the one partition ends first. Invalidate by tag or
      pattern what belongs together, once instead of key by key: a record costs the same whatever it
      concerns. Or split: nodes that have another `application` name have a clock, a log and a
      registry of their own, on another partition.
    - **The clock**: moving it is two round trips that fail if another node moves it between, so more
      nodes that invalidate tags at once try again more often, and the time of one grows with them.
      The cluster as a whole goes on: one of those who try always succeeds.
    - **`STRONG`**: all nodes write at each record, without the limit of twenty, and who invalidates
      scans all of the registry, several times. It is for a few invalidations a second, or few nodes. One strong
      cache makes every invalidation of that application cost so much. Give the few values that
      need it an application name of their own.
    - A node that cannot renew in time loses its lease and runs its methods: too many nodes cost hits,
      never a stale answer.
    """;
  }
}
