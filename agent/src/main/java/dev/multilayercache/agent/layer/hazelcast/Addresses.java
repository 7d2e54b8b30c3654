package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.config.ClusterConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/** Where the members of the cluster are looked for. */
final class Addresses {

  private Addresses() {}

  /** {@code host:port} for each member; one without a port is every port of the range. */
  static List<String> of(ClusterConfig cluster) {
    List<String> addresses = new ArrayList<>();
    for (String member : cluster.members()) {
      if (hasPort(member)) {
        addresses.add(member);
        continue;
      }
      for (int port = cluster.firstPort(); port <= cluster.lastPort(); port++) {
        addresses.add(member + ":" + port);
      }
    }
    return addresses;
  }

  /** How many members make a cluster: what was configured, or the majority of the list. */
  static int minMembers(ClusterConfig cluster) {
    return cluster.minMembers() > 0 ? cluster.minMembers() : cluster.members().size() / 2 + 1;
  }

  /** For messages: where the cluster is looked for. */
  static String describe(ClusterConfig cluster) {
    String range =
        cluster.firstPort() == cluster.lastPort()
            ? String.valueOf(cluster.firstPort())
            : cluster.firstPort() + "-" + cluster.lastPort();
    return String.join(", ", cluster.members()) + " (port " + range + ")";
  }

  /** Whether what a member would bind is another machine's. */
  static boolean bindsElsewhere(ClusterConfig cluster) {
    if (cluster.mode() != ClusterConfig.Mode.EMBEDDED) {
      return false;
    }
    try {
      InetAddress address = InetAddress.getByName(cluster.networkInterface());
      return !address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null;
    } catch (IOException unknown) {
      return false;
    }
  }

  private static boolean hasPort(String member) {
    int colon = member.lastIndexOf(':');
    boolean bareIpv6 = member.indexOf(':') != colon && !member.startsWith("[");
    return colon > member.lastIndexOf(']') && colon >= 0 && !bareIpv6;
  }
}
