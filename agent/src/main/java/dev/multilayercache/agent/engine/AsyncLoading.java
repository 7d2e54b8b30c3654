package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.AsyncFlight.Brought;
import dev.multilayercache.agent.engine.Flight.Answer;
import dev.multilayercache.agent.layer.Entry;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The slow path of a call whose result is still to come when its method returns: lead a flight or
 * join one, and wait for nobody, neither in this JVM nor in the cluster.
 *
 * <p>A flight is joined only while nothing at all was invalidated since it began: its value's tags
 * are not known yet, and who joined can do nothing but take what it brings. So is one that has
 * taken longer than calls wait for a load: the next call takes its place, and the value that brings
 * is for those, too, who joined the first. Each call counts once, as in {@link Loading}.
 */
final class AsyncLoading {
  private final Loading loading;
  private final Chain chain;
  private final Freshness freshness;
  private final SingleFlight flights;
  private final Counters counters;
  private final Executor stores;
  private final boolean isShared;

  AsyncLoading(CacheCore core, Loading loading, Executor stores) {
    this.chain = core.chain();
    this.freshness = core.freshness();
    this.flights = core.flights();
    this.counters = core.counters();
    this.loading = loading;
    this.stores = stores;
    this.isShared = chain.regions().stream().anyMatch(IsolatedRegion::isShared);
  }

  /** As {@link Calls#enterWithoutWaiting} promises. */
  @Nullable Object enter(LoadRequest request) {
    if (!loading.mayBegin()) {
      counters.miss();
      return null;
    }
    try {
      AsyncFlight mine = flight(request, freshness.stamp());
      Flight current = flights.join(mine, flight -> isJoined(flight, mine));
      return current instanceof AsyncFlight other && other != mine ? join(other) : lead(mine);
    } catch (VirtualMachineError e) {
      counters.miss();
      throw e;
    }
  }

  /** One that has not taken off. */
  AsyncFlight flight(LoadRequest request, long stamp) {
    return new AsyncFlight(request, stamp, loading, stores, isShared);
  }

  /** If not, the other one gives way. */
  private boolean isJoined(Flight flight, AsyncFlight mine) {
    if (isJoinable(flight, mine.request())) {
      return true;
    }
    if (flight instanceof AsyncFlight other && flights.isOverdue(other)) {
      mine.takePlaceOf(other);
    }
    return false;
  }

  private boolean isJoinable(Flight flight, LoadRequest request) {
    return flight instanceof AsyncFlight async
        && !async.isInBody()
        && !async.isAlone()
        && !async.hasLanded()
        && !flights.isOverdue(async)
        && request.accepts(async.request())
        && freshness.stamp() == async.stamp()
        && freshness.mayAnswer(async.ageNanos());
  }

  /** A future of the caller's own: whatever becomes of it, the others have theirs. */
  private CompletableFuture<@Nullable Object> join(AsyncFlight flight) {
    CompletableFuture<@Nullable Object> own = new CompletableFuture<>();
    var unused =
        flight
            .brought()
            .whenComplete(
                (brought, thrown) -> {
                  try {
                    count(brought);
                  } finally {
                    complete(own, brought, thrown); // he must not wait for ever
                  }
                });
    return own;
  }

  private static void complete(
      CompletableFuture<@Nullable Object> own,
      @Nullable Brought brought,
      @Nullable Throwable thrown) {
    if (brought == null) {
      own.completeExceptionally(Objects.requireNonNull(thrown));
    } else if (brought.value() instanceof CachedFailure failure) {
      own.completeExceptionally(failure.thrown());
    } else {
      own.complete(brought.value());
    }
  }

  private void count(@Nullable Brought brought) {
    if (brought == null || brought.layer() == Answer.LOADED) {
      counters.miss();
    } else {
      counters.hit(brought.layer());
    }
  }

  /** Whatever fails in reading, the flight goes on: those who joined wait for the body. */
  private @Nullable Object lead(AsyncFlight flight) {
    Answer found = null;
    try {
      Reading reading = chain.readWithoutWaiting(flight.request(), flight.stamp());
      Entry entry = reading.entry();
      if (entry == null) {
        flight.startLoad(reading.leases(), /* kept= */ null);
      } else {
        found = new Answer(entry, entry.tags(), reading.layer());
        loading.populate(flight, reading, entry);
      }
    } catch (VirtualMachineError e) {
      // no room to say so
    } catch (Throwable e) {
      flight.request().failed("a read", e);
    }
    if (found == null) {
      counters.miss();
      return flight;
    }
    counters.hit(found.layer());
    flight.landWith(found);
    return found.token();
  }
}
