package dev.multilayercache.benchmark.scale;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.StockCluster;
import dev.multilayercache.benchmark.forked.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;

/** A stock member and applications with the agent, in JVMs of their own; between them a wire. */
final class Nodes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Wire wire;
  private final ForkedJvm member;
  private final Path configuration;
  private final Path agent;
  private final List<ForkedJvm> applications = new ArrayList<>();

  private Nodes(Wire wire, ForkedJvm member, Path configuration, Path agent) {
    this.wire = wire;
    this.member = member;
    this.configuration = configuration;
    this.agent = agent;
  }

  static Nodes start(Path agent) throws IOException {
    int memberPort = ClusterFile.freeRange();
    int wirePort = memberPort + 1;
    Path configuration = ClusterFile.client(Files.createTempDirectory("nodes"), wirePort);
    Wire wire = new Wire(wirePort, memberPort);
    ForkedJvm member = StockCluster.member(configuration, memberPort, wirePort);
    if (!member.nextLine(PATIENCE).equals("started")) {
      throw new IllegalStateException(member.errors().toString());
    }
    return new Nodes(wire, member, configuration, agent);
  }

  /** Starts further nodes one after the other, until there are so many and all are answered. */
  void grow(int count) throws InterruptedException {
    while (applications.size() < count) {
      ForkedJvm started =
          Application.on(Path.of(System.getProperty("java.home")))
              .option("-Xmx64m")
              .option("-XX:TieredStopAtLevel=1")
              .option("-XX:+UseSerialGC")
              .option(Application.agent(agent, configuration))
              .start(NodeApp.class.getName());
      applications.add(started);
      awaitCached(started);
    }
  }

  int count() {
    return applications.size();
  }

  /**
   * Starts to use the strong cache on all nodes: from then on all apply the log without a pause.
   */
  void becomeStrong() throws InterruptedException {
    for (ForkedJvm each : applications) {
      ask(each, "call strong");
    }
    for (ForkedJvm each : applications) {
      awaitSame(each, "call strong");
    }
  }

  /** What one node answers. */
  String ask(int node, String command) {
    return ask(applications.get(node), command);
  }

  /** Begins on one node what {@link #next} answers later. */
  void tell(int node, String command) {
    applications.get(node).tell(command);
  }

  String next(int node) {
    return applications.get(node).nextLine(PATIENCE);
  }

  Tally.Count counted() {
    return wire.counted();
  }

  /** Of the member's process, until now. */
  long memberCpuNanos() {
    try {
      return (Long)
          member
              .jmx()
              .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "ProcessCpuTime");
    } catch (JMException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    applications.forEach(ForkedJvm::close);
    member.close();
    wire.close();
  }

  private static String ask(ForkedJvm application, String command) {
    application.tell(command);
    return application.nextLine(PATIENCE);
  }

  private static void awaitCached(ForkedJvm application) throws InterruptedException {
    awaitSame(application, "call bounded");
    String answer = ask(application, "bounded key 1 500"); // so that there is a record to be proved
    if (answer.startsWith("0 ")) {
      throw new IllegalStateException(application.errors().toString());
    }
    awaitSame(application, "call bounded");
  }

  /** The body answers something else each time. */
  private static void awaitSame(ForkedJvm application, String command) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!ask(application, command).equals(ask(application, command))) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(command + ": not cached; " + application.errors());
      }
      Thread.sleep(200);
    }
  }
}
