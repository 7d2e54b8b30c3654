package dev.multilayercache.agent.layer.hazelcast;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cluster may be read and written now, and if not, why.
 *
 * <p>Anybody may suspend; only the link's thread makes ready again, and only if nobody suspended
 * since it began to prepare. Safe for use by any thread.
 */
final class Readiness {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile @Nullable Session session;
  private volatile String state = "starting";
  private long suspensions;
  private boolean signalled;

  /** The session to use for one operation, or null while the layer is absent. */
  @Nullable Session session() {
    return session;
  }

  String state() {
    return state;
  }

  void suspend(String reason) {
    lock.lock();
    try {
      suspensions++;
      session = null;
      state = "absent: " + reason;
      signalled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A number to be shown to {@link #resume}. */
  long suspensions() {
    lock.lock();
    try {
      return suspensions;
    } finally {
      lock.unlock();
    }
  }

  /** Makes the session usable, unless somebody suspended since that number was taken. */
  boolean resume(Session prepared, long suspensionsBefore) {
    lock.lock();
    try {
      if (suspensions != suspensionsBefore) {
        return false;
      }
      session = prepared;
      state = "ready";
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Wakes the link's thread. */
  void signal() {
    lock.lock();
    try {
      signalled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a signal or a suspension, at most so long. */
  void await(Duration longest) throws InterruptedException {
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
