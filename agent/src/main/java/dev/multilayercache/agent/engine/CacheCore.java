package dev.multilayercache.agent.engine;

import java.util.function.BooleanSupplier;

/**
 * What all ways into one cache share.
 *
 * @param isOn whether reads may answer and loads may be stored
 */
record CacheCore(
    String cache,
    Chain chain,
    Storage storage,
    Freshness freshness,
    Lifespans lifespans,
    SingleFlight flights,
    Counters counters,
    Tags tags,
    Debts debts,
    BooleanSupplier isOn) {

  /** Whether layers may be asked, now that what is owed is paid. */
  boolean maySettleAndServe() {
    return debts.settle() && freshness.mayServe();
  }
}
