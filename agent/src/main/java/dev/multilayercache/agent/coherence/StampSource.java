package dev.multilayercache.agent.coherence;

/**
 * The stamp for loads that begin now.
 *
 * <p>It never comes from a read alone. What a member answers that others have deposed may be lost
 * and given away again: an entry stamped with it would survive a later invalidation of the same
 * number. So it advances only by this node's own confirmed writes, or by what was read before a
 * write into the registry that was confirmed.
 */
final class StampSource {
  private volatile Stamp stamp = Stamp.NONE;

  Stamp stamp() {
    return stamp;
  }

  /** A proof has shown these; another incarnation takes the place of the one before. */
  synchronized void commit(Stamp proved) {
    stamp = stamp.incarnation() == proved.incarnation() ? stamp.max(proved) : proved;
  }

  /** What an own write was confirmed with; nothing, if it was in another incarnation. */
  synchronized void advance(Stamp confirmed) {
    stamp = stamp.max(confirmed);
  }

  /** The log is another one: its positions begin anew. */
  synchronized void restart() {
    stamp = Stamp.NONE;
  }
}
