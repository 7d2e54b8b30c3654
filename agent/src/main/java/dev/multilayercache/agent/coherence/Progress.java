package dev.multilayercache.agent.coherence;

import java.util.UUID;

/**
 * How far a node has applied the log, and which log that is.
 *
 * <p>A position says nothing without the others: after a loss the log begins anew, and a member
 * that was deposed may have answered with records that the one in office never had.
 *
 * @param applied the position up to which all records were applied; -1 for none
 * @param incarnation of the cluster clock
 * @param holder the member that answered, see {@link Cluster#holder}
 */
public record Progress(long applied, long incarnation, UUID holder) {
  static final Progress NONE = new Progress(-1, 0, new UUID(0, 0));

  /** Whether the record at a position of that log has been applied. */
  boolean covers(Progress written) {
    return incarnation == written.incarnation
        && holder.equals(written.holder)
        && applied >= written.applied;
  }
}
