package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.Flight.Answer;
import dev.multilayercache.agent.engine.Lifespans.Lifespan;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.thread.StackRoom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slow path of a call: lead a flight or follow one.
 *
 * <p>Each call counts once: as a hit of the layer that gave the value, to leader and followers
 * alike, else as a miss. A call without room on its stack is left alone: the end of a call runs at
 * the depth of its beginning, so a flight that took off with room can land. Another error of the
 * virtual machine passes, with no flight left behind; any other failure of ours leaves the call
 * alone.
 */
final class Loading implements Flight.Ending {
  private static final int MOST_ROUNDS = 4;

  private final CacheCore core;
  private final Chain chain;
  private final Storage storage;
  private final Freshness freshness;
  private final Lifespans lifespans;
  private final SingleFlight flights;
  private final Counters counters;
  private final Tags tags;
  private final StaleAnswers staleAnswers;

  Loading(CacheCore core) {
    this.core = core;
    this.chain = core.chain();
    this.storage = core.storage();
    this.freshness = core.freshness();
    this.lifespans = core.lifespans();
    this.flights = core.flights();
    this.counters = core.counters();
    this.tags = core.tags();
    this.staleAnswers = new StaleAnswers(core);
  }

  /** Reference, flight or null, as {@link Calls#enter} promises. */
  @Nullable Object enter(LoadRequest request) {
    if (!mayBegin()) {
      counters.miss();
      return null;
    }
    try {
      return leadOrFollow(request);
    } catch (VirtualMachineError e) {
      counters.miss();
      throw e;
    }
  }

  /** Whether a call may have to do with the cache at all. */
  boolean mayBegin() {
    return hasStackRoom() && core.maySettleAndServe();
  }

  static boolean hasStackRoom() {
    try {
      StackRoom.proveForCall();
      return true;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  private @Nullable Object leadOrFollow(LoadRequest request) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Flight mine = new Flight(request, freshness.stamp(), this);
      Flight current = flights.join(mine, this::isJoinable);
      if (current == mine) {
        return lead(mine);
      }
      Answer early = withoutWaiting(current, request);
      if (early != null) {
        count(early);
        return early.token();
      }
      if (!flights.await(current, request.patience().waitTimeout())) {
        break;
      }
      Answer answer = current.answer();
      if (answer != null && mayShare(current, answer, request)) {
        count(answer);
        return answer.token();
      }
    }
    counters.miss();
    return null;
  }

  /** For who does not wait to the end, if he would have to wait longer. */
  private @Nullable Answer withoutWaiting(Flight flight, LoadRequest request) {
    Duration softTimeout = request.patience().softTimeout();
    return softTimeout == null
            || !softTimeout.equals(request.patience().withLoads(/* hasExpired= */ true))
            || standIn(request) == null // then he waits once, not for this time before the other
            || flight.landsWithin(softTimeout)
        ? null
        : standIn(request);
  }

  private @Nullable Answer standIn(LoadRequest request) {
    return staleAnswers.whileLoading(request, chain.keptHere(request.key()));
  }

  /**
   * A flight that began before an invalidation of its key brings nothing for those who come now;
   * nor does one that landed and is still listed, because taking it off failed: what it brought may
   * have expired since.
   */
  private boolean isJoinable(Flight flight) {
    return !flight.hasLanded()
        && freshness.mayAnswer(flight.ageNanos())
        && freshness.holds(flight.stamp(), flight.request().key(), List.of());
  }

  /** Judged when it is used: the follower may have come after an invalidation by tag. */
  private boolean mayShare(Flight flight, Answer answer, LoadRequest request) {
    return request.accepts(answer.token().getPlain())
        && freshness.mayAnswer(flight.ageNanos())
        && freshness.holds(flight.stamp(), request.key(), answer.tags());
  }

