package dev.multilayercache.agent.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread load a key while others wait for its result.
 *
 * <p>A follower waits at most so long; then it takes the flight off the map, so that nobody else
 * waits for it, and loads for itself. A thread never waits for itself, nor in a cycle of threads.
 * After singleflight in golang/groupcache.
 */
final class SingleFlight {
  private static final int MANY_FLIGHTS = 10_000;

  private final Map<Object, Flight> flights = new ConcurrentHashMap<>();
  private final Waits waits;
  private final long waitNanos;
  private final AtomicLong lastDropNanos = new AtomicLong(System.nanoTime());

  SingleFlight(Waits waits, long waitNanos) {
    this.waits = waits;
    this.waitNanos = waitNanos;
  }

  /**
   * Takes off with a flight, or gives the one that is already on its way for that key.
   *
   * @param joinable whether a flight may still be joined; if not, this one takes its place
   */
  Flight join(Flight flight, Predicate<Flight> joinable) {
    if (flights.size() >= MANY_FLIGHTS) {
      dropLost();
    }
    Object key = flight.request().key().local();
    try {
      return flights.compute(key, (same, old) -> old != null && joinable.test(old) ? old : flight);
    } catch (Throwable e) {
      remove(flight); // the map may lack memory to count what it has taken in
      throw e;
    }
  }

  /**
   * Waits for a flight to land.
   *
   * @param timeout null is the usual one
   * @return false if it did not land in time; at once if the caller may not wait, or waiting could
   *     not end well
   */
  boolean await(Flight flight, @Nullable Duration timeout) {
    if (flight.owner() == Thread.currentThread()) {
      dropIfOverdue(flight);
      return false;
    }
    long nanos = timeout == null ? waitNanos : timeout.toNanos();
    if (nanos <= 0 || !waits.begin(flight)) {
      return false;
    }
    try {
      if (flight.awaitLanding(nanos)) {
        return true;
      }
      remove(flight);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waits.end();
    }
  }

  void remove(Flight flight) {
    flights.remove(flight.request().key().local(), flight);
  }

  /**
   * A thread that finds its own flight recurses, or lost the flight's end to a stack overflow: then
   * the key must not stay uncached for ever.
   */
  private void dropIfOverdue(Flight own) {
    if (isOverdue(own)) {
      remove(own);
    }
  }

  /** Flights whose end was lost must not add up. At most once per time to wait: it looks at all. */
  private void dropLost() {
    long now = System.nanoTime();
    long before = lastDropNanos.get();
    if (now - before > waitNanos && lastDropNanos.compareAndSet(before, now)) {
      flights.values().removeIf(this::isOverdue);
    }
  }

  boolean isOverdue(Flight flight) {
    return flight.ageNanos() > waitNanos;
  }
}
