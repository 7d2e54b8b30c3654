package dev.multilayercache.agent.coherence;

/**
 * This node could not do its part in the protocol now.
 *
 * <p>The message says why in a phrase fit for logs.
 */
public class CoherenceFailure extends RuntimeException {

  /** Without a stack trace: it is made again and again while the cluster is away. */
  CoherenceFailure(String reason) {
    super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
  }

  /** There are fewer members than must be for anything to be trusted. */
  static CoherenceFailure tooFewMembers(Cluster cluster) {
    int members = cluster.members();
    return new CoherenceFailure(
        (members == 1 ? "1 member" : members + " members")
            + " of at least "
            + cluster.minMembers()
            + " (cluster.minMembers)");
  }
}
