package dev.multilayercache.agent.engine;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.Background.Call;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * A value whose load began before an invalidation is returned to its caller and to nobody who came
 * after, and is kept nowhere: at every moment at which the invalidation can come.
 */
@Timeout(60)
class LoadAgainstInvalidationTest {
  private static final String CACHE = EngineFixture.CACHE;

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer local = new CaffeineLayer("local", 1_000, clock);
  private final RecordingLayer far = new RecordingLayer("far", clock).shared();
  private final EngineFixture engine = new EngineFixture(clock, local, far);

  @AfterEach
  void close() {
    local.close();
  }

  @ParameterizedTest
  @EnumSource
  void while_the_body_runs(InvalidationKind kind) {
    Object value =
        engine.load(
            "1",
            () -> {
              engine.caches.invalidate(kind.invalidation());
              return "old";
            },
            "red");

    assertEquals("old", value, "its caller gets it");
    assertNothingIsKept();
    assertEquals(1, engine.cache.statistics().refusedStores());
  }

  @ParameterizedTest
  @EnumSource
  void while_the_body_runs_over_a_local_layer_alone(InvalidationKind kind) {
    EngineFixture engine = new EngineFixture(clock, local);

    engine.load(
        "1",
        () -> {
          engine.caches.invalidate(kind.invalidation());
          return "old";
        },
        "red");

    assertNull(engine.probe("1"));
  }

  @ParameterizedTest
  @EnumSource
  void between_the_body_and_the_first_store(InvalidationKind kind) {
    // Tags are asked for when the body has ended and nothing is stored yet.
    BiConsumer<Object, Throwable> flight =
        lead(
            engine.request(
                "1",
                Object.class,
                value -> {
                  engine.caches.invalidate(kind.invalidation());
                  return List.of("red");
                }));

    flight.accept("old", null);

    assertNothingIsKept();
  }

  @ParameterizedTest
  @EnumSource
  void before_the_shared_layer_judges_its_lease(InvalidationKind kind) {
    far.beforeStore(() -> engine.caches.invalidate(kind.invalidation()));

    engine.load("1", () -> "old", "red");

    assertNothingIsKept();
  }

  @ParameterizedTest
  @EnumSource
  void between_the_shared_store_and_the_local_one(InvalidationKind kind) {
    far.afterStore(() -> engine.caches.invalidate(kind.invalidation()));

    engine.load("1", () -> "old", "red");

    assertNothingIsKept();
  }

