package dev.multilayercache.faults.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two bridges and a namespace for each node, with one cable to either bridge. Faults happen on the
 * cluster's; the other one carries the database and is never touched. The tests themselves are on
 * both.
 *
 * <p>All names carry the process id of the tests, so that what a crashed run has left is known as
 * such and removed by the next.
 */
public final class Network implements AutoCloseable {
  private static final Pattern OURS = Pattern.compile("\\bmlcf(\\d+)[cdn]\\d*\\b");

  private final String prefix = "mlcf" + ProcessHandle.current().pid();
  private final String clusterBridge = prefix + "c";
  private final String databaseBridge = prefix + "d";
  private final int subnet;
  private final List<Namespace> namespaces = new ArrayList<>();

  private Network(int subnet) {
    this.subnet = subnet;
  }

  /** Why there can be none on this machine; empty if there can. */
  public static String obstacle() {
    try {
      removeLeftovers();
      try (Network network = create(1)) {
        Namespace only = network.namespaces().get(0);
        only.loseSent(PacketFilter.share(50));
        only.heal();
        only.slow("1mbit");
        only.speedUp();
      }
      return "";
    } catch (RuntimeException e) {
      return e.getMessage();
    }
  }

  public static Network create(int nodes) {
    removeLeftovers();
    Network network = new Network(freeSubnet());
    try {
      network.build(nodes);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
    return network;
  }

  private void build(int nodes) {
    for (String bridge : List.of(clusterBridge, databaseBridge)) {
      Tool.run("ip link add " + bridge + " type bridge");
      Tool.run("ip link set " + bridge + " up");
    }
    Tool.run("ip addr add " + databaseAddress() + "/24 dev " + databaseBridge);
    Tool.run("ip addr add " + "10.77." + subnet + ".254/24 dev " + clusterBridge);
    for (int number = 1; number <= nodes; number++) {
      add(number);
    }
  }

  private void add(int number) {
    String name = prefix + "n" + number;
    String address = "10.77." + subnet + "." + number;
    Tool.run("ip netns add " + name);
    Tool.run("ip -n " + name + " link set lo up");
    plug(name, clusterBridge, Namespace.CLUSTER_INTERFACE, number, address);
    plug(name, databaseBridge, "database", number, "10.78." + subnet + "." + number);
    String cable = clusterBridge + number;
    Tool.run("tc qdisc add dev " + cable + " clsact");
    namespaces.add(new Namespace(name, cable, address));
  }

  private static void plug(
      String namespace, String bridge, String inside, int number, String address) {
    String cable = bridge + number;
    Tool.run("ip link add " + cable + " type veth peer name " + inside + " netns " + namespace);
    Tool.run("ip link set " + cable + " master " + bridge + " up");
    Tool.run("ip -n " + namespace + " addr add " + address + "/24 dev " + inside);
    Tool.run("ip -n " + namespace + " link set " + inside + " up");
  }

  public List<Namespace> namespaces() {
    return List.copyOf(namespaces);
  }

  /** Where this JVM is reached over the network without faults. */
  String databaseAddress() {
    return "10.78." + subnet + ".254";
  }

  @Override
  public void close() {
    remove(prefix);
  }

  private static int freeSubnet() {
    String addresses = Tool.run("ip -o addr");
    for (int subnet = 0; subnet < 255; subnet++) {
      if (!addresses.contains("10.78." + subnet + ".")) {
        return subnet;
      }
    }
    throw new IllegalStateException("no subnet of 10.78.0.0/16 is free");
  }

  private static void removeLeftovers() {
    Matcher names = OURS.matcher(Tool.run("ip netns list") + "\n" + Tool.run("ip -o link"));
    while (names.find()) {
      long owner = Long.parseLong(names.group(1));
      if (ProcessHandle.of(owner).isEmpty() || owner == ProcessHandle.current().pid()) {
        remove("mlcf" + owner);
      }
    }
  }

  /** With the processes in the namespaces, which could not be reached any more. */
  private static void remove(String prefix) {
    for (String line : Tool.run("ip netns list").lines().toList()) {
      String name = line.split(" ")[0];
      if (name.startsWith(prefix + "n")) {
        Tool.run("ip netns pids " + name)
            .lines()
            .forEach(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(Network::end));
        Tool.run("ip netns del " + name);
      }
    }
    // A namespace takes its cables with it, but only after a while.
    Matcher links =
        Pattern.compile(": (" + prefix + "[cd]\\d*)[@:]").matcher(Tool.run("ip -o link"));
    while (links.find()) {
      removeLink(links.group(1));
    }
  }

  private static void removeLink(String name) {
    try {
      Tool.run("ip link del " + name);
    } catch (IllegalStateException e) {
      if (Tool.run("ip -o link").contains(" " + name + "@")) {
        throw e;
      }
    }
  }

  private static void end(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }
}
