package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;

/**
 * An invalidation of a whole cache that is made ready ahead, to be owed where there is neither
 * stack nor memory for it. Safe for use by any thread.
 */
public final class Debt {
  private final Debts debts;
  private final Invalidation.All invalidation;
  private volatile boolean isOwed;

  Debt(Debts debts, Invalidation.All invalidation) {
    this.debts = debts;
    this.invalidation = invalidation;
  }

  /** One that concerns no cache, to try out what must not be run for the first time in need. */
  public static Debt forRehearsal() {
    return new Debt(new Debts(new Generations(), nothing -> {}), new Invalidation.All(null));
  }

  /**
   * From now on no cache answers until that is done, which the next call with room sees to. It
   * allocates nothing, and its deepest call writes two fields.
   */
  public void owe() {
    isOwed = true;
    debts.begin();
  }

  Invalidation.All invalidation() {
    return invalidation;
  }

  boolean isOwed() {
    return isOwed;
  }

  void owed(boolean owed) {
    isOwed = owed;
  }
}
