package dev.multilayercache.agent.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which thread waits for which flight, over all caches, so that no two wait for each other.
 *
 * <p>A wait is published before the graph is walked: of threads that close a cycle together, the
 * last to publish sees it whole, and does not wait.
 */
final class Waits {
  private final Map<Thread, Flight> flights = new ConcurrentHashMap<>();

  /** Publishes that this thread waits; false, and nothing published, if that closed a cycle. */
  boolean begin(Flight flight) {
    Thread self = Thread.currentThread();
    boolean mayWait = false;
    try {
      flights.put(self, flight);
      mayWait = !leadsTo(self, flight);
      return mayWait;
    } finally {
      if (!mayWait) {
        flights.remove(self);
      }
    }
  }

  void end() {
    flights.remove(Thread.currentThread());
  }

  private boolean leadsTo(Thread self, Flight first) {
    @Nullable Flight flight = first;
    // Each thread waits for one flight at most, so a longer walk goes round a cycle without us.
    for (int steps = flights.size(); flight != null && steps >= 0; steps--) {
      Thread owner = flight.owner();
      if (owner == self) {
        return true;
      }
      flight = owner == null ? null : flights.get(owner);
    }
    return false;
  }
}
