package dev.multilayercache.agent.engine;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.Background.Call;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leaders, followers, and what must never make one wait for ever. */
@Timeout(60)
class OneLoadPerKeyTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer layer = new CaffeineLayer("local", 1_000, clock);
  private final EngineFixture engine = engineThatWaits(LONG);
  private final CountDownLatch loading = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final AtomicInteger loads = new AtomicInteger();

  @AfterEach
  void close() {
    layer.close();
  }

  private EngineFixture engineThatWaits(Duration timeout) {
    EngineOptions options = new EngineOptions(true, Duration.ofSeconds(10), timeout);
    return new EngineFixture(clock, options, EngineFixture.LIFETIME, layer);
  }

  /** A load of the key that has begun and ends when {@link #mayEnd} says so. */
  private Call<Object> beginLoad(EngineFixture engine, String key, Object value) throws Exception {
    Call<Object> leader =
        Background.run(
            () ->
                engine.load(
                    key,
                    () -> {
                      loads.incrementAndGet();
                      loading.countDown();
                      reach(mayEnd);
                      return value;
                    }));
    reach(loading);
    return leader;
  }

  private Object loadAndCount(EngineFixture engine, String key, Object value) {
    return engine.load(
        key,
        () -> {
          loads.incrementAndGet();
          return value;
        });
  }

  @Nested
  class TenCallersOfAColdKey {
    private final List<Call<Object>> followers = new ArrayList<>();

    private void callAll() throws Exception {
      Call<Object> leader = beginLoad(engine, "key", "value");
      for (int i = 0; i < 9; i++) {
        followers.add(Background.run(() -> loadAndCount(engine, "key", "another")));
      }
      followers.forEach(Call::untilItWaits);
      mayEnd.countDown();
      followers.add(leader);
    }

    @Test
    void run_the_loader_once() throws Exception {
      callAll();

      for (Call<Object> each : followers) {
        each.result();
      }
      assertEquals(1, loads.get());
    }

    @Test
    void all_get_its_value() throws Exception {
      callAll();

      for (Call<Object> each : followers) {
        assertEquals("value", each.result());
      }
    }

    @Test
    void are_ten_misses_and_one_load() throws Exception {
      callAll();
      for (Call<Object> each : followers) {
        each.result();
      }

      CacheStatistics statistics = engine.cache.statistics();
      assertEquals(10, statistics.misses());
      assertEquals(1, statistics.loads());
      assertEquals(0, statistics.hits());
    }
  }

  /** The load may itself wait for something that its pool is to do. */
  @Test
  void who_waits_on_a_thread_of_a_pool_does_not_keep_the_pool_from_its_work() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    Call<Object> leader = beginLoad(engine, "key", "value");

    ForkJoinTask<Object> follower = pool.submit(() -> loadAndCount(engine, "key", "another"));
    assertEquals("done", pool.submit(() -> "done").get(10, TimeUnit.SECONDS));

    assertFalse(follower.isDone());
    mayEnd.countDown();
    assertEquals(leader.result(), follower.get(10, TimeUnit.SECONDS));
    pool.shutdown();
  }

  @Nested
  class AFailingLeader {
    @Test
    void gives_its_exception_to_its_own_caller_only() throws Exception {
      Call<Object> leader =
          Background.run(
              () ->
                  engine.load(
                      "key",
                      () -> {
                        loading.countDown();
                        reach(mayEnd);
                        throw new IllegalStateException("body");
                      }));
      reach(loading);
      Call<Object> follower =
          Background.run(() -> loadAndCount(engine, "key", "second")).untilItWaits();

      mayEnd.countDown();

      assertEquals("second", follower.result());
      Exception thrown = assertThrows(Exception.class, leader::result);
      assertEquals("body", thrown.getCause().getMessage());
    }

    @Test
    void is_not_cached() {
      assertThrows(
          IllegalStateException.class,
          () ->
              engine.load(
                  "key",
                  () -> {
                    throw new IllegalStateException("body");
                  }));

      assertEquals("next", loadAndCount(engine, "key", "next"));
    }
  }

  @Nested
  class AFollower {
    @Test
    void whose_leader_is_stuck_runs_the_body_itself() throws Exception {
      EngineFixture hasty = engineThatWaits(SHORT);
      Call<Object> stuck = beginLoad(hasty, "key", "late");

      assertEquals("own", loadAndCount(hasty, "key", "own"));

      mayEnd.countDown();
      assertEquals("late", stuck.result());
    }

    @Test
    void of_a_stuck_leader_is_the_last_to_wait_for_it() throws Exception {
      EngineFixture hasty = engineThatWaits(SHORT);
      beginLoad(hasty, "key", "late");
      loadAndCount(hasty, "key", "own");

      Object token = hasty.cache.calls().enter(hasty.request("key"));

      assertInstanceOf(BiConsumer.class, token, "leads instead of waiting");
      mayEnd.countDown();
    }

    @Test
    void that_is_interrupted_runs_the_body_and_stays_interrupted() throws Exception {
      beginLoad(engine, "key", "late");
      Call<Boolean> follower =
          Background.run(
                  () -> {
                    assertEquals("own", loadAndCount(engine, "key", "own"));
                    return Thread.currentThread().isInterrupted();
                  })
              .untilItWaits();

      follower.thread().interrupt();

      assertTrue(follower.result());
      mayEnd.countDown();
    }

    @Test
    void that_may_not_wait_is_left_alone() throws Exception {
      beginLoad(engine, "key", "late");
      LoadRequest waiting = engine.request("key");
      LoadRequest synchronizedMethod =
          new LoadRequest(
              waiting.key(),
              waiting.lifetime(),
              Object.class,
              true,
              Patience.NONE,
              waiting.keeper());

      assertNull(engine.cache.calls().enter(synchronizedMethod));
      mayEnd.countDown();
    }

    @Test
    void of_another_type_does_not_get_the_leaders_value() throws Exception {
      beginLoad(engine, "key", "text");
      Call<Object> follower =
          Background.run(
                  () ->
                      engine
                          .cache
                          .calls()
                          .enter(engine.request("key", Integer.class, value -> List.of())))
              .untilItWaits();

      mayEnd.countDown();

      assertInstanceOf(BiConsumer.class, follower.result());
    }

    @Test
    void of_a_hit_counts_as_a_hit_of_that_layer() throws Exception {
      RecordingLayer far = new RecordingLayer("far", clock);
      far.hold(EngineFixture.CACHE, "key", "value", Duration.ofMinutes(1));
      far.afterRead(
          () -> {
            loading.countDown();
            reachUnchecked(mayEnd);
          });
      EngineFixture engine = new EngineFixture(clock, far);
      Call<Object> leader = Background.run(() -> engine.cache.calls().enter(engine.request("key")));
      reach(loading);
      Call<Object> follower =
          Background.run(() -> engine.cache.calls().enter(engine.request("key"))).untilItWaits();

      mayEnd.countDown();

      assertEquals("value", ((AtomicReference<?>) leader.result()).get());
      assertEquals("value", ((AtomicReference<?>) follower.result()).get());
      assertEquals(2, engine.cache.statistics().hits());
      assertEquals(List.of("key"), far.reads());
    }
  }

  @Nested
  class AThread {
    @Test
    void that_re_enters_its_own_key_runs_the_body_at_once() {
      Object value = engine.load("key", () -> "outer of " + loadAndCount(engine, "key", "inner"));

      assertEquals("outer of inner", value);
      assertEquals("outer of inner", engine.get("key"));
    }

    @Test
    void that_loads_one_key_for_another_caches_both() {
      engine.load("outer", () -> "outer of " + loadAndCount(engine, "inner", "inner"));

      assertEquals("outer of inner", engine.get("outer"));
      assertEquals("inner", engine.get("inner"));
    }

    @Test
    void never_waits_in_a_cycle_of_two() throws Exception {
      // A leads a and wants b; B leads b and wants a: whoever closes the cycle goes on alone.
      CountDownLatch bothLead = new CountDownLatch(2);

      Call<Object> first = Background.run(() -> crossing(bothLead, "a", "b"));
      Call<Object> second = Background.run(() -> crossing(bothLead, "b", "a"));

      assertNotNull(first.result());
      assertNotNull(second.result());
    }

    @Test
    void never_waits_in_a_cycle_of_three() throws Exception {
      CountDownLatch allLead = new CountDownLatch(3);

      Call<Object> first = Background.run(() -> crossing(allLead, "a", "b"));
      Call<Object> second = Background.run(() -> crossing(allLead, "b", "c"));
      Call<Object> third = Background.run(() -> crossing(allLead, "c", "a"));

      assertNotNull(first.result());
      assertNotNull(second.result());
      assertNotNull(third.result());
    }

    private Object crossing(CountDownLatch allLead, String own, String wanted) {
      EngineFixture patient = engine;
      long start = System.nanoTime();
      Object value =
          patient.load(
              own,
              () -> {
                allLead.countDown();
                reachUnchecked(allLead);
                return loadAndCount(patient, wanted, "alone");
              });
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(taken.compareTo(LONG) < 0, () -> "waited " + taken);
      return value;
    }
  }

  @Nested
  class AFlightWhoseEndWasLost {
    @Test
    void does_not_leave_its_key_uncached_for_its_own_thread() {
      EngineFixture hasty = engineThatWaits(SHORT);
      assertInstanceOf(BiConsumer.class, hasty.cache.calls().enter(hasty.request("key")));

      assertNull(hasty.cache.calls().enter(hasty.request("key")));
      clock.advance(SHORT.plusNanos(1));
      hasty.cache.calls().enter(hasty.request("key")); // finds it overdue

      assertInstanceOf(BiConsumer.class, hasty.cache.calls().enter(hasty.request("key")));
    }

    @Test
    void ends_once_however_often_it_is_told() {
      @SuppressWarnings("unchecked")
      BiConsumer<Object, Throwable> flight =
          (BiConsumer<Object, Throwable>) engine.cache.calls().enter(engine.request("key"));

      flight.accept("value", null);
      flight.accept("other", null);

      assertEquals("value", engine.get("key"));
      assertEquals(1, engine.cache.statistics().loads());
    }
  }

  @Test
  void a_value_that_is_not_to_be_stored_is_loaded_by_the_next_caller() {
    EngineFixture engine =
        new EngineFixture(
            clock,
            EngineFixture.OPTIONS,
            new Lifetime(EngineFixture.TTL, Map.of(), Duration.ZERO),
            layer);

    engine.load("key", () -> null);
    engine.load(
        "key",
        () -> {
          loads.incrementAndGet();
          return null;
        });

    assertEquals(1, loads.get());
    assertFalse(engine.cache.contains("key"));
  }

  private static void reachUnchecked(CountDownLatch latch) {
    try {
      reach(latch);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
