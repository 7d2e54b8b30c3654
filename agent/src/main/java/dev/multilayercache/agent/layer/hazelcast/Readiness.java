package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.NodeLease;
import org.jspecify.annotations.Nullable;

/** Whether the cluster may be read and written now: this node is connected and holds its lease. */
final class Readiness {
  private final NodeLease lease;
  private volatile @Nullable Session session;

  Readiness(NodeLease lease) {
    this.lease = lease;
  }

  /** The session to use for one operation, or null while the layer is absent. */
  @Nullable Session session() {
    return lease.isLive() ? session : null;
  }

  /** The session, whether entries may be read and written or not. */
  @Nullable Session connection() {
    return session;
  }

  void connected(@Nullable Session present) {
    session = present;
  }
}
