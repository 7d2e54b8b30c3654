package dev.multilayercache.agent.call;

import dev.multilayercache.agent.thread.ThreadBound;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads with a transaction that has changed what is cached and has not ended. What such a
 * thread loads may be what nobody else can see yet, and never will after a rollback: it is not
 * kept. Safe for use by any thread.
 */
final class Uncommitted {
  /** How many of its changes wait for the end of a transaction. */
  private final ThreadBound<AtomicInteger> waiting = new ThreadBound<>();

  /**
   * A change of the calling thread waits from now on.
   *
   * @return to be run when it does no longer, by any thread; more often does nothing
   */
  Runnable begin() {
    AtomicInteger known = waiting.get();
    AtomicInteger count = known == null ? new AtomicInteger() : known;
    count.incrementAndGet();
    waiting.set(count);
    AtomicBoolean isOver = new AtomicBoolean();
    return () -> {
      if (isOver.compareAndSet(false, true)) {
        count.decrementAndGet();
      }
    };
  }

  /** Whether what the calling thread reads from its database may not be there for others. */
  boolean mayBeRead() {
    @Nullable AtomicInteger count = waiting.get();
    if (count == null) {
      return false;
    }
    if (count.get() > 0) {
      return true;
    }
    waiting.set(null); // here, because another thread may have ended the transaction
    return false;
  }
}
