package dev.multilayercache.benchmark.coherence;

/**
 * One way to answer a call that is compared.
 *
 * @param chain the layers of the agent in the JVM where it is measured
 * @param command as {@code HitApp} understands it
 */
record HitVariant(Chain chain, String command) {

  /** The layers of a JVM's agent. */
  enum Chain {
    LOCAL,

    /** The same in another JVM: how far two figures are apart that ought to be one. */
    LOCAL_AGAIN,
    CLUSTERED
  }
}
