package dev.multilayercache.agent.engine;

import java.util.concurrent.atomic.AtomicLong;

/** Whether caching is on; on at the start. Safe for use by any thread. */
final class KillSwitch {
  private final AtomicLong timesOn = new AtomicLong();
  private final Runnable whenSetOn;
  private final Listeners listeners = new Listeners();
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
    listeners.tell();
  }

  /**
   * Has somebody told each time that it has been set, on or off.
   *
   * @param listener held weakly; asks this switch what it is set to
   */
  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** How often somebody has set it on, whether it was off or not. */
  long timesOn() {
    return timesOn.get();
  }
}
