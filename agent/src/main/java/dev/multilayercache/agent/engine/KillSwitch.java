package dev.multilayercache.agent.engine;

import java.util.concurrent.atomic.AtomicLong;

/** Whether caching is on; on at the start. */
final class KillSwitch {
  private final AtomicLong timesOn = new AtomicLong();
  private volatile boolean on = true;

  boolean isOn() {
    return on;
  }

  void set(boolean on) {
    this.on = on;
    if (on) {
      timesOn.incrementAndGet();
    }
  }

  /** How often somebody has set it on, whether it was off or not. */
  long timesOn() {
    return timesOn.get();
  }
}
