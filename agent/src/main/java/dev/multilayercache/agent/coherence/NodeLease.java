package dev.multilayercache.agent.coherence;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * This node's right to serve what it holds: it has proved lately that it knows all invalidations.
 *
 * <p>After leases in distributed file caches (Gray and Cheriton, "Leases: an efficient
 * fault-tolerant mechanism for distributed file cache consistency", SOSP 1989). It ends by itself,
 * which needs no message and no thread: a JVM that was paused finds it over with its first
 * instruction. Anybody may end it; it is extended only by a proof during which nobody did. Safe for
 * use by any thread.
 */
public final class NodeLease {
  private final Generations generations;
  private final LongSupplier nanoClock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile String reason = "starting";
  private volatile long lastDeadlineNanos;
  private volatile boolean wasEverHeld;
  private volatile boolean isGivenUp;
  private long suspensions;
  private boolean signalled;

  public NodeLease(Generations generations, LongSupplier nanoClock) {
    this.generations = generations;
    this.nanoClock = nanoClock;
  }

  public boolean isLive() {
    return generations.isLive(nanoClock.getAsLong());
  }

  /** Whether it would have run on till then at least, had nobody ended it. */
  boolean wasHeldWithin(Duration past) {
    return wasEverHeld && nanoClock.getAsLong() - lastDeadlineNanos < past.toNanos();
  }

  /** "ready", "starting", or "absent: …". */
  public String state() {
    if (isLive()) {
      return "ready";
    }
    String why = reason;
    if (why.isEmpty()) {
      return "absent: the cluster does not answer";
    }
    return why.equals("starting") ? why : "absent: " + why;
  }

  /** Ends the lease, and what is being proved now proves nothing. */
  public void suspend(String why) {
    lock.lock();
    try {
      boolean isNews = isLive();
      suspensions++;
      reason = why;
      generations.endLease();
      if (isNews) { // else who tries to renew it would be given no rest
        wake();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends it for good: this node leaves. */
  public void giveUp() {
    isGivenUp = true;
    suspend("closed");
  }

  /** Whether nobody will extend it any more. */
  boolean isGivenUp() {
    return isGivenUp;
  }

  /** The lease runs on to its end, but what is being proved now proves nothing. */
  public void doubt() {
    lock.lock();
    try {
      suspensions++;
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** Says why the lease is over, if it is. */
  public void explain(String why) {
    reason = why;
  }

  /** A number to be taken before a proof begins. */
  long ticket() {
    lock.lock();
    try {
      return suspensions;
    } finally {
      lock.unlock();
    }
  }

  /** Extends the lease and commits what was proved, unless somebody suspended since the ticket. */
  boolean extend(long ticket, long deadlineNanos, Runnable commit) {
    return commit(
        ticket,
        () -> {
          commit.run();
          generations.leaseUntil(deadlineNanos);
          lastDeadlineNanos = deadlineNanos;
          wasEverHeld = true;
          reason = "";
        });
  }

  /** Commits what was proved, unless somebody suspended since the ticket. */
  boolean commit(long ticket, Runnable commit) {
    lock.lock();
    try {
      if (suspensions != ticket) {
        return false;
      }
      commit.run();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes who waits for something to change. */
  public void signal() {
    lock.lock();
    try {
      wake();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    signalled = true;
    changed.signalAll();
  }

  /** Waits for a signal or a suspension, at most so long. */
  public void await(Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (!signalled && left > 0) {
        left = changed.awaitNanos(left);
      }
      signalled = false;
    } finally {
      lock.unlock();
    }
  }
}
