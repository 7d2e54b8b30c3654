package dev.multilayercache.faults.harness;

import java.time.Duration;
import java.util.List;

/** Three nodes without a workload, all of whose threads ask for one key at once. */
public final class StampedeRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CACHE = "bounded";

  private final Cluster cluster;
  private int rounds;

  private StampedeRun(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * What one key was asked for.
   *
   * @param loads how often its body ran, on all nodes
   * @param failures threads that got an exception
   * @param slowestMillis of all calls
   */
  public record Round(String key, long loads, int failures, long slowestMillis) {}

  public static StampedeRun start(String name, Settings settings) {
    System.out.printf("%n%s: %s%n", name, settings.topology());
    Cluster cluster = new Cluster(settings, Report.directory(name), Seed.get());
    try {
      cluster.start();
      return new StampedeRun(cluster);
    } catch (RuntimeException | Error e) {
      cluster.writeNotes();
      cluster.close();
      throw e;
    }
  }

  public Round round(int threadsOfEachNode) {
    String key = "s" + ++rounds;
    List<Node> nodes = cluster.applications();
    nodes.forEach(each -> each.tell("stampede " + CACHE + " " + key + " " + threadsOfEachNode));
    int failures = 0;
    long slowest = 0;
    for (Node each : nodes) {
      String[] answer = each.answer(PATIENCE).split(" ");
      failures += Integer.parseInt(answer[0]);
      slowest = Math.max(slowest, Long.parseLong(answer[1]));
    }
    Round round = new Round(key, cluster.loads(CACHE, key), failures, slowest);
    System.out.println(round);
    return round;
  }

  /** The same while no node hears another. */
  public Round roundWithoutCluster(int threadsOfEachNode) {
    List<Namespace> machines = cluster.network().namespaces();
    machines.forEach(each -> each.loseReceived(PacketFilter.everything()));
    try {
      return round(threadsOfEachNode);
    } finally {
      machines.forEach(Namespace::heal);
    }
  }

  @Override
  public void close() {
    cluster.writeNotes();
    cluster.close();
  }
}
