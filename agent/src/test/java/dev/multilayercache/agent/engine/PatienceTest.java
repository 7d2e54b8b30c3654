package dev.multilayercache.agent.engine;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.Background.Call;
import dev.multilayercache.agent.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In an engine whose calls wait for five minutes if nobody says otherwise. */
@Timeout(60)
class PatienceTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(5);

  @Nested
  class ACallOfAKeyThatAnotherThreadLoads {
    private final FakeClock clock = new FakeClock();
    private final CaffeineLayer layer = new CaffeineLayer("local", 1_000, clock);
    private final EngineFixture engine =
        new EngineFixture(
            clock,
            new EngineOptions(true, Duration.ofSeconds(10), LONG),
            EngineFixture.LIFETIME,
            layer);
    private final CountDownLatch loading = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private Call<Object> leader;

    @BeforeEach
    void begin_to_load() throws Exception {
      leader =
          Background.run(
              () ->
                  engine.load(
                      "key",
                      () -> {
                        loading.countDown();
                        reach(mayEnd);
                        return "value";
                      }));
      reach(loading);
    }

    @AfterEach
    void end() throws Exception {
      mayEnd.countDown();
      leader.result();
      layer.close();
    }

    private Object enter(Patience patience) {
      return engine
          .cache
          .calls()
          .enter(
              new LoadRequest(
                  new Key(EngineFixture.CACHE, "key", "key"),
                  EngineFixture.LIFETIME,
                  Object.class,
                  /* acceptsNull= */ true,
                  patience,
                  (value, loadNanos) -> Keeping.tagged(List.of())));
    }

    @Test
    void is_left_alone_when_its_own_time_is_over() {
      assertNull(enter(new Patience(SHORT, null)));
    }

    @Test
    void is_left_alone_at_once_if_it_does_not_wait() {
      assertNull(enter(Patience.NONE));
    }

    @Test
    void does_not_wait_for_its_soft_timeout_where_nothing_may_stand_in() {
      assertNull(enter(new Patience(Duration.ZERO, LONG)));
      assertNull(enter(new Patience(SHORT, LONG)));
    }

    @Test
    void counts_as_a_miss_then() {
      enter(Patience.NONE);

      assertEquals(2, engine.cache.statistics().misses());
    }
  }

  @Test
  void another_nodes_load_is_waited_for_as_long_as_another_threads() {
    assertEquals(LONG, new Patience(LONG, SHORT).withLoads(/* hasExpired= */ false));
  }

  @Test
  void another_nodes_load_is_waited_for_no_longer_than_the_soft_timeout_beside_an_expired_entry() {
    assertEquals(SHORT, new Patience(LONG, SHORT).withLoads(/* hasExpired= */ true));
    assertEquals(SHORT, new Patience(SHORT, LONG).withLoads(/* hasExpired= */ true));
    assertEquals(SHORT, new Patience(null, SHORT).withLoads(/* hasExpired= */ true));
  }
}
