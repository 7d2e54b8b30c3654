package dev.multilayercache.faults.harness;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The nodes of a run, their network and their database. */
public final class Cluster implements AutoCloseable {
  private static final Duration FORMATION = Duration.ofSeconds(60);
  private static final int COMPARISON_PORT = 5701;

  private final Settings settings;
  private final Path directory;
  private final long seed;
  private final Network network;
  private final VersionDatabase database;
  private final String name = "faults-" + UUID.randomUUID();
  private final List<Node> applications = new ArrayList<>();
  private final List<Node> servers = new ArrayList<>();
  private final List<AutoCloseable> closeables = new ArrayList<>();
  private long start;

  /**
   * @param directory for histories and what else the run leaves
   */
  Cluster(Settings settings, Path directory, long seed) {
    this.settings = settings;
    this.directory = directory;
    this.seed = seed;
    Topology topology = settings.topology();
    // Many applications share machines: what is tried with them are not faults of single ones.
    int machines = Math.min(topology.applications(), 5);
    network = Network.create(machines + topology.servers());
    database = VersionDatabase.listenOn(network.databaseAddress());
    for (int number = 1; number <= topology.applications(); number++) {
      Namespace namespace = network.namespaces().get((number - 1) % machines);
      int own = number;
      applications.add(new Node(number, namespace, jvm -> application(jvm, own, namespace)));
    }
    for (int number = 1; number <= topology.servers(); number++) {
      Namespace namespace = network.namespaces().get(machines + number - 1);
      servers.add(new Node(number, namespace, jvm -> server(namespace)));
    }
  }

  /** Starts all nodes and returns when they have found each other. */
  void start() {
    startAll(servers);
    if (!servers.isEmpty()) {
      await(() -> servers.stream().allMatch(each -> each.ask("").equals("3 3")));
    }
    startAll(applications);
    int members = settings.topology().members();
    await(
        () ->
            applications.stream().allMatch(each -> each.ask("members").startsWith(members + " ")));
  }

  private static void startAll(List<Node> nodes) {
    nodes.forEach(Node::start);
    nodes.forEach(Node::awaitReady);
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(FORMATION).pollInterval(Duration.ofMillis(200)).until(condition);
  }

  void startWorkload() {
    start = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    applications.forEach(each -> each.ask("start " + start));
  }

  /** Starts the JVM of a node that has none, and its workload. */
  public void restart(Node node) {
    node.start();
    node.awaitReady();
    if (applications.contains(node)) {
      node.ask("start " + start);
    }
  }

  public List<Node> applications() {
    return applications;
  }

  public List<Node> servers() {
    return servers;
  }

  public Network network() {
    return network;
  }

  /** The name that clients need to join. */
  public String name() {
    return name;
  }

  /** How often the bodies have asked for a key of a cache. */
  public long loads(String cache, String key) {
    return database.reads(cache + "/" + key);
  }

  Settings settings() {
    return settings;
  }

  private List<String> members() {
    return (servers.isEmpty() ? applications : servers)
        .stream().map(each -> each.namespace().address()).toList();
  }

  private ForkedJvm application(String jvm, int number, Namespace namespace) {
    Path file = AgentFile.write(directory, settings, name, members(), namespace.address(), number);
    ForkedJvm.Builder builder = inside(namespace).option("-Xmx" + settings.heap());
    NodeSetup setup = settings.setup().apply(number);
    setup.options().forEach(builder::option);
    setup.environment().forEach(builder::environment);
    setup.classes().forEach(builder::classPath);
    builder
        .option("-Dfaults.node.node=" + jvm)
        .option("-Dfaults.node.number=" + number)
        .option("-Dfaults.node.nodes=" + settings.topology().applications())
        .option("-Dfaults.node.subjects=" + String.join(",", settings.subjects()))
        .option("-Dfaults.node.database=" + network.databaseAddress())
        .option("-Dfaults.node.port=" + database.port())
        .option("-Dfaults.node.histories=" + directory)
        .option("-Dfaults.node.address=" + namespace.address())
        .option("-Dfaults.node.members=" + String.join(",", members()))
        .option("-Dfaults.node.comparison=" + name + "-comparison")
        .option("-Dfaults.node.client=" + settings.topology().hasServers())
        .option("-Dfaults.node.batches=" + settings.batches())
        .option("-Dfaults.node.pause.read=" + settings.pace().readPauseMillis())
        .option("-Dfaults.node.pause.write=" + settings.pace().writePauseMillis())
        .option("-Dfaults.node.seed=" + seed)
        .agent(file);
    return builder
        .classPath(Libraries.ofTheApplication())
        .start("dev.multilayercache.faults.app.FaultApp");
  }

  private ForkedJvm server(Namespace namespace) {
    return inside(namespace)
        .option("-Xmx256m")
        .classPath(Libraries.ofTheApplication())
        .start(
            "dev.multilayercache.faults.app.StockServer",
            namespace.address(),
            String.join(",", members()),
            name,
            Integer.toString(AgentFile.PORT),
            name + "-comparison",
            Integer.toString(COMPARISON_PORT),
            Boolean.toString(settings.batches()));
  }

  private static ForkedJvm.Builder inside(Namespace namespace) {
    return ForkedJvm.java()
        .startedBy("ip", "netns", "exec", namespace.name())
        .environment("FIXTURE_SECRET", "a secret of the tests of faults")
        .option("-XX:TieredStopAtLevel=1")
        .option("-XX:+UseSerialGC");
  }

  /** Writes down what histories do not say: when which node was paused, and all that was logged. */
  void writeNotes() {
    StringBuilder pauses = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    for (Node each : applications) {
      each.pauses()
          .forEach(
              (jvm, intervals) ->
                  intervals.forEach(
                      one ->
                          pauses.append("P %s %d %d%n".formatted(jvm, one.began(), one.ended()))));
      each.errors().forEach(line -> errors.append(each.number() + " " + line + "\n"));
    }
    try {
      Files.writeString(directory.resolve("pauses.history"), pauses);
      Files.writeString(directory.resolve("errors.txt"), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is to be closed with the cluster. */
  void closeLater(AutoCloseable one) {
    closeables.add(one);
  }

  @Override
  public void close() {
    for (AutoCloseable each : closeables) {
      try {
        each.close();
      } catch (Exception e) {
        System.out.println("not closed: " + e);
      }
    }
    applications.forEach(Node::close);
    servers.forEach(Node::close);
    database.close();
    network.close();
  }
}
