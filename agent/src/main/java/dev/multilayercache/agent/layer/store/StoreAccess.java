package dev.multilayercache.agent.layer.store;

import dev.multilayercache.agent.layer.LayerFailure;
import dev.multilayercache.agent.log.AgentLog;
import dev.multilayercache.agent.thread.DetachedThread;
import dev.multilayercache.layer.LayerStore;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way to a layer's store, on one background thread: opens it, and empties it where it may hold
 * what should have been forgotten.
 *
 * <p>What may have been invalidated while the store was not open is not known afterwards. So one
 * that is opened late, one that failed to forget something, and one of a node whose cluster has
 * gone on without it is cleared before it answers. Safe for use by any thread.
 */
final class StoreAccess {
  private static final Duration UNNEEDED = Duration.ofSeconds(3);
  private static final long PAUSE_BETWEEN_CLEARINGS = TimeUnit.SECONDS.toNanos(1);

  /** How long after a failure the store is tried to be opened again. */
  static final Duration PAUSE_BETWEEN_OPENINGS = Duration.ofSeconds(10);

  private static final long FOR_LONG = TimeUnit.DAYS.toNanos(1);

  /** What is done with the store once it is opened. */
  interface Handling {
    /** Forgets all for good. */
    void clear(LayerStore store) throws Exception;

    /** How many entries there are, for people. */
    default long count(LayerStore store) throws Exception {
      return store.entries();
    }
  }

  private final String layer;
  private final StoreOpener opener;
  private final boolean isPatient;
  private final boolean startsEmpty;
  private final Duration pauseBetweenOpenings;
  private final Handling handling;
  private final CountDownLatch needed = new CountDownLatch(1);
  private final CountDownLatch firstAttempt = new CountDownLatch(1);
  private volatile String state = "starting";
  private volatile boolean mustClear;

  /** Until its entries are lost anyway: then nobody gains by a wait for it to open. */
  private volatile boolean isWorthWaiting;

  private volatile boolean hasAnswered;
  private volatile boolean closed;
  private volatile @Nullable LayerStore usable;
  private volatile @Nullable LayerStore opened;
  private volatile @Nullable Thread thread;

  /**
   * @param isPatient whether the store is opened when it is first needed, or some seconds later
   * @param startsEmpty whether what it holds from an earlier run is of no use
   */
  StoreAccess(
      String layer,
      StoreOpener opener,
      boolean isPatient,
      boolean startsEmpty,
      Duration pauseBetweenOpenings,
      Handling handling) {
    this.layer = layer;
    this.opener = opener;
    this.isPatient = isPatient;
    this.startsEmpty = startsEmpty;
    this.mustClear = startsEmpty;
    this.isWorthWaiting = !startsEmpty;
    this.pauseBetweenOpenings = pauseBetweenOpenings;
    this.handling = handling;
  }

  void start() {
    thread = DetachedThread.start("multilayercache-" + layer, this::run);
  }

  /** The layer is used now, so the application has begun. */
  void need() {
    needed.countDown();
  }

  /** The store if it may answer now, or null. */
  @Nullable LayerStore usable() {
    return usable;
  }

  /**
   * The same, once it is known whether it can be opened, or when the time is up. One caller's time
   * at most: a store that missed one invalidation is cleared, and may as well miss the next.
   */
  @Nullable LayerStore awaitUsable(Duration budget) {
    need();
    Duration wait = isWorthWaiting ? budget : Duration.ZERO;
    boolean isKnown = false;
    try {
      isKnown = firstAttempt.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return isKnown ? usable : usableOrCleared();
  }

  /** One that is being opened just now must not answer with what the caller wants forgotten. */
  private synchronized @Nullable LayerStore usableOrCleared() {
    if (usable == null) {
      mustClear = true;
      isWorthWaiting = false;
    }
    return usable;
  }

  /** Whether what was to be forgotten may still be there, for this JVM or the next. */
  boolean owesClearing() {
    if (startsEmpty && !hasAnswered) {
      return false;
    }
    return opened == null ? firstAttempt.getCount() > 0 : usable == null;
  }

  /** The store failed to forget something: it answers nothing until it has forgotten all. */
  void distrust(String reason) {
    synchronized (this) {
      mustClear = true;
      usable = null;
      state = "absent: it failed to forget (" + reason + ") and is to be cleared";
    }
    AgentLog.warnOncePerMinute(
        "forget " + layer,
        "layer %s: an invalidation failed (%s). It answers nothing until it has been cleared."
            .formatted(layer, reason));
    LockSupport.unpark(thread);
  }

  String state() {
    return state;
  }

  private void run() {
    awaitNeed();
    while (!closed) {
      LockSupport.parkNanos(this, round());
    }
  }

  private void awaitNeed() {
    try {
      if (isPatient) {
        needed.await(UNNEEDED.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Does what is due; gives the time until something may be again. */
  private long round() {
    try {
      if (opened == null) {
        keep(opener.open());
      }
      return opened == null ? FOR_LONG : settle(opened);
    } catch (Throwable e) { // whatever it is: without this thread the layer never comes back
      return failed(e);
    } finally {
      firstAttempt.countDown();
    }
  }

  /** One that is opened when the layer has been closed is closed too: nobody else would do it. */
  private void keep(LayerStore store) throws Exception {
    synchronized (this) {
      if (!closed) {
        opened = store;
        return;
      }
    }
    store.close();
  }

  private long settle(LayerStore store) throws Exception {
    boolean emptied = mustClear;
    if (mustClear) {
      mustClear = false; // before: it may become due again meanwhile
      try {
        handling.clear(store);
      } catch (Throwable e) {
        mustClear = true;
        throw e;
      }
    }
    if (publish(store)) {
      firstAttempt.countDown(); // before: to count may take long
      AgentLog.info("layer %s: ready, %s.".formatted(layer, emptied ? "emptied" : count(store)));
    }
    return mustClear ? 0 : FOR_LONG;
  }

  private String count(LayerStore store) {
    try {
      return handling.count(store) + " entries";
    } catch (Exception foreign) {
      return "entries not counted";
    }
  }

  /** Lets the store answer from now on, unless it must be cleared again; whether it did not. */
  private synchronized boolean publish(LayerStore store) {
    if (usable != null || mustClear || closed) {
      return false;
    }
    state = "ready";
    hasAnswered = true;
    usable = store;
    return true;
  }

  private long failed(Throwable e) {
    mustClear = true; // what is invalidated until it is open, it does not hear of
    if (closed) {
      return FOR_LONG;
    }
    boolean opening = opened == null;
    String reason = opening ? reason(e) : e.getClass().getName();
    String absent = "absent: " + reason;
    if (opening && !absent.equals(state)) {
      AgentLog.warn(
          "layer %s: cannot be opened: %s. The application runs without it; tried again every %d s."
              .formatted(layer, reason, pauseBetweenOpenings.toSeconds()));
    }
    state = absent;
    return opening ? pauseBetweenOpenings.toNanos() : PAUSE_BETWEEN_CLEARINGS;
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    if ((e instanceof LayerFailure || e instanceof IOException) && message != null) {
      return message;
    }
    return message == null ? e.getClass().getName() : e.getClass().getName() + ": " + message;
  }

  /** Stops; gives the store, if there is one yet, to be closed. */
  synchronized @Nullable LayerStore close() {
    closed = true;
    usable = null;
    state = "closed";
    needed.countDown();
    LockSupport.unpark(thread);
    return opened;
  }
}