  private void count(Answer answer) {
    if (answer.layer() == Answer.STALE) {
      counters.miss();
      staleAnswers.count();
    } else if (answer.layer() == Answer.LOADED) {
      counters.miss();
    } else {
      counters.hit(answer.layer());
    }
  }

  private @Nullable Object lead(Flight flight) {
    Answer found = null;
    boolean loads = false;
    try {
      Reading reading = chain.read(flight.request(), flight.stamp());
      Entry entry = reading.entry();
      found = entry == null ? staleAnswers.atOnce(flight.request(), reading.expired()) : null;
      if (found != null) {
        reading.leases().release();
        count(found);
        return found.token();
      }
      if (entry == null) {
        flight.startLoad(reading.leases(), reading.expired());
        counters.miss();
        loads = true;
        return flight;
      }
      populate(flight, reading, entry);
      found = new Answer(entry, entry.tags(), reading.layer());
      count(found);
      return found.token();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      counters.miss();
      flight.request().failed("a read", e);
      return null;
    } finally {
      if (!loads) {
        end(flight, found);
      }
    }
  }

  private static void end(Flight flight, @Nullable Answer found) {
    try {
      flight.leases().release();
    } finally {
      flight.land(found);
    }
  }

  void populate(Flight flight, Reading reading, Entry entry) {
    LoadRequest request = flight.request();
    Lifespan lifespan = lifespans.of(entry.value(), request.lifetime());
    storage.populate(request.key(), reading, entry, lifespan, flight.stamp());
  }

  @Override
  public long nowNanos() {
    return freshness.nowNanos();
  }

  /** The same end for flights whose load is counted with another one's. */
  Flight.Ending uncounted() {
    return new UncountedLoad(this);
  }

  @Override
  public @Nullable Answer loaded(Flight flight, @Nullable Object value) {
    return loaded(flight, value, /* isCounted= */ true);
  }

  @Nullable Answer loaded(Flight flight, @Nullable Object value, boolean isCounted) {
    try {
      if (isCounted) {
        count(flight, value);
      }
      return store(flight, value);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      flight.request().failed("storing a value", e);
      return null;
    } finally {
      flight.leases().release();
    }
  }

  private void count(Flight flight, @Nullable Object value) {
    if (value instanceof CachedFailure) {
      counters.loadFailure();
    } else {
      counters.load(flight.loadNanos());
    }
  }

  @Override
  public @Nullable Answer failed(Flight flight, Throwable thrown) {
    try {
      counters.loadFailure();
      return staleAnswers.insteadOf(thrown, flight);
    } finally {
      flight.leases().release();
    }
  }

  @Override
  public @Nullable Answer substitute(Flight flight) {
    return staleAnswers.whileLoading(flight.request(), flight.expired());
  }

  @Override
  public void substituted() {
    staleAnswers.count();
  }

  @Override
  public void landing(Flight flight) {
    flights.remove(flight);
  }

  /** What followers may share: nothing, if the value may not be kept or came too late. */
  private @Nullable Answer store(Flight flight, @Nullable Object value) {
    LoadRequest request = flight.request();
    Storable storable =
        Storable.of(request, value, flight.loadNanos(), flight.stamp(), tags, lifespans);
    if (storable == null || storable.lifespan().isOver()) {
      staleAnswers.giveWay(flight);
    }
    if (storable == null) {
      counters.refusedStore();
      return null;
    }
    Entry entry = storable.entry();
    Lifespan lifespan = storable.lifespan();
    Answer answer = new Answer(entry, entry.tags(), Answer.LOADED);
    if (lifespan.isOver() || !core.isOn().getAsBoolean()) {
      return answer;
    }
    if (freshness.isBeingInvalidated(request.key(), entry.tags())) {
      counters.refusedStore();
      return answer; // they judge it when they use it
    }
    if (storage.store(request.key(), flight.leases(), entry, flight.ageNanos(), lifespan)) {
      return answer;
    }
    counters.refusedStore();
    return null;
  }
}
