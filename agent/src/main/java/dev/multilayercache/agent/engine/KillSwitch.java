package dev.multilayercache.agent.engine;

/** Whether caching is on; on at the start. */
final class KillSwitch {
  private volatile boolean on = true;

  boolean isOn() {
    return on;
  }

  void set(boolean on) {
    this.on = on;
  }
}
