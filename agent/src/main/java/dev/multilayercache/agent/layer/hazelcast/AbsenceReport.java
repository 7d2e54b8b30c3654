package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.CoherenceFailure;
import dev.multilayercache.agent.coherence.NodeLease;
import dev.multilayercache.agent.config.ClusterConfig;
import dev.multilayercache.agent.log.AgentLog;
import java.net.BindException;
import java.time.Duration;

/**
 * Says in one line when this node gets into the cluster, and why it is not in it. Used by one
 * thread.
 */
final class AbsenceReport {
  private static final Duration PASSING = Duration.ofSeconds(1);

  private final String layer;
  private final ClusterConfig cluster;
  private final NodeLease lease;
  private String told = "";
  private long failingSince = System.nanoTime();

  AbsenceReport(String layer, ClusterConfig cluster, NodeLease lease) {
    this.layer = layer;
    this.cluster = cluster;
    this.lease = lease;
  }

  /**
   * The lease was renewed.
   *
   * @param isNews whether there was none before
   */
  void ready(boolean isNews, int members) {
    failingSince = System.nanoTime();
    if (isNews) {
      told = "";
      AgentLog.info("layer " + layer + ": ready, members: " + members);
    }
  }

  /** Said when it lasts: a cluster that begins or changes is not there for a moment. */
  void absent(Throwable failure) {
    String reason = reason(failure);
    lease.explain(reason);
    boolean lasts = System.nanoTime() - failingSince > PASSING.toNanos();
    if (lasts && !lease.isLive() && !reason.equals(told)) {
      told = reason;
      AgentLog.warn(
          "layer "
              + layer
              + ": not in cluster "
              + cluster.name()
              + " at "
              + Addresses.describe(cluster)
              + ": "
              + reason
              + ". Caching without this layer and trying again; check "
              + cluster.place()
              + ".");
    }
  }

  private String reason(Throwable failure) {
    if (failure instanceof ClusterFailure || failure instanceof CoherenceFailure) {
      return String.valueOf(failure.getMessage());
    }
    if (Addresses.bindsElsewhere(cluster)) {
      return cluster.networkInterface() + " is no address of this machine";
    }
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage());
      if (each instanceof BindException || message.contains("bind has failed")) {
        return "no port from "
            + cluster.firstPort()
            + " to "
            + cluster.lastPort()
            + " is free on "
            + cluster.networkInterface();
      }
      if (message.contains("failed to start")) {
        return "joining took too long: something at these ports does not answer as a member";
      }
    }
    return failure.getClass().getSimpleName();
  }
}
