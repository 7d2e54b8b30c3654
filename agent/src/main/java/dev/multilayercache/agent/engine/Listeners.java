package dev.multilayercache.agent.engine;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** Those who are to be told of a change, held weakly. Safe for use by any thread. */
public final class Listeners {
  private final Set<Runnable> listeners = Collections.newSetFromMap(new WeakHashMap<>());

  /**
   * One more.
   *
   * @param listener asks what has changed
   */
  public synchronized void add(Runnable listener) {
    listeners.add(listener);
  }

  /** Tells all of them, though one fails: what is not told goes on as it was. */
  public void tell() {
    Throwable failure = null;
    for (Runnable each : present()) {
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

  private synchronized List<Runnable> present() {
    return List.copyOf(listeners);
  }
}
