package dev.multilayercache.agent.engine;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Whether caching is on; on at the start. Safe for use by any thread. */
final class KillSwitch {
  private final AtomicLong timesOn = new AtomicLong();
  private final Runnable whenSetOn;
  private final Set<Runnable> listeners = Collections.newSetFromMap(new WeakHashMap<>());
  private volatile boolean on = true;

  KillSwitch() {
    this(() -> {});
  }

  /**
   * @param whenSetOn told each time that somebody has set it on
   */
  KillSwitch(Runnable whenSetOn) {
    this.whenSetOn = whenSetOn;
  }

  boolean isOn() {
    return on;
  }

  void set(boolean on) {
    this.on = on;
    if (on) {
      timesOn.incrementAndGet();
      whenSetOn.run();
    }
    tell(listeners());
  }

  /** All of them, though one fails: what is not told goes on as it was. */
  private static void tell(List<Runnable> listeners) {
    Throwable failure = null;
    for (Runnable each : listeners) {
      try {
        each.run();
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw new IllegalStateException("a call site did not follow", failure);
    }
  }

  /**
   * Has somebody told each time that it has been set, on or off.
   *
   * @param listener held weakly; asks this switch what it is set to
   */
  synchronized void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private synchronized List<Runnable> listeners() {
    return List.copyOf(listeners);
  }

  /** How often somebody has set it on, whether it was off or not. */
  long timesOn() {
    return timesOn.get();
  }
}
