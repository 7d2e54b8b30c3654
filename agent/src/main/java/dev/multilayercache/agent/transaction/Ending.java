package dev.multilayercache.agent.transaction;

/** How a transaction ended, as far as a thread is told. */
public enum Ending {
  COMMITTED,

  /** Committed perhaps, or only in part: it went back to a savepoint on its way. */
  UNSURE,

  ROLLED_BACK
}
