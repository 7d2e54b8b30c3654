package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.Debt;

/**
 * Told by woven methods that invalidate and could not even ask what: all caches are to be forgotten
 * later, by whom has room. Made ahead, it allocates nothing. Safe for use by any thread.
 */
public final class MissedInvalidations implements Runnable {
  private final Debt all;
  private Debt next = Debt.forRehearsal();

  public MissedInvalidations(Caches caches) {
    this.all = caches.debt(null);
  }

  /** The first time is for nothing: the JVM resolves then what this code refers to. */
  @Override
  public void run() {
    next.owe();
    next = all;
  }
}
