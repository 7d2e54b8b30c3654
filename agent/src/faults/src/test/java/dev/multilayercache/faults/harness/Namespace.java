package dev.multilayercache.faults.harness;

import java.util.List;

/**
 * A machine of its own, as far as its network goes: one interface to the cluster's network and one
 * to the database's.
 *
 * @param name for {@code ip netns}
 * @param cable the other end of its cluster interface, at the bridge
 * @param address in the cluster's network
 */
public record Namespace(String name, String cable, String address) {
  static final String CLUSTER_INTERFACE = "cluster";
  private static final String BUCKET = " burst 10kb latency 400ms";

  /** Loses frames that the node sends. */
  void loseSent(PacketFilter filter) {
    lose("ingress", filter);
  }

  /** Loses frames that are sent to the node. */
  void loseReceived(PacketFilter filter) {
    lose("egress", filter);
  }

  private void lose(String direction, PacketFilter filter) {
    Tool.run(
        List.of(
            "tc",
            "filter",
            "add",
            "dev",
            cable,
            direction,
            "protocol",
            "all",
            "bpf",
            "da",
            "bytecode",
            filter.bytecode()));
  }

  /** Lets so much through, in each direction, and not more: {@code 1mbit}. */
  void slow(String rate) {
    Tool.run("tc qdisc add dev " + cable + " root tbf rate " + rate + BUCKET);
    Tool.run(inside("qdisc add dev " + CLUSTER_INTERFACE + " root tbf rate " + rate + BUCKET));
  }

  void speedUp() {
    Tool.run("tc qdisc del dev " + cable + " root");
    Tool.run(inside("qdisc del dev " + CLUSTER_INTERFACE + " root"));
  }

  /** Loses nothing any more. */
  void heal() {
    Tool.run("tc filter del dev " + cable + " ingress");
    Tool.run("tc filter del dev " + cable + " egress");
  }

  private String inside(String command) {
    return "tc -n " + name + " " + command;
  }
}
