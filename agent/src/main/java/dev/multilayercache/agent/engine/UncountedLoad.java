package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.Flight.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a flight whose key is one of several that a body loads anew, and not the first: the body is
 * counted with that. Nothing stands in for what is loaded anew.
 */
record UncountedLoad(Loading loading) implements Flight.Ending {
  @Override
  public @Nullable Answer loaded(Flight flight, @Nullable Object value) {
    return loading.loaded(flight, value, /* isCounted= */ false);
  }

  @Override
  public @Nullable Answer failed(Flight flight, Throwable thrown) {
    flight.leases().release();
    return null;
  }

  @Override
  public @Nullable Answer substitute(Flight flight) {
    return null;
  }

  @Override
  public void substituted() {}

  @Override
  public long nowNanos() {
    return loading.nowNanos();
  }

  @Override
  public void landing(Flight flight) {
    loading.landing(flight);
  }
}
