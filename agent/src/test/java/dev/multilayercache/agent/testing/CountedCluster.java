package dev.multilayercache.agent.testing;

import static org.awaitility.Awaitility.await;

import dev.multilayercache.fixture.cost.CountedApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An application with the agent as a client of a stock Hazelcast member, and between them somebody
 * who counts.
 */
public final class CountedCluster implements AutoCloseable {
  private static final int MOST_ATTEMPTS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CountingProxy proxy;
  private final ForkedJvm member;
  private final ForkedJvm application;

  private CountedCluster(CountingProxy proxy, ForkedJvm member, ForkedJvm application) {
    this.proxy = proxy;
    this.member = member;
    this.application = application;
  }

  /** Returns when the application is answered by the cluster. */
  public static CountedCluster start(Path directory) {
    return start(directory, ForkedJvm.agentJar());
  }

  /** The same with another agent's jar. */
  public static CountedCluster start(Path directory, Path agentJar) {
    int memberPort = ClusterFile.freeRange();
    int proxyPort = memberPort + 1;
    Path configuration = ClusterFile.client(directory, proxyPort);
    CountedCluster cluster =
        new CountedCluster(
            new CountingProxy(proxyPort, memberPort),
            StockCluster.member(configuration, memberPort, proxyPort),
            ForkedJvm.java()
                .option("-javaagent:" + agentJar + "=" + configuration)
                .fixtures()
                .start(CountedApp.class.getName()));
    cluster.awaitReady();
    return cluster;
  }

  public ForkedJvm application() {
    return application;
  }

  public Map<Operation, Long> counts() {
    return proxy.counts();
  }

  /**
   * What the cluster is asked while the application does something so many times; done again if an
   * operation failed or the node was cut off, which is not what is counted.
   *
   * @param command what the application understands, for example {@code load bounded}
   */
  public Cost cost(String command, int times) {
    JmxConsole console = JmxConsole.of(application);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      List<Object> health = health(console);
      Map<Operation, Long> before = counts();
      long begin = System.nanoTime();
      String answer = application.ask(command + " " + times);
      long nanos = System.nanoTime() - begin;
      Map<Operation, Long> asked = difference(before, counts());
      if (health.equals(health(console))) {
        return new Cost(asked, Long.parseLong(answer.substring("bodies ".length())), nanos);
      }
    }
    throw new AssertionError(command + " never went without a failure: " + application.errors());
  }

  private static List<Object> health(JmxConsole console) {
    return List.of(
        console.attribute(JmxConsole.layerName("cluster"), "Errors"),
        console.attribute(JmxConsole.agentName(), "ClusterState"));
  }

  /**
   * What was asked.
   *
   * @param bodies how many bodies ran
   * @param nanos how long it took
   */
  public record Cost(Map<Operation, Long> asked, long bodies, long nanos) {

    /** Of the map with the values of a cache, by name of operation. */
    public Map<String, Long> ofValues(String cache) {
      Map<String, Long> counts = new TreeMap<>();
      asked.forEach(
          (operation, count) -> {
            if (operation.isOnValuesOf(cache)) {
              counts.put(operation.name(), count);
            }
          });
      return counts;
    }

    /** Of all else, parked reads of the log aside. */
    public long ofOthers(String cache) {
      return asked.entrySet().stream()
          .filter(each -> !each.getKey().isOnValuesOf(cache))
          .filter(each -> !each.getKey().name().equals(Operation.PARKED_READ))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  @Override
  public void close() {
    application.close();
    proxy.close();
    member.close();
  }

  /** What was asked after the one and until the other. */
  public static Map<Operation, Long> difference(
      Map<Operation, Long> before, Map<Operation, Long> after) {
    Map<Operation, Long> difference = new HashMap<>();
    after.forEach(
        (operation, count) -> {
          long more = count - before.getOrDefault(operation, 0L);
          if (more > 0) {
            difference.put(operation, more);
          }
        });
    return difference;
  }

  private void awaitReady() {
    if (!member.nextLine().equals("started")) {
      throw new AssertionError(member.output() + " " + member.errors());
    }
    await().atMost(PATIENCE).until(() -> application.ask("again far 2").equals("bodies 0"));
    for (String cache : new String[] {"near", "bounded", "strong", "far"}) {
      application.ask("load " + cache + " 20"); // the first of all take more time and operations
    }
  }
}
