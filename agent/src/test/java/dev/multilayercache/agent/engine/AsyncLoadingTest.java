package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** With a layer in this JVM and one that is shared. */
class AsyncLoadingTest {
  private final FakeClock clock = new FakeClock();
  private final RecordingLayer local = new RecordingLayer("local", clock);
  private final RecordingLayer shared = new RecordingLayer("cluster", clock).shared();
  private final EngineFixture fixture = new EngineFixture(clock, local, shared);

  private Object enter() {
    return fixture.cache.calls().enterWithoutWaiting(request(/* acceptsFailures= */ false));
  }

  private LoadRequest request(boolean acceptsFailures) {
    return new LoadRequest(
        new Key(EngineFixture.CACHE, "k", "k"),
        EngineFixture.LIFETIME,
        Object.class,
        /* acceptsNull= */ true,
        Patience.USUAL,
        acceptsFailures,
        (value, loadNanos) -> Keeping.tagged(List.of()),
        LoadRequest.NOBODY);
  }

  private static PendingLoad load(Object token) {
    PendingLoad load = assertInstanceOf(PendingLoad.class, token);
    load.isUnderWay();
    return load;
  }

  private static CompletableFuture<?> joined(Object token) {
    return assertInstanceOf(CompletableFuture.class, token);
  }

  @Nested
  class WhileAValueIsStoredInTheSharedLayer {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicReference<Thread> storing = new AtomicReference<>();
    private final PendingLoad load = load(enter());

    WhileAValueIsStoredInTheSharedLayer() throws Exception {
      shared.beforeStore(
          () -> {
            storing.set(Thread.currentThread());
            begun.countDown();
            awaitQuietly(goOn);
          });
    }

    @Test
    void the_thread_that_brought_it_goes_on_and_so_do_those_who_joined() throws Exception {
      CompletableFuture<?> before = joined(enter());

      load.accept("value", null);
      assertTrue(begun.await(10, TimeUnit.SECONDS));

      assertEquals("value", before.getNow(null));
      assertEquals("value", joined(enter()).getNow(null));
      assertNotSame(Thread.currentThread(), storing.get());
      goOn.countDown();
    }

    @Test
    void its_thread_is_a_daemon_of_ours() throws Exception {
      load.accept("value", null);
      assertTrue(begun.await(10, TimeUnit.SECONDS));

      assertTrue(storing.get().isDaemon());
      assertEquals("multilayercache-store", storing.get().getName());
      goOn.countDown();
    }

    @Test
    void an_invalidation_keeps_later_calls_from_joining() throws Exception {
      load.accept("value", null);
      assertTrue(begun.await(10, TimeUnit.SECONDS));
      fixture.invalidate("k");

      load(enter());
      goOn.countDown();
    }
  }

  @Test
  void a_value_reaches_all_layers() throws Exception {
    CountDownLatch stored = new CountDownLatch(1);
    local.afterStore(stored::countDown);

    load(enter()).accept("value", null);
    assertTrue(stored.await(10, TimeUnit.SECONDS));

    assertEquals("value", shared.held(EngineFixture.CACHE, "k").value());
    assertEquals("value", local.held(EngineFixture.CACHE, "k").value());
  }

  @Test
  void what_the_shared_layer_has_is_a_hit_that_runs_no_body() {
    shared.hold(EngineFixture.CACHE, "k", "found", Duration.ofMinutes(1));

    assertEquals("found", assertInstanceOf(AtomicReference.class, enter()).get());
    assertEquals(1, fixture.cache.statistics().layerHits().get("cluster"));
    assertNotNull(local.held(EngineFixture.CACHE, "k"));
  }

  @Test
  void each_call_counts_once() {
    PendingLoad load = load(enter());
    enter();
    enter();

    load.accept("value", null);

    assertEquals(3, fixture.cache.statistics().misses());
    assertEquals(0, fixture.cache.statistics().hits());
  }

  @Test
  void a_load_of_a_call_that_waits_is_not_joined() {
    assertInstanceOf(Flight.class, fixture.cache.calls().enter(fixture.request("k")));

    load(enter());
  }

  @Nested
  class ALoadThatTakesLongerThanCallsWait {
    private final PendingLoad slow = load(enter());
    private final CompletableFuture<?> joined = joined(enter());

    private PendingLoad next() {
      clock.advance(Duration.ofSeconds(11));
      return load(enter());
    }

    @Test
    void is_spared_those_who_joined_once_the_next_one_brings_a_value() {
      next().accept("value", null);

      assertEquals("value", joined.getNow(null));
    }

    @Test
    void may_bring_one_though_the_next_one_failed() {
      next().accept(null, new IllegalStateException("down"));
      assertFalse(joined.isDone());

      slow.accept("late", null);

      assertEquals("late", joined.getNow(null));
    }

    @Test
    void is_kept_behind_a_few_others_that_bring_nothing_either_and_not_behind_any_number() {
      for (int i = 0; i < 9; i++) {
        next();
        joined(enter());
      }
      PendingLoad tenth = next();
      joined(enter());
      PendingLoad eleventh = next();

      eleventh.accept("value", null);
      assertFalse(joined.isDone());
      tenth.accept("value", null);
      assertEquals("value", joined.getNow(null));
    }
  }

  @Nested
  class ALoadAnew {
    private final PendingLoad older = load(enter());
    private final PendingLoad load =
        load(fixture.cache.calls().refreshWithoutWaiting(request(/* acceptsFailures= */ false)));

    @Test
    void is_what_others_join_from_then_on() {
      CompletableFuture<?> joined = joined(enter());

      older.accept("old", null);
      assertEquals(null, joined.getNow(null));
      load.accept("new", null);

      assertEquals("new", joined.getNow(null));
    }

    @Test
    void outlives_the_older_one() throws Exception {
      CountDownLatch stored = new CountDownLatch(1);
      local.afterStore(stored::countDown);

      load.accept("new", null);
      assertTrue(stored.await(10, TimeUnit.SECONDS));
      older.accept("old", null);

      assertEquals("new", local.held(EngineFixture.CACHE, "k").value());
    }
  }

  @Test
  void a_read_that_ends_in_an_error_of_the_JVM_is_nothing_to_those_who_joined() throws Exception {
    AtomicReference<Object> other = new AtomicReference<>();
    local.afterRead(
        () -> {
          local.afterRead(() -> {});
          CompletableFuture.runAsync(() -> other.set(enter()), each -> new Thread(each).start())
              .join();
          throw new StackOverflowError();
        });

    load(enter()).accept("value", null);

    assertEquals("value", joined(other.get()).get(10, TimeUnit.SECONDS));
  }

  @Test
  void an_exception_leaves_no_lease_behind() {
    load(enter()).accept(null, new IllegalStateException("down"));

    assertEquals(List.of(), local.openLeases(EngineFixture.CACHE));
    assertEquals(List.of(), shared.openLeases(EngineFixture.CACHE));
  }

  @Test
  void an_exception_that_is_kept_stays_in_this_JVM() throws Exception {
    CountDownLatch stored = new CountDownLatch(1);
    local.afterStore(stored::countDown);
    CachedFailure failure = new CachedFailure(new IllegalStateException("no product"));

    load(fixture.cache.calls().enterWithoutWaiting(request(/* acceptsFailures= */ true)))
        .accept(failure, null);
    assertTrue(stored.await(10, TimeUnit.SECONDS));

    assertNull(shared.held(EngineFixture.CACHE, "k"));
    assertEquals(failure, local.held(EngineFixture.CACHE, "k").value());
    assertNull(fixture.get("k"));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
