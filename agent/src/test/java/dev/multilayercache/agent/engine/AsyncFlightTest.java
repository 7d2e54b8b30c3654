package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AsyncFlightTest {
  private final FakeClock clock = new FakeClock();
  private final List<Long> loads = new ArrayList<>();
  private final List<Runnable> stores = new ArrayList<>();

  private final Flight.Ending ending =
      new Flight.Ending() {
        @Override
        public Flight.@Nullable Answer loaded(Flight flight, @Nullable Object value) {
          loads.add(flight.loadNanos());
          return null;
        }

        @Override
        public Flight.@Nullable Answer failed(Flight flight, Throwable thrown) {
          return null;
        }

        @Override
        public Flight.@Nullable Answer substitute(Flight flight) {
          return null;
        }

        @Override
        public void substituted() {}

        @Override
        public long nowNanos() {
          return clock.getAsLong();
        }

        @Override
        public void landing(Flight flight) {}
      };

  @Test
  void takes_a_load_for_as_long_as_it_took_however_late_it_is_stored() {
    AsyncFlight flight =
        new AsyncFlight(
            new LoadRequest(
                new Key("products", "k", "k"),
                EngineFixture.LIFETIME,
                Object.class,
                /* acceptsNull= */ true,
                Patience.USUAL,
                (value, loadNanos) -> Keeping.tagged(List.of())),
            /* stamp= */ 0,
            ending,
            stores::add,
            /* takesAWhile= */ true);
    flight.startLoad(new Leases(List.of()), /* kept= */ null);
    clock.advance(Duration.ofMillis(5));

    flight.accept("value", null);
    clock.advance(Duration.ofMillis(70));
    stores.forEach(Runnable::run);

    assertEquals(List.of(Duration.ofMillis(5).toNanos()), loads);
  }
}
