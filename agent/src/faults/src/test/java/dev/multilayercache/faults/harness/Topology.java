package dev.multilayercache.faults.harness;

/**
 * Who is a member of the cluster.
 *
 * @param applications JVMs with the agent
 * @param servers stock members; without any, the applications are the members
 */
public record Topology(int applications, int servers) {

  public static Topology embedded() {
    return new Topology(3, 0);
  }

  public static Topology clients(int applications) {
    return new Topology(applications, 3);
  }

  boolean hasServers() {
    return servers > 0;
  }

  int members() {
    return hasServers() ? servers : applications;
  }

  @Override
  public String toString() {
    return hasServers() ? applications + " clients of " + servers : applications + " members";
  }
}
