package dev.multilayercache.benchmark.cluster;

import dev.multilayercache.benchmark.paired.Jdk;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Measures what the cluster layer costs beside the bare operations of Hazelcast it is made of. */
public final class ClusterCostBenchmark {
  private ClusterCostBenchmark() {}

  /**
   * Measures, prints the tables and writes them down.
   *
   * @param arguments how many launches; how many rounds in each; the agent's jar; the report to
   *     write; the homes of the JDKs, separated as in a class path
   */
  public static void main(String[] arguments) throws Exception {
    int launches = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Path agentJar = Path.of(arguments[2]);
    StringBuilder report = new StringBuilder(introduction(launches, rounds));
    for (String home : arguments[4].split(File.pathSeparator)) {
      Path jdk = Path.of(home);
      CostRun run = new CostRun(jdk, agentJar, launches, rounds);
      run.measure();
      String section = "\n## JDK " + Jdk.version(jdk) + "\n" + new CostTables(run).markdown();
      System.out.println(section);
      report.append(section);
    }
    Files.writeString(Path.of(arguments[3]), report.append(explanation()));
  }

  private static String introduction(int launches, int rounds) {
    return """
    # What the cluster layer costs beside bare Hazelcast

    Written by the profile `benchmark`; how to run it stands in [the README](../README.md).

    %s, %s, %d cores shared with other work.

    What is bare is asked of the agent's own Hazelcast instance, in the same JVM, of a map of the same settings, for
    the very bytes that the agent stored: same members, partitions, threads and connections. The value is a product
    with three reviews, a map and a list, of about one kilobyte. *Own* and *other* are partitions of this JVM's
    member and of the second one; the client asks one stock member, without and with `cluster.secret`. Each figure of a
    round is the median of 100 hits or 40 misses; what needs no other thread is CPU time. The order inside a round is
    random, ratios are taken inside each round, and medians of %d launches of %d rounds are told, with the middle half.
    """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            System.getProperty("os.name"),
            Runtime.getRuntime().availableProcessors(),
            launches,
            rounds);
  }

  private static String explanation() {
    return """

    ## What is in the figures

    - A hit does what the bare read does and decodes: *get and decode* is what nobody can save who wants the object.
      Header, seal and stamp are looked at where Hazelcast left the bytes, before anything is decoded. No other thread
      takes part that the bare read does not have. Where the read itself takes 10 µs, in an own partition, decoding one
      kilobyte is a fifth of it, so that 1.10 is out of reach there whatever is around it; it was set for a read of 62 µs.
    - A miss encodes the value, decodes it again and compares the two, so that nothing is stored that would come back as
      something else; and it sends `setTtl` behind the value, for which nobody waits but which takes time from the next
      call. Hazelcast's compare-and-set cannot say how long the new value stays, and sets it back to the map's default.
    - An invalidation deletes in the cluster *before* it is told to others, so that nobody fills himself again from
      what is about to go: two operations with their backups, one after the other, where a topic sends one message of
      which nobody knows whether it arrived. *The same steps, bare* are a delete and an append to a ring buffer on
      which the other JVM waits; below these no such protocol can come.
    """;
  }
}