  @ParameterizedTest
  @EnumSource
  void between_the_last_store_and_the_landing(InvalidationKind kind) throws Exception {
    // The caller who comes then finds the flight still on its way, with an answer that was kept.
    RecordingLayer near = new RecordingLayer("near", clock);
    EngineFixture engine = new EngineFixture(clock, near);
    AtomicReference<Call<Object>> later = new AtomicReference<>();
    near.afterStore(
        once(
            () -> {
              engine.caches.invalidate(kind.invalidation());
              Call<Object> call = Background.run(() -> engine.load("1", () -> "new", "red"));
              later.set(call);
              await().until(() -> call.isDone() || call.isWaiting());
            }));

    engine.load("1", () -> "old", "red");

    assertEquals("new", later.get().result());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"TAG", "TAG_EVERYWHERE"})
  void before_a_caller_comes_lets_him_load_at_once(InvalidationKind kind) throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Call<Object> leader = beginLoad(loading, mayEnd);
    reach(loading);
    engine.caches.invalidate(kind.invalidation());

    assertEquals("new", engine.load("1", () -> "new", "red"));

    assertFalse(leader.isDone());
    assertEquals(Optional.of("new"), engine.probe("1"), "it led, and did not give up waiting");
    mayEnd.countDown();
  }

  @Test
  void of_another_node_that_voided_the_shared_lease_is_respected() {
    engine.load(
        "1",
        () -> {
          far.forget(CACHE, "1"); // this node was not told yet
          return "old";
        });

    assertNothingIsKept();
    assertEquals(1, engine.cache.statistics().refusedStores());
  }

  @Test
  void of_another_node_that_voided_the_shared_lease_keeps_followers_from_the_value()
      throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Call<Object> leader = beginLoad(loading, mayEnd);
    reach(loading);
    Call<Object> follower =
        Background.run(() -> engine.load("1", () -> "new", "red")).untilItWaits();

    far.forget(CACHE, "1");
    mayEnd.countDown();

    assertEquals("new", follower.result());
    assertEquals("old", leader.result());
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("unchecked")
  void while_a_far_value_is_on_its_way_up(InvalidationKind kind) {
    far.hold(CACHE, "1", "old", Duration.ofMinutes(1), "red");
    far.afterRead(once(() -> engine.caches.invalidate(kind.invalidation())));

    Object token =
        engine.cache.calls().enter(engine.request("1", Object.class, value -> List.of("red")));

    if (token instanceof BiConsumer<?, ?> leads) {
      ((BiConsumer<Object, Throwable>) leads).accept("loaded", null);
    }
    assertNothingIsKept();
  }

  @ParameterizedTest
  @EnumSource
  void while_the_api_copies_a_far_value_up(InvalidationKind kind) {
    far.hold(CACHE, "1", "old", Duration.ofMinutes(1), "red");
    far.afterRead(once(() -> engine.caches.invalidate(kind.invalidation())));

    engine.get("1");

    assertNothingIsKept();
  }

  @ParameterizedTest
  @EnumSource
  void before_a_caller_comes_who_would_have_joined(InvalidationKind kind) throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Call<Object> leader = beginLoad(loading, mayEnd);
    reach(loading);
    engine.caches.invalidate(kind.invalidation());

    // The leader's tags are not known yet, so a later caller may wait; it never gets the old value.
    Call<Object> later = Background.run(() -> engine.load("1", () -> "new", "red"));
    mayEnd.countDown();

    assertEquals("new", later.result());
    assertEquals("old", leader.result());
    assertEquals("new", engine.get("1"));
  }

  @ParameterizedTest
  @EnumSource
  void while_a_follower_waits_only_costs_it_a_load(InvalidationKind kind) throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Call<Object> leader = beginLoad(loading, mayEnd);
    reach(loading);
    Call<Object> follower =
        Background.run(() -> engine.load("1", () -> "new", "red")).untilItWaits();

    engine.caches.invalidate(kind.invalidation());
    mayEnd.countDown();

    assertEquals("new", follower.result());
    assertEquals("old", leader.result());
    assertEquals("new", engine.get("1"));
  }

  @ParameterizedTest
  @EnumSource
  void that_came_and_went_before_the_load_costs_nothing(InvalidationKind kind) {
    engine.caches.invalidate(kind.invalidation());

    engine.load("1", () -> "value", "red");

    assertEquals(Optional.of("value"), engine.probe("1"));
  }

  @ParameterizedTest
  @EnumSource
  void of_a_cached_entry_makes_the_next_call_load(InvalidationKind kind) {
    engine.load("1", () -> "old", "red");
    engine.probe("1"); // remembered as fresh in this epoch

    engine.caches.invalidate(kind.invalidation());

    assertNull(engine.probe("1"));
    assertEquals("new", engine.load("1", () -> "new", "red"));
  }

  @Test
  void by_a_put_during_the_load_keeps_what_was_put() {
    engine.load(
        "1",
        () -> {
          engine.put("1", "put");
          return "loaded";
        });

    assertEquals("put", engine.get("1"));
    assertEquals("put", far.held(CACHE, "1").value());
  }

  @Test
  void by_a_put_that_is_gone_again_when_the_load_ends_keeps_the_older_value_out() {
    EngineFixture engine = new EngineFixture(clock, local);

    engine.load(
        "1",
        () -> {
          engine.put("1", "put");
          clock.advance(EngineFixture.TTL);
          return "loaded before";
        });

    assertNull(engine.get("1"));
  }

  private Call<Object> beginLoad(CountDownLatch loading, CountDownLatch mayEnd) {
    return Background.run(
        () ->
            engine.load(
                "1",
                () -> {
                  loading.countDown();
                  reach(mayEnd);
                  return "old";
                },
                "red"));
  }

  private void assertNothingIsKept() {
    far.afterRead(() -> {});
    far.afterStore(() -> {});
    assertNull(engine.probe("1"));
    assertNull(far.held(CACHE, "1"));
    assertEquals(List.of(), far.openLeases(CACHE));
  }

  @SuppressWarnings("unchecked")
  private BiConsumer<Object, Throwable> lead(LoadRequest request) {
    return (BiConsumer<Object, Throwable>)
        assertInstanceOf(BiConsumer.class, engine.cache.calls().enter(request));
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
