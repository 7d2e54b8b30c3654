package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.partition.PartitionLostEvent;
import com.hazelcast.partition.PartitionLostListener;
import dev.multilayercache.agent.coherence.Coherence;
import dev.multilayercache.agent.coherence.NodeLease;

/** What Hazelcast tells of the cluster's life, and what it means for what we hold. */
final class ClusterEvents implements LifecycleListener, MembershipListener, PartitionLostListener {
  private final Coherence coherence;
  private final Readiness readiness;
  private final NodeLease lease;
  private final int minMembers;
  private volatile boolean connected;

  ClusterEvents(
      Coherence coherence, Readiness readiness, int minMembers, boolean connectedOnceStarted) {
    this.coherence = coherence;
    this.readiness = readiness;
    this.lease = coherence.lease();
    this.minMembers = minMembers;
    this.connected = connectedOnceStarted;
  }

  boolean isConnected() {
    return connected;
  }

  @Override
  public void stateChanged(LifecycleEvent event) {
    switch (event.getState()) {
      case CLIENT_CONNECTED -> {
        connected = true;
        lease.signal();
      }
      case CLIENT_DISCONNECTED -> {
        connected = false;
        readiness.connected(null); // the next may be servers that were not told of our objects yet
        lease.explain("disconnected");
        lease.doubt(); // what is held may answer till the lease ends: the servers may be back soon
      }
      case MERGING -> coherence.awaitMerged("joining another part of the cluster");
      case MERGED, MERGE_FAILED -> coherence.distrustMerged("joined another part of the cluster");
      case SHUTTING_DOWN, SHUTDOWN -> lease.suspend("stopped");
      default -> {
        // The others are steps of a start.
      }
    }
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    lease.signal();
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    if (event.getMembers().size() < minMembers) {
      lease.suspend("too few members are left");
    }
  }

  /** The first backup is what our values have: losing that too is losing data. */
  @Override
  public void partitionLost(PartitionLostEvent event) {
    if (event.getLostBackupCount() >= 1) {
      coherence.distrust("the cluster lost data");
    }
  }
}
