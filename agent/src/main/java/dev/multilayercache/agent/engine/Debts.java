package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.StackRoom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whole caches that are yet to be forgotten, because the stack or the memory ended where that was
 * due. While there is one, nothing is fresh; a call of any cache first pays what is owed, or is
 * left alone. Safe for use by any thread.
 *
 * <p>Who owes first writes that down, then suspends the epoch, so that every hit is judged again: a
 * hit whose epoch is known costs nothing more than before.
 */
final class Debts {
  private static final int NONE = 0;
  private static final int DUE = 1;

  /** What is owed from now on makes it {@link #DUE} again. */
  private static final int BEING_PAID = 2;

  private final Generations generations;
  private final Consumer<Invalidation> forget;
  private final Map<String, Debt> byCache = new ConcurrentHashMap<>();
  private final Debt ofAll = new Debt(this, new Invalidation.All(null));
  private final AtomicInteger state = new AtomicInteger(NONE);
  private final ReentrantLock paying = new ReentrantLock();

  Debts(Generations generations, Consumer<Invalidation> forget) {
    this.generations = generations;
    this.forget = forget;
  }

  /**
   * The one of a cache.
   *
   * @param cache a name, or null for all
   */
  Debt of(@Nullable String cache) {
    return cache == null
        ? ofAll
        : byCache.computeIfAbsent(cache, name -> new Debt(this, new Invalidation.All(name)));
  }

  void begin() {
    state.set(DUE);
    generations.suspendEpoch();
  }

  boolean areDue() {
    return state.get() != NONE;
  }

  /**
   * Pays what is owed, if something is. Not for who holds a lock of a layer: it takes others.
   *
   * @return false if something is owed still: for want of room here too, or another thread is at it
   */
  boolean settle() {
    return !areDue() || pay();
  }

  private boolean pay() {
    if (!paying.tryLock()) {
      return false;
    }
    try {
      StackRoom.proveForInvalidation();
      state.set(BEING_PAID);
      pay(ofAll);
      byCache.values().forEach(this::pay);
      return state.compareAndSet(BEING_PAID, NONE);
    } catch (VirtualMachineError e) {
      state.set(DUE);
      return false;
    } finally {
      paying.unlock();
    }
  }

  private void pay(Debt debt) {
    if (!debt.isOwed()) {
      return;
    }
    debt.owed(false);
    boolean isOver = false;
    try {
      forget(debt.invalidation());
      isOver = true;
    } finally {
      if (!isOver) {
        debt.owed(true);
      }
    }
  }

  private void forget(Invalidation.All invalidation) {
    String name = invalidation.cache();
    String what = name == null ? "all caches" : "cache " + name;
    try {
      forget.accept(invalidation);
      AgentLog.warnOncePerMinute(
          "owed " + what,
          what
              + ": the stack or the memory ended where a method was to invalidate. All entries have"
              + " been forgotten instead.");
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      AgentLog.warnOncePerMinute(
          "owed " + what,
          what
              + ": the stack or the memory ended where a method was to invalidate, and forgetting"
              + " all failed too ("
              + e.getClass().getName()
              + "). Entries it was to invalidate may answer until their ttl ends.");
    }
  }
}
