package dev.multilayercache.agent.engine;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.layer.Endurance;
import dev.multilayercache.agent.layer.EnduringEntry;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.Background.Call;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cache whose entries, which live 300 seconds, are loaded anew after 240. */
@Timeout(60)
class RefreshAheadTest {
  private static final Duration DUE = Duration.ofSeconds(240);
  private static final Duration MILLI = Duration.ofMillis(1);

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer layer = new CaffeineLayer("local", 1_000, clock);
  private final RecordingLayer far = new RecordingLayer("far", clock).shared();
  private final EngineFixture engine =
      new EngineFixture(clock, new Generations(), new Endurance(0.8, Duration.ZERO), layer, far);
  private final AtomicInteger loads = new AtomicInteger();

  @AfterEach
  void close() {
    layer.close();
  }

  @BeforeEach
  void an_entry_is_loaded() {
    engine.load("key", () -> "old", "tag");
  }

  private EnduringEntry hit() {
    return (EnduringEntry) engine.cache.calls().probe("key", Object.class, true);
  }

  private boolean isDue() {
    return engine.cache.calls().refreshAhead().isDue(hit());
  }

  private void reload(Loader<?> body) {
    LoadRequest request = engine.request("key", Object.class, value -> List.of("tag"));
    engine.cache.calls().refreshAhead().reload(request, hit(), end -> run(body, end));
  }

  private static void run(Loader<?> body, BiConsumer<Object, Throwable> end) {
    Object value;
    try {
      value = body.load();
    } catch (Throwable e) {
      end.accept(null, e);
      return;
    }
    end.accept(value, null);
  }

  private Object answer() {
    return engine.probe("key").orElseThrow();
  }

  @Nested
  class AHit {
    @Test
    void before_the_time_asks_for_no_reload() {
      clock.advance(DUE.minus(MILLI));

      assertFalse(isDue());
    }

    @Test
    void at_the_time_asks_for_one() {
      clock.advance(DUE);

      assertTrue(isDue());
    }

    @Test
    void after_the_first_asks_for_none() {
      clock.advance(DUE);
      assertTrue(isDue());

      assertFalse(isDue());
    }

    @Test
    void past_the_time_is_a_hit_like_any_other() {
      clock.advance(DUE);

      assertEquals("old", answer());
      assertEquals(1, engine.cache.statistics().hits());
    }

    @Test
    void past_the_end_is_none() {
      clock.advance(EngineFixture.TTL);

      assertNull(engine.probe("key"));
    }
  }

  @Nested
  class AReload {
    @BeforeEach
    void is_due() {
      clock.advance(DUE);
      assertTrue(isDue());
    }

    @Test
    void puts_a_new_value_in_the_place_of_the_old_one_in_all_layers() {
      reload(() -> "new");

      assertEquals("new", answer());
      assertEquals("new", far.held(EngineFixture.CACHE, "key").value());
    }

    @Test
    void begins_a_whole_life() {
      reload(() -> "new");
      clock.advance(DUE.minus(MILLI));
      assertFalse(isDue());

      clock.advance(MILLI);
      assertTrue(isDue());
    }

    @Test
    void leaves_the_old_value_to_answer_meanwhile() throws Exception {
      CountDownLatch loading = new CountDownLatch(1);
      CountDownLatch mayEnd = new CountDownLatch(1);
      Call<Object> reload =
          Background.run(
              () -> {
                reload(
                    () -> {
                      loading.countDown();
                      reach(mayEnd);
                      return "new";
                    });
                return null;
              });
      reach(loading);

      assertEquals("old", answer());
      mayEnd.countDown();
      reload.result();
      assertEquals("new", answer());
    }

    @Test
    void is_followed_by_who_finds_the_old_value_expired() throws Exception {
      CountDownLatch loading = new CountDownLatch(1);
      CountDownLatch mayEnd = new CountDownLatch(1);
      Call<Object> reload =
          Background.run(
              () -> {
                reload(
                    () -> {
                      loading.countDown();
                      reach(mayEnd);
                      return "new";
                    });
                return null;
              });
      reach(loading);
      clock.advance(EngineFixture.TTL.minus(DUE));
      Call<Object> caller =
          Background.run(() -> engine.load("key", loads::incrementAndGet)).untilItWaits();

      mayEnd.countDown();

      assertEquals("new", caller.result());
      assertEquals(0, loads.get());
      reload.result();
    }

    @Test
    void is_a_load_and_no_read() {
      long misses = engine.cache.statistics().misses();

      reload(() -> "new");

      assertEquals(misses, engine.cache.statistics().misses());
      assertEquals(2, engine.cache.statistics().loads());
    }

    @Test
    void takes_what_another_node_has_loaded_instead() {
      Entry newer =
          new Entry("newer", List.of("tag"), clock.in(EngineFixture.TTL), 0)
              .enduring(clock.in(DUE), clock.in(EngineFixture.TTL));
      far.answerReloads(new Lookup.Hit(newer));

      reload(loads::incrementAndGet);

      assertEquals("newer", answer());
      assertEquals(0, loads.get());
    }

