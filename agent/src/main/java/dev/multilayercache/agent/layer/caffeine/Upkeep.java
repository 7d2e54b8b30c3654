package dev.multilayercache.agent.layer.caffeine;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BooleanSupplier;

/**
 * Hands the upkeep of one Caffeine cache on, and says which reads the cache is to be told of.
 *
 * <p>Caffeine notes reads in buffers of sixteen, one for each thread that is in another's way, and
 * loses those that find their buffer full until its upkeep has emptied all. A busy cache loses
 * nearly all of them, and offering each costs more than finding the entry. So once upkeep is asked
 * for, only as many reads are told as could find room; until then, each. Until the cache has been
 * half full Caffeine does not look at reads at all, and none is told. A cache whose entries expire
 * if they are not read is told of all. Safe for use by any thread.
 *
 * <p>See {@code BoundedLocalCache.afterRead} and {@code skipReadBuffer} in Caffeine 3.
 */
final class Upkeep implements Executor {
  private static final int BUFFER = 16;
  private static final int MOST_WHILE_PENDING = BUFFER * Runtime.getRuntime().availableProcessors();

  private static final AtomicIntegerFieldUpdater<Upkeep> LEFT =
      AtomicIntegerFieldUpdater.newUpdater(Upkeep.class, "left");

  private final Executor next;
  private final BooleanSupplier isHalfFull;
  private final boolean wantsEachRead;
  private boolean wasHalfFull;
  private volatile boolean pending;
  private volatile int left;

  /**
   * @param next runs the upkeep
   * @param isHalfFull whether the cache is at least half full; asked by whom runs it
   * @param wantsEachRead whether none may be missed: entries expire that are not read
   */
  Upkeep(Executor next, BooleanSupplier isHalfFull, boolean wantsEachRead) {
    this.next = next;
    this.isHalfFull = isHalfFull;
    this.wantsEachRead = wantsEachRead;
    this.left = wantsEachRead ? MOST_WHILE_PENDING : 0;
  }

  /** Whether the cache wants to be told of each read at any time. */
  boolean wantsEachRead() {
    return wantsEachRead;
  }

  /** Whether the cache wants to be told of reads. */
  boolean wantsRead() {
    return left != 0;
  }

  /** Whether it is to be told of this read; then it is one less. */
  boolean takesRead() {
    int most = left;
    if (most != 0 && pending && !wantsEachRead) {
      LEFT.compareAndSet(this, most, most - 1); // or upkeep has been done, or another read taken
    }
    return most != 0;
  }

  @Override
  public void execute(Runnable task) {
    pending = true;
    try {
      next.execute(() -> run(task));
    } catch (Throwable e) {
      pending = false;
      throw e;
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } finally {
      pending = false;
      done();
    }
  }

  /** Upkeep has been done: buffers are empty. Called by whom does it. */
  void done() {
    wasHalfFull = wasHalfFull || isHalfFull.getAsBoolean();
    left = wasHalfFull || wantsEachRead ? MOST_WHILE_PENDING : 0;
  }
}
