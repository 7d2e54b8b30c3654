package dev.multilayercache.agent.engine;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Confirmation;
import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Endurance;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LocalRegion;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.Background.Call;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingBus;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An entry that somebody has expired, in a cache that keeps them for a minute past their end. */
@Timeout(60)
class ExpiringTest {
  private static final String CACHE = EngineFixture.CACHE;
  private static final Duration KEPT_FOR = Duration.ofMinutes(1);
  private static final Duration MILLI = Duration.ofMillis(1);

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer local = new CaffeineLayer("local", 1_000, clock);

  /** In this JVM too, and the farther one: it forgets before the local layer does. */
  private final RecordingLayer beside = new RecordingLayer("beside", clock);

  private final RecordingLayer far = new RecordingLayer("far", clock).shared();
  private final EngineFixture engine = engine(local, beside, far);

  private EngineFixture engine(Layer... layers) {
    return new EngineFixture(clock, new Generations(), new Endurance(1, KEPT_FOR), layers);
  }

  @AfterEach
  void close() {
    local.close();
  }

  @BeforeEach
  void an_entry_is_loaded() {
    engine.load("key", () -> "old", "tag");
  }

  private InvalidationReport expire() {
    return expire(engine);
  }

  private static InvalidationReport expire(EngineFixture engine) {
    return engine.caches.expire(new Invalidation.ByKey(CACHE, "key"));
  }

  private Object loadThatFails() throws IOException {
    return loadThatFails(engine);
  }

  private static Object loadThatFails(EngineFixture engine) throws IOException {
    return engine.load(
        "key",
        () -> {
          throw new IOException("source");
        },
        "tag");
  }

  private void assertNothingAnswers() {
    assertThrows(IOException.class, this::loadThatFails);
  }

  @Nested
  class OnceExpired {
    @Test
    void it_is_no_hit() {
      expire();

      assertNull(engine.probe("key"));
      assertNull(engine.get("key"));
      assertFalse(engine.cache.contains("key"));
    }

    @Test
    void it_is_gone_from_the_far_layer() {
      expire();

      assertNull(far.held(CACHE, "key"));
    }

    @Test
    void it_is_no_hit_by_a_clock_that_lags_behind() throws Exception {
      Caches caches =
          new Caches(
              List.of(local),
              EngineFixture.OPTIONS,
              new Generations(),
              new Clocks(
                  clock,
                  () -> clock.getAsLong() - TimeUnit.SECONDS.toNanos(1),
                  InstantSource.system()));
      LayeredCache cache =
          caches.cache(
              new CacheSettings(
                  CACHE,
                  ExpiringTest.class,
                  Object.class,
                  EngineFixture.LIFETIME,
                  List.of(),
                  Consistency.BOUNDED,
                  new Endurance(1, KEPT_FOR),
                  /* user= */ null));
      cache.put("key", "old", List.of(), cache.lifetime());
      caches.expireKey(CACHE, "key");
      assertEquals("old", cache.getOrLoad("key", cache.lifetime(), List.of(), this::fail));

      assertNull(EngineFixture.probe(cache, "key"), "though it was judged to be fresh since");
    }

    private Object fail() throws IOException {
      throw new IOException("source");
    }

    @Test
    void the_next_call_loads() {
      expire();

      assertEquals("new", engine.load("key", () -> "new"));
      assertEquals("new", engine.get("key"));
    }

    @Test
    void it_answers_if_that_fails() throws Exception {
      expire();

      assertEquals("old", loadThatFails());
      assertEquals(1, engine.cache.statistics().staleHits());
    }

    @Test
    void it_is_kept_from_now_and_no_longer() throws Exception {
      expire();
      clock.advance(KEPT_FOR.minus(MILLI));
      assertEquals("old", loadThatFails());

      clock.advance(MILLI);
      assertNothingAnswers();
    }

    @Test
    void it_is_not_kept_longer_for_being_expired_past_its_end() {
      clock.advance(EngineFixture.TTL.plus(KEPT_FOR).minus(MILLI));
      expire();

      clock.advance(MILLI);
      assertNothingAnswers();
    }

    @Test
    void past_its_end_it_is_kept_still() throws Exception {
      clock.advance(EngineFixture.TTL);
      expire();

      assertEquals("old", loadThatFails());
    }

    @Test
    void a_load_is_tried_although_one_failed_lately() throws Exception {
      AtomicInteger loads = new AtomicInteger();
      clock.advance(EngineFixture.TTL);
      loadThatFails();
      expire();

      engine.load("key", loads::incrementAndGet);

      assertEquals(1, loads.get());
    }

    @Test
    void twice_it_is_kept_from_the_first_time() throws Exception {
      expire();
      clock.advance(KEPT_FOR.minus(MILLI));
      expire();
      assertEquals("old", loadThatFails());

      clock.advance(MILLI);
      assertNothingAnswers();
    }

    @Test
    void it_counts_as_an_invalidation() {
      assertEquals("Invalidated one key in cache products", expire().line().substring(0, 37));
      assertEquals(1, engine.cache.statistics().invalidations());
    }

    @ParameterizedTest
    @EnumSource
    void an_invalidation_of_any_kind_ends_it(Kind kind) {
      expire();
      engine.caches.invalidate(kind.invalidation);

      assertNothingAnswers();
    }

    @Test
    void without_stale_answers_it_is_as_removed() {
      EngineFixture strict =
          new EngineFixture(clock, new Generations(), new Endurance(0.5, Duration.ZERO), local);
      strict.load("key", () -> "old");
      expire(strict);

      assertThrows(IOException.class, () -> loadThatFails(strict));
    }
  }

