package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.partition.PartitionLostEvent;
import com.hazelcast.partition.PartitionLostListener;

/** What Hazelcast tells of the cluster's life, and what it means for what we hold. */
final class ClusterEvents implements LifecycleListener, MembershipListener, PartitionLostListener {
  private final Readiness readiness;
  private final ClusterBus bus;
  private final int minMembers;
  private volatile boolean connected;

  ClusterEvents(Readiness readiness, ClusterBus bus, int minMembers, boolean connectedOnceStarted) {
    this.readiness = readiness;
    this.bus = bus;
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
        readiness.signal();
      }
      case CLIENT_DISCONNECTED -> {
        connected = false;
        readiness.suspend("disconnected");
      }
      case MERGING -> readiness.suspend("joining another part of the cluster");
      case MERGED -> bus.distrust("joined another part of the cluster");
      case SHUTTING_DOWN, SHUTDOWN -> readiness.suspend("stopped");
      default -> {
        // The others are steps of a start.
      }
    }
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    readiness.signal();
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    if (event.getMembers().size() < minMembers) {
      readiness.suspend("too few members are left");
    }
  }

  /** The first backup is what our values have: losing that too is losing data. */
  @Override
  public void partitionLost(PartitionLostEvent event) {
    if (event.getLostBackupCount() >= 1) {
      bus.distrust("the cluster lost data");
    }
  }
}
