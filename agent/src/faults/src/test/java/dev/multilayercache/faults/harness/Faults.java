package dev.multilayercache.faults.harness;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** The kinds of faults. */
public final class Faults {
  private Faults() {}

  /** A node stands still and goes on as if nothing had been. */
  public static FaultKind pause(Duration shortest, Duration longest) {
    return (cluster, random) -> {
      Node node = one(cluster.applications(), random);
      Duration length = between(shortest, longest, random);
      return new Fault(
          "node " + node.number() + " paused for " + length.toMillis() + " ms",
          node::pause,
          node::resume,
          length,
          between(Duration.ofSeconds(1), Duration.ofSeconds(3), random));
    };
  }

  /** A node is killed and started again after a second. */
  public static FaultKind kill() {
    return (cluster, random) -> {
      Node node = one(cluster.applications(), random);
      return new Fault(
          "node " + node.number() + " killed and started again",
          node::kill,
          () -> cluster.restart(node),
          Duration.ofSeconds(1),
          Duration.ofSeconds(4));
    };
  }

  /** A node stops writing, is asked to end and started again, in turn. */
  public static FaultKind stopInTurn() {
    int[] turn = {0};
    return (cluster, random) -> {
      Node node = cluster.applications().get(turn[0]++ % cluster.applications().size());
      return new Fault(
          "node " + node.number() + " stopped and started again",
          () -> {
            node.ask("stop-writing");
            node.terminate();
          },
          () -> cluster.restart(node),
          Duration.ZERO,
          Duration.ofSeconds(4));
    };
  }

  /** A node hears nobody and nobody hears it. */
  public static FaultKind isolate(Duration length) {
    return (cluster, random) -> {
      Node node = one(cluster.applications(), random);
      Namespace machine = node.namespace();
      return new Fault(
          "node " + node.number() + " isolated for " + length.toSeconds() + " s",
          () -> {
            machine.loseSent(PacketFilter.everything());
            machine.loseReceived(PacketFilter.everything());
          },
          machine::heal,
          length,
          Duration.ofSeconds(6));
    };
  }

  /** A node is heard and hears nothing, or the other way round. */
  public static FaultKind oneWay(Duration length) {
    return (cluster, random) -> {
      Node node = one(cluster.applications(), random);
      Namespace machine = node.namespace();
      boolean deaf = random.nextBoolean();
      return new Fault(
          "node " + node.number() + (deaf ? " deaf" : " mute"),
          () -> {
            if (deaf) {
              machine.loseReceived(PacketFilter.everything());
            } else {
              machine.loseSent(PacketFilter.everything());
            }
          },
          machine::heal,
          length,
          Duration.ofSeconds(3));
    };
  }

  /** Two nodes do not hear each other; a third one hears both. */
  public static FaultKind cutBetweenTwo(Duration length) {
    return (cluster, random) -> {
      int first = random.nextInt(cluster.applications().size());
      Node one = cluster.applications().get(first);
      Node other =
          cluster.servers().isEmpty()
              ? cluster.applications().get((first + 1) % cluster.applications().size())
              : one(cluster.servers(), random);
      return new Fault(
          "nodes " + one.number() + " and " + other.number() + " cut from each other",
          () -> {
            one.namespace().loseSent(PacketFilter.to(other.namespace().address()));
            one.namespace().loseReceived(PacketFilter.from(other.namespace().address()));
          },
          one.namespace()::heal,
          length,
          Duration.ofSeconds(3));
    };
  }

  /** Every half second a node is isolated and every other half second it is not. */
  public static FaultKind flap(int times) {
    return (cluster, random) -> {
      Namespace machine = one(cluster.applications(), random).namespace();
      return new Fault(
          machine.address() + " isolated " + times + " times for half a second",
          () -> {
            for (int i = 0; i < times; i++) {
              machine.loseSent(PacketFilter.everything());
              machine.loseReceived(PacketFilter.everything());
              sleep(500);
              machine.heal();
              sleep(500);
            }
          },
          machine::heal,
          Duration.ZERO,
          Duration.ofSeconds(2));
    };
  }

  /** Every node loses so many of a hundred packets. */
  public static FaultKind loss(int percent, Duration length) {
    return (cluster, random) ->
        new Fault(
            percent + " % of all packets lost",
            () -> machines(cluster).forEach(each -> each.loseReceived(PacketFilter.share(percent))),
            () -> machines(cluster).forEach(Namespace::heal),
            length,
            Duration.ofSeconds(2));
  }

  /** Every node has a slow cable. */
  public static FaultKind slow(String rate, Duration length) {
    return (cluster, random) ->
        new Fault(
            "not more than " + rate,
            () -> machines(cluster).forEach(each -> each.slow(rate)),
            () -> machines(cluster).forEach(Namespace::speedUp),
            length,
            Duration.ofSeconds(2));
  }

  /** All members die at once and come back empty. */
  public static FaultKind killAllMembers() {
    return (cluster, random) -> {
      List<Node> members = members(cluster);
      return new Fault(
          "all members killed and started again",
          () -> members.forEach(Node::kill),
          () -> members.parallelStream().forEach(cluster::restart),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10));
    };
  }

  /** All servers stand still. */
  public static FaultKind pauseServers(Duration length) {
    return (cluster, random) ->
        new Fault(
            "all servers paused for " + length.toSeconds() + " s",
            () -> cluster.servers().forEach(Node::pause),
            () -> cluster.servers().forEach(Node::resume),
            length,
            Duration.ofSeconds(5));
  }

  /** One server stands still. */
  public static FaultKind pauseOneServer(Duration length) {
    return (cluster, random) -> {
      Node server = one(cluster.servers(), random);
      return new Fault(
          "server " + server.number() + " paused for " + length.toSeconds() + " s",
          server::pause,
          server::resume,
          length,
          Duration.ofSeconds(3));
    };
  }

  /** One server is killed and started again. */
  public static FaultKind killOneServer() {
    return (cluster, random) -> {
      Node server = one(cluster.servers(), random);
      return new Fault(
          "server " + server.number() + " killed and started again",
          server::kill,
          () -> cluster.restart(server),
          Duration.ofSeconds(1),
          Duration.ofSeconds(4));
    };
  }

  private static List<Node> members(Cluster cluster) {
    return cluster.servers().isEmpty() ? cluster.applications() : cluster.servers();
  }

  private static List<Namespace> machines(Cluster cluster) {
    return cluster.network().namespaces();
  }

  private static Node one(List<Node> nodes, RandomGenerator random) {
    return nodes.get(random.nextInt(nodes.size()));
  }

  private static Duration between(Duration shortest, Duration longest, RandomGenerator random) {
    return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
  }

  private static void sleep(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
