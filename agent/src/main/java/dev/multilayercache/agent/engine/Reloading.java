package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.thread.StackRoom;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call that is to load anew: no layer is read, and no flight joined that is on its
 * way.
 *
 * <p>What layers hold under the key, and what other loads are to bring, is void from the beginning,
 * on all nodes: the value is then the youngest, and whoever comes meanwhile waits for it. To void
 * that only once the value is there would be too late to tell whether somebody else has invalidated
 * the key since the load began. Nothing is read, so neither hit nor miss is counted.
 */
final class Reloading {
  private final String cache;
  private final Storage storage;
  private final Freshness freshness;
  private final SingleFlight flights;
  private final Invalidations invalidations;
  private final Debts debts;
  private final Flight.Ending ending;

  /**
   * @param ending stores what a flight brings
   */
  Reloading(CacheCore core, Invalidations invalidations, Flight.Ending ending) {
    this.cache = core.cache();
    this.storage = core.storage();
    this.freshness = core.freshness();
    this.flights = core.flights();
    this.debts = core.debts();
    this.invalidations = invalidations;
    this.ending = ending;
  }

  /** A flight to be given what the body returns or throws; null if nothing is to be stored. */
  @Nullable Flight enter(LoadRequest request) {
    return enter(request, stamp -> new Flight(request, stamp, ending));
  }

  /** The same with a flight of another kind. */
  @Nullable Flight enter(LoadRequest request, LongFunction<Flight> withStamp) {
    if (!hasStackRoom()) {
      return null;
    }
    boolean isSettled = debts.settle();
    long stamp = invalidations.supersede(new Invalidation.ByKey(cache, request.key().canonical()));
    return isSettled && freshness.mayServe() ? begin(withStamp.apply(stamp)) : null;
  }

  private Flight begin(Flight flight) {
    flights.join(flight, older -> false);
    boolean loads = false;
    try {
      flight.startLoad(storage.claim(flight.request().key()), /* kept= */ null);
      loads = true;
      return flight;
    } finally {
      if (!loads) {
        flight.land(null);
      }
    }
  }

  private static boolean hasStackRoom() {
    try {
      StackRoom.proveForInvalidation();
      return true;
    } catch (StackOverflowError e) {
      return false;
    }
  }
}
