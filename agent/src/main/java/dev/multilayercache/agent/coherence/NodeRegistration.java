package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Cluster.Registered;
import org.jspecify.annotations.Nullable;

/**
 * This node's record in the registry.
 *
 * <p>Each write is a compare-and-set: who removes the record, because the node did not beat for
 * longer than its lease, keeps a late write out. A write that is confirmed proves that the member
 * which answered is in office: one that was deposed finds no second copy. Safe for use by any
 * thread.
 */
final class NodeRegistration {
  private @Nullable Registered mine;
  private long beats;

  /** Makes sure that this node is registered, before what {@link #beat} is to prove is read. */
  synchronized void enter(Cluster cluster) {
    if (mine == null) {
      String self = cluster.self();
      // There may be a record whose answer was lost.
      mine = cluster.setNode(self, cluster.node(self), new NodeRecord(++beats, /* applied= */ -1));
    }
  }

  /**
   * Writes that this node has applied the log up to there.
   *
   * @return false if the node must enter again, because its record is not known to be there
   */
  synchronized boolean beat(Cluster cluster, long applied) {
    Registered before = mine;
    mine = null; // until it is known again
    if (before != null) {
      mine = cluster.setNode(cluster.self(), before, new NodeRecord(++beats, applied));
    }
    return mine != null;
  }

  /** The node leaves: nobody need wait for it. */
  synchronized void remove(Cluster cluster) {
    Registered last = mine;
    mine = null;
    if (last != null) {
      cluster.removeNode(cluster.self(), last);
    }
  }
}
