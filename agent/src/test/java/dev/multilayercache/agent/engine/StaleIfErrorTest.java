package dev.multilayercache.agent.engine;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.layer.Endurance;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.Background.Call;
import dev.multilayercache.agent.testing.FakeClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cache whose entries may stand in for failed loads for a minute past their end. */
@Timeout(60)
class StaleIfErrorTest {
  private static final Duration KEPT_FOR = Duration.ofMinutes(1);
  private static final Duration MILLI = Duration.ofMillis(1);

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer layer = new CaffeineLayer("local", 1_000, clock);
  private final EngineFixture engine = engine(new Generations());
  private final AtomicInteger loads = new AtomicInteger();

  private EngineFixture engine(Generations generations) {
    return new EngineFixture(clock, generations, new Endurance(1, KEPT_FOR), layer);
  }

  @AfterEach
  void close() {
    layer.close();
  }

  private Object failing() throws IOException {
    loads.incrementAndGet();
    throw new IOException("source");
  }

  private Object loadThatFails() throws IOException {
    return engine.load("key", this::failing, "tag");
  }

  @BeforeEach
  void an_entry_is_loaded() {
    engine.load("key", () -> "old", "tag");
  }

  @Nested
  class BeforeItsEnd {
    @Test
    void it_is_a_hit() {
      clock.advance(EngineFixture.TTL.minus(MILLI));

      assertEquals("old", engine.load("key", () -> "new"));
      assertEquals(1, engine.cache.statistics().hits());
    }
  }

  @Nested
  class PastItsEnd {
    @BeforeEach
    void it_expires() {
      clock.advance(EngineFixture.TTL);
    }

    @Test
    void it_answers_if_the_load_fails() throws Exception {
      assertEquals("old", loadThatFails());
      assertEquals(1, loads.get());
    }

    @Test
    void it_gives_way_to_what_is_loaded() {
      assertEquals("new", engine.load("key", () -> "new"));
      assertEquals("new", engine.get("key"));
    }

    @Test
    void it_gives_way_to_a_value_that_lives_for_no_time() {
      Lifetime noNulls = new Lifetime(EngineFixture.TTL, Map.of(), Duration.ZERO);

      assertNull(engine.cache.getOrLoad("key", noNulls, List.of(), () -> null));

      assertThrows(IOException.class, StaleIfErrorTest.this::loadThatFails);
    }

    @Test
    void it_gives_way_to_a_value_that_may_not_be_stored() {
      Keeper none = (value, loadNanos) -> null;

      assertEquals(
          "new",
          engine.cache.getOrLoad("key", EngineFixture.LIFETIME, none, found -> {}, () -> "new"));

      assertThrows(IOException.class, StaleIfErrorTest.this::loadThatFails);
    }

    @Test
    void it_is_told_to_who_asks() {
      assertEquals(
          "products: ended in local, may answer for 60 s more if its load fails.",
          engine.cache.explain("key"));
    }

    @Test
    void it_is_not_told_once_it_is_invalidated() {
      engine.invalidate("key");

      assertEquals("products: not in local.", engine.cache.explain("key"));
    }

    @Test
    void it_is_no_entry_for_those_who_only_read() {
      assertNull(engine.get("key"));
    }

    @Test
    void its_answer_is_a_miss_a_failure_and_a_stale_hit() throws Exception {
      loadThatFails();

      CacheStatistics statistics = engine.cache.statistics();
      assertEquals(0, statistics.hits());
      assertEquals(2, statistics.misses());
      assertEquals(1, statistics.loadFailures());
      assertEquals(1, statistics.staleHits());
    }

    @Test
    void its_answer_is_forgotten_by_a_reset_of_the_statistics() throws Exception {
      loadThatFails();

      engine.cache.resetStatistics();

      assertEquals(0, engine.cache.statistics().staleHits());
    }

    @Test
    void it_answers_at_once_for_a_while_after_a_failure() throws Exception {
      loadThatFails();
      clock.advance(StaleAnswers.PAUSE.minus(MILLI));

      assertEquals("old", loadThatFails());
      assertEquals(1, loads.get());
      assertEquals(2, engine.cache.statistics().staleHits());
      assertEquals(3, engine.cache.statistics().misses());
    }

    @Test
    void a_load_is_tried_again_after_that() throws Exception {
      loadThatFails();
      clock.advance(StaleAnswers.PAUSE);

      assertEquals("old", loadThatFails());
      assertEquals(2, loads.get());
    }

