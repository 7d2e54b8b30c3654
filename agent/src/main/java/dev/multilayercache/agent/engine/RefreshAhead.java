package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.Flight.Answer;
import dev.multilayercache.agent.layer.EnduringEntry;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.log.AgentLog;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads keys of one cache anew before their entries expire, in the background.
 *
 * <p>It is a flight like any other: who misses meanwhile follows it, an invalidation voids what it
 * brings, and it does not begin while another one is on its way. It is no read and counts as none.
 */
public final class RefreshAhead {
  /** After which the layers are looked at again if another node loads. */
  private static final Duration RECHECK = Duration.ofSeconds(1);

  private final String cache;
  private final Chain chain;
  private final Freshness freshness;
  private final SingleFlight flights;
  private final Loading loading;

  RefreshAhead(CacheCore core, Loading loading) {
    this.cache = core.cache();
    this.chain = core.chain();
    this.freshness = core.freshness();
    this.flights = core.flights();
    this.loading = loading;
  }

  /** Lets one caller reload an entry that answered, if it is time; for a while no other one. */
  public boolean isDue(EnduringEntry answer) {
    return answer.takeReload(freshness.nowNanos());
  }

  /** Cannot be done now. */
  public void postpone(EnduringEntry present) {
    present.holdBackUntil(freshness.nowNanos() + RECHECK.toNanos());
  }

  /**
   * Takes what another node has loaded, else runs the body and stores what it gives.
   *
   * @param body runs it, and is given what is to be told how that ended; if it tells nothing, the
   *     reload is given up
   */
  public void reload(
      LoadRequest request,
      EnduringEntry present,
      Consumer<BiConsumer<@Nullable Object, @Nullable Throwable>> body) {
    Flight flight = new Flight(request, freshness.stamp(), loading);
    if (!loading.mayBegin() || flights.join(flight, other -> !other.hasLanded()) != flight) {
      postpone(present); // the other one may have stored this very entry, and not landed yet
      return;
    }
    Answer found = null;
    boolean loads = false;
    try {
      Reading reading = chain.recheck(request, flight.stamp());
      Entry newer = reading == null ? null : reading.entry();
      if (reading == null) {
        postpone(present);
      } else if (newer == null) {
        flight.startLoad(reading.leases(), present);
        loads = true;
      } else {
        loading.populate(flight, reading, newer);
        found = new Answer(newer, newer.tags(), reading.layer());
      }
    } finally {
      if (!loads) {
        flight.land(found);
      }
    }
    if (loads) {
      load(flight, body);
    }
  }

  private void load(
      Flight flight, Consumer<BiConsumer<@Nullable Object, @Nullable Throwable>> body) {
    try {
      body.accept((value, thrown) -> end(flight, value, thrown));
    } finally {
      flight.giveUp();
    }
  }

  private void end(Flight flight, @Nullable Object value, @Nullable Throwable thrown) {
    flight.accept(value, thrown);
    if (thrown != null) {
      warn(thrown);
    }
  }

  private void warn(Throwable thrown) {
    AgentLog.warnOncePerMinute(
        "reload " + cache,
        "cache %s: a reload in the background failed (%s). The present value answers until it expires."
            .formatted(cache, thrown.getClass().getName()));
  }
}
