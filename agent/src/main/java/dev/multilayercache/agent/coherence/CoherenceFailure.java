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

  /** Throws it if there are fewer members than must be for anything to be trusted. */
  static void requireMembers(Cluster cluster) {
    int members = cluster.members();
    if (members < cluster.minMembers()) {
      throw new CoherenceFailure(
          "%s of at least %d (cluster.minMembers)"
              .formatted(Confirmation.counted(members), cluster.minMembers()));
    }
  }
}