    @Test
    void it_answers_no_longer_than_it_is_kept() {
      clock.advance(KEPT_FOR);

      assertThrows(IOException.class, StaleIfErrorTest.this::loadThatFails);
    }

    @Test
    void it_stays_in_the_layer_until_then() throws Exception {
      layer.prune();
      assertEquals("old", loadThatFails());

      clock.advance(KEPT_FOR);
      assertEquals(1, layer.prune());
    }

    @Test
    void it_is_not_given_to_who_cannot_use_it() {
      Flight flight =
          (Flight)
              engine
                  .cache
                  .calls()
                  .enter(engine.request("key", Integer.class, v -> java.util.List.of()));
      flight.accept(null, new IOException());

      assertNull(flight.get());
    }

    static Stream<Throwable> failuresThatStand() {
      return Stream.of(
          new StackOverflowError(), new NoClassDefFoundError(), new InterruptedException());
    }

    @ParameterizedTest
    @MethodSource("failuresThatStand")
    void it_does_not_hide_an_error_or_an_interruption(Throwable failure) {
      Throwable thrown =
          assertThrows(
              Throwable.class,
              () ->
                  engine.load(
                      "key",
                      () -> {
                        throw failure;
                      }));

      assertSame(failure, thrown);
      assertEquals(0, engine.cache.statistics().staleHits());
    }

    @Test
    void followers_share_its_answer() throws Exception {
      CountDownLatch loading = new CountDownLatch(1);
      CountDownLatch mayFail = new CountDownLatch(1);
      Call<Object> leader =
          Background.run(
              () ->
                  engine.load(
                      "key",
                      () -> {
                        loading.countDown();
                        reach(mayFail);
                        return failing();
                      }));
      reach(loading);
      Call<Object> follower = Background.run(StaleIfErrorTest.this::loadThatFails).untilItWaits();

      mayFail.countDown();

      assertEquals("old", leader.result());
      assertEquals("old", follower.result());
      assertEquals(1, loads.get());
      assertEquals(2, engine.cache.statistics().staleHits());
    }
  }

  @Nested
  class OnceInvalidated {
    static Stream<Consumer<EngineFixture>> invalidations() {
      return Stream.of(
          engine -> engine.invalidate("key"),
          engine -> engine.invalidateTags("tag"),
          engine -> engine.invalidatePattern("k*"),
          EngineFixture::invalidateAll);
    }

    @ParameterizedTest
    @MethodSource("invalidations")
    void before_its_end_it_never_answers(Consumer<EngineFixture> invalidate) {
      invalidate.accept(engine);
      clock.advance(EngineFixture.TTL);

      assertThrows(IOException.class, StaleIfErrorTest.this::loadThatFails);
    }

    @ParameterizedTest
    @MethodSource("invalidations")
    void past_its_end_it_never_answers(Consumer<EngineFixture> invalidate) {
      clock.advance(EngineFixture.TTL);
      invalidate.accept(engine);

      assertThrows(IOException.class, StaleIfErrorTest.this::loadThatFails);
    }

    @ParameterizedTest
    @MethodSource("invalidations")
    void while_its_load_runs_it_does_not_answer(Consumer<EngineFixture> invalidate) {
      clock.advance(EngineFixture.TTL);

      assertThrows(
          IOException.class,
          () ->
              engine.load(
                  "key",
                  () -> {
                    invalidate.accept(engine);
                    return failing();
                  }));
    }

    @ParameterizedTest
    @MethodSource("invalidations")
    void while_it_answers_at_once_a_load_is_tried(Consumer<EngineFixture> invalidate)
        throws Exception {
      clock.advance(EngineFixture.TTL);
      loadThatFails();
      invalidate.accept(engine);

      assertThrows(IOException.class, StaleIfErrorTest.this::loadThatFails);
      assertEquals(2, loads.get());
    }

    @Test
    void another_key_of_many_does_not_matter_to_it() throws Exception {
      for (int i = 0; i < 20_000; i++) { // more than there are stripes of keys
        engine.invalidate("other " + i);
      }
      clock.advance(EngineFixture.TTL);

      assertEquals("old", loadThatFails());
    }
  }

  @Nested
  class OnANodeThatDoesNotKnowWhatOthersInvalidate {
    @Test
    void it_does_not_answer() {
      EngineFixture cutOff = engine(Generations.leased());
      cutOff.load("key", () -> "old");
      clock.advance(EngineFixture.TTL);

      assertThrows(IOException.class, () -> cutOff.load("key", StaleIfErrorTest.this::failing));
    }
  }
}
