package dev.multilayercache.agent.layer.hazelcast;

/** The cluster did not do something, or not in time; whether it was done later is not known. */
final class ClusterFailure extends RuntimeException {
  ClusterFailure(String reason) {
    super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
  }

  /** Names the kind only: the text of a foreign exception may show keys. */
  static ClusterFailure of(Throwable cause) {
    return cause instanceof ClusterFailure known
        ? known
        : new ClusterFailure(cause.getClass().getSimpleName());
  }
}