  @Nested
  class WhatIsPublished {
    private final RecordingBus bus = new RecordingBus();
    private final RecordingLayer shared = new RecordingLayer("shared", clock).shared(bus);
    private final EngineFixture node = engine(local, shared);

    @BeforeEach
    void an_entry_is_loaded() {
      node.load("key", () -> "old", "tag");
    }

    @Test
    void leaves_the_entry_to_stand_in_here() throws Exception {
      bus.whenPublishing(() -> shared.forget(CACHE, "key"));
      expire(node);

      assertEquals("old", loadThatFails(node));
      assertNull(shared.held(CACHE, "key"));
    }

    @Test
    void is_an_invalidation_of_the_key() {
      expire(node);

      assertEquals(List.of(new Invalidation.ByKey(CACHE, "key")), bus.published());
    }

    @Test
    void decides_whether_it_is_confirmed() {
      assertTrue(expire(node).confirmed());

      bus.answer(new Confirmation(false, "absent"));
      assertFalse(expire(node).confirmed());
    }

    @ParameterizedTest
    @EnumSource
    void another_node_may_cross_and_then_nothing_answers(Kind kind) {
      bus.whenPublishing(
          () -> {
            shared.forget(CACHE, "key");
            bus.receive(kind.invalidation);
          });
      expire(node);

      assertThrows(IOException.class, () -> loadThatFails(node));
    }

    @Test
    void by_another_node_is_removed_here() {
      shared.forget(CACHE, "key");
      bus.receive(new Invalidation.ByKey(CACHE, "key"));

      assertThrows(IOException.class, () -> loadThatFails(node));
    }
  }

  @Nested
  class InALayerThatCannotBeRead {
    private final AtomicBoolean fails = new AtomicBoolean();
    private final EngineFixture broken = engine(failing(Layer.class, local));

    /** The same, but for probes once they are to fail. */
    private <T> T failing(Class<T> type, Object real) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> {
                if (fails.get() && method.getName().equals("probe")) {
                  throw new IllegalStateException("broken");
                }
                Object answer = method.invoke(real, arguments);
                return answer instanceof Region ? failing(LocalRegion.class, answer) : answer;
              }));
    }

    @Test
    void it_is_forgotten_all_the_same() {
      broken.put("key", "old");
      fails.set(true);
      expire(broken);
      fails.set(false);

      assertNull(broken.probe("key"));
      assertThrows(IOException.class, () -> loadThatFails(broken));
    }
  }

  /** What invalidates the entry. */
  enum Kind {
    KEY(new Invalidation.ByKey(CACHE, "key")),
    TAG(new Invalidation.ByTags(CACHE, List.of("tag"))),
    PATTERN(new Invalidation.ByPattern(CACHE, KeyPattern.parse("k*"))),
    ALL(new Invalidation.All(null));

    private final Invalidation invalidation;

    Kind(Invalidation invalidation) {
      this.invalidation = invalidation;
    }
  }

  @Nested
  class Meanwhile {
    @ParameterizedTest
    @EnumSource
    void an_invalidation_between_finding_and_removing_leaves_nothing(Kind kind) {
      far.beforeRemove(once(() -> engine.caches.invalidate(kind.invalidation)));
      expire();

      assertNothingAnswers();
    }

    @ParameterizedTest
    @EnumSource
    void an_invalidation_between_removing_and_putting_back_leaves_nothing(Kind kind) {
      beside.beforeRemove(once(() -> engine.caches.invalidate(kind.invalidation)));
      expire();

      assertNothingAnswers();
    }

    @Test
    void an_invalidation_that_has_its_number_and_has_not_removed_its_key_leaves_nothing()
        throws Exception {
      CountDownLatch hasNumber = new CountDownLatch(1);
      CountDownLatch mayRemove = new CountDownLatch(1);
      beside.beforeRemove(
          once(
              () -> {
                hasNumber.countDown();
                await().until(() -> mayRemove.getCount() == 0);
              }));
      Call<InvalidationReport> other = Background.run(() -> engine.invalidate("key"));
      reach(hasNumber);
      far.beforeRemove(
          once(
              () -> {
                mayRemove.countDown(); // found by now
                join(other);
              }));

      expire();

      assertNothingAnswers();
    }

    @Test
    void what_is_loaded_before_it_is_put_back_stays() {
      EngineFixture here = engine(beside, local);
      here.put("key", "old");
      beside.beforeRemove(once(() -> here.load("key", () -> "new")));

      expire(here);

      assertEquals("new", here.cache.get("key").value());
    }

    @Test
    void what_is_loaded_before_it_is_put_back_stays_past_its_end_too() throws Exception {
      EngineFixture here = engine(beside, local);
      here.put("key", "old", "tag");
      Lifetime brief = new Lifetime(Duration.ofSeconds(1), Map.of(), Duration.ofSeconds(1));
      beside.beforeRemove(
          once(
              () -> {
                here.cache.getOrLoad("key", brief, List.of(), () -> "new");
                clock.advance(Duration.ofSeconds(1));
              }));

      expire(here);

      assertEquals("new", loadThatFails(here));
    }

    @Test
    void a_load_that_began_before_stores_nothing() {
      engine.invalidate("key");

      engine.load(
          "key",
          () -> {
            expire();
            return "late";
          },
          "tag");

      assertNull(engine.get("key"));
      assertNothingAnswers();
    }
  }

  private static void join(Call<?> call) {
    try {
      call.result();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Runnable once(Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (done.compareAndSet(false, true)) {
        action.run();
      }
    };
  }
}
