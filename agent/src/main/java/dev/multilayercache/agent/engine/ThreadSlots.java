package dev.multilayercache.agent.engine;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers that threads have for themselves, as long as there are some.
 *
 * <p>What belongs to a number is written by its thread alone, so it needs no locked instruction. A
 * thread gets the number that its id falls on, for good if nobody living has it, else none: so
 * threads of one pool, whose ids follow each other, do not meet. Numbers of dead threads are given
 * out again. No thread is kept alive. A record because the JIT trusts a record's fields. Safe for
 * use by any thread.
 *
 * @param owners changed under the lock of this array; read without: a thread finds itself if it is
 *     there, and whoever finds a number free looks again under the lock
 */
@SuppressWarnings("ArrayRecordComponent") // compared with no other
record ThreadSlots(@Nullable Owner[] owners) {
  /** No number. */
  static final int NONE = -1;

  private static final int MOST = 32;
  private static final int PER_PROCESSOR = 4;

  static ThreadSlots forThisMachine() {
    return of(Math.min(MOST, PER_PROCESSOR * Runtime.getRuntime().availableProcessors()));
  }

  /**
   * @param atLeast how many threads get a number; rounded up to a power of two
   */
  static ThreadSlots of(int atLeast) {
    return new ThreadSlots(new Owner[Integer.highestOneBit(2 * atLeast - 1)]);
  }

  static final class Owner extends WeakReference<Thread> {
    Owner(Thread thread) {
      super(thread);
    }
  }

  int size() {
    return owners.length;
  }

  /** The current thread's number, less than {@link #size}, or {@link #NONE}. */
  int ofCurrentThread() {
    Thread thread = Thread.currentThread();
    int slot = (int) thread.getId() & (owners.length - 1); // of any class: it may say any id
    Owner owner = owners[slot];
    if (owner == null || owner.refersTo(null)) {
      return claim(slot, thread);
    }
    return owner.refersTo(thread) ? slot : NONE;
  }

  private int claim(int slot, Thread thread) {
    synchronized (owners) {
      Owner owner = owners[slot];
      if (owner == null || owner.refersTo(null)) {
        owners[slot] = new Owner(thread);
        return slot;
      }
      return NONE;
    }
  }
}