    @Test
    void is_left_to_another_node_that_loads_and_looked_for_a_second_later() {
      far.answerReloads(new Lookup.Elsewhere());

      reload(loads::incrementAndGet);

      assertEquals(0, loads.get());
      assertFalse(isDue());
      clock.advance(Duration.ofSeconds(1));
      assertTrue(isDue());
    }

    @Test
    void does_not_begin_while_the_key_is_being_loaded() {
      Flight flight = (Flight) engine.cache.calls().enter(engine.request("other"));
      LoadRequest request = engine.request("other");

      engine.cache.calls().refreshAhead().reload(request, hit(), end -> loads.incrementAndGet());

      assertEquals(0, loads.get());
      flight.accept("value", null);
    }

    @Test
    void that_could_not_begin_is_tried_again_a_second_later() {
      Flight flight = (Flight) engine.cache.calls().enter(engine.request("other"));
      EnduringEntry present = hit();
      LoadRequest other = engine.request("other");

      engine.cache.calls().refreshAhead().reload(other, present, end -> loads.incrementAndGet());

      assertFalse(isDue());
      clock.advance(Duration.ofSeconds(1));
      assertTrue(isDue());
      flight.accept("value", null);
    }

    @Test
    void that_fails_leaves_the_old_value_and_is_tried_again_after_a_while() {
      reload(
          () -> {
            throw new IOException("source");
          });

      assertEquals("old", answer());
      assertFalse(isDue());
      clock.advance(StaleAnswers.PAUSE);
      assertTrue(isDue());
    }

    @Test
    void that_fails_is_no_stale_answer() {
      reload(
          () -> {
            throw new IOException("source");
          });

      assertEquals(0, engine.cache.statistics().staleHits());
      assertEquals(1, engine.cache.statistics().loadFailures());
    }

    @Test
    void keeps_no_lease_when_it_fails() {
      reload(
          () -> {
            throw new IOException("source");
          });

      assertEquals(List.of(), far.openLeases(EngineFixture.CACHE));
    }

    @Test
    void that_is_given_up_leaves_the_old_value_and_no_flight_or_lease() {
      LoadRequest request = engine.request("key");

      engine.cache.calls().refreshAhead().reload(request, hit(), end -> {});

      assertEquals("old", answer());
      assertEquals(0, engine.cache.statistics().loadFailures());
      assertEquals(List.of(), far.openLeases(EngineFixture.CACHE));
      reload(() -> "new");
      assertEquals("new", answer());
    }

    @Test
    void whose_end_fails_in_us_leaves_no_flight_or_lease() {
      LoadRequest request = engine.request("key");
      IllegalStateException ours = new IllegalStateException();

      assertSame(
          ours,
          assertThrows(
              IllegalStateException.class,
              () ->
                  engine
                      .cache
                      .calls()
                      .refreshAhead()
                      .reload(
                          request,
                          hit(),
                          end -> {
                            throw ours;
                          })));
      assertEquals(List.of(), far.openLeases(EngineFixture.CACHE));
      reload(() -> "new");
      assertEquals("new", answer());
    }

    static Stream<Consumer<EngineFixture>> invalidations() {
      return Stream.of(
          engine -> engine.invalidate("key"),
          engine -> engine.invalidateTags("tag"),
          engine -> engine.invalidatePattern("k*"),
          EngineFixture::invalidateAll);
    }

    @ParameterizedTest
    @MethodSource("invalidations")
    void that_an_invalidation_overtakes_stores_nothing(Consumer<EngineFixture> invalidate) {
      reload(
          () -> {
            invalidate.accept(engine);
            return "read before";
          });

      assertNull(engine.probe("key"));
      assertNull(engine.get("key"));
    }
  }

  @Nested
  class ACopyOfWhatAFartherLayerHolds {
    @Test
    void is_due_when_the_original_is() {
      engine
          .cache
          .forgetting()
          .here(new dev.multilayercache.agent.coherence.Invalidation.All(null));
      clock.advance(Duration.ofSeconds(200));
      assertEquals("old", engine.get("key"));

      clock.advance(Duration.ofSeconds(40).minus(MILLI));
      assertFalse(isDue());
      clock.advance(MILLI);
      assertTrue(isDue());
    }

    @Test
    void is_a_hit_until_its_original_expires() {
      engine
          .cache
          .forgetting()
          .here(new dev.multilayercache.agent.coherence.Invalidation.All(null));
      clock.advance(Duration.ofSeconds(200));
      engine.get("key");

      clock.advance(Duration.ofSeconds(100).minus(MILLI));
      assertEquals(Optional.of("old"), engine.probe("key"));
      clock.advance(MILLI);
      assertNull(engine.probe("key"));
      assertNotNull(engine.cache);
    }
  }
}
