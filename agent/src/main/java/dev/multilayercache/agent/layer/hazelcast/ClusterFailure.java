package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.layer.LayerFailure;

/** The cluster did not do something, or not in time; whether it was done later is not known. */
final class ClusterFailure extends LayerFailure {
  ClusterFailure(String reason) {
    super(reason);
  }

  /** Names the kind only: the text of a foreign exception may show keys. */
  static ClusterFailure of(Throwable cause) {
    return cause instanceof ClusterFailure known
        ? known
        : new ClusterFailure(cause.getClass().getSimpleName());
  }
}
