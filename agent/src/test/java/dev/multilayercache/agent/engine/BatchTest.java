package dev.multilayercache.agent.engine;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several keys at once, over a local layer and one that judges leases as a cluster does. */
@Timeout(60)
class BatchTest {
  private static final String CACHE = EngineFixture.CACHE;

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer local = new CaffeineLayer("local", 10_000, clock);
  private final RecordingLayer far = new RecordingLayer("far", clock).shared();
  private final EngineFixture engine = new EngineFixture(clock, local, far);

  @AfterEach
  void close() {
    local.close();
  }

  private Batch enter(String... keys) {
    List<LoadRequest> requests = new ArrayList<>();
    for (String key : keys) {
      requests.add(engine.request(key, Object.class, value -> List.of("red")));
    }
    return engine.cache.calls().enterAll(requests);
  }

  @Nested
  class AnEntry {
    @Test
    void of_the_near_layer_is_found_without_asking_the_far_one_for_its_key() {
      engine.load("1", () -> "near");
      far.reads().clear();

      Batch batch = enter("1", "2");

      assertEquals("near", batch.found(0).value());
      assertEquals(List.of("2"), far.reads());
      batch.failed();
    }

    @Test
    void of_the_far_layer_is_copied_up() {
      far.hold(CACHE, "1", "far", Duration.ofMinutes(1));

      Batch batch = enter("1");

      assertEquals("far", batch.found(0).value());
      assertEquals(Optional.of("far"), engine.probe("1"));
    }

    @Test
    void counts_as_a_hit_of_its_layer_and_a_key_without_one_as_a_miss() {
      engine.load("1", () -> "near");
      far.hold(CACHE, "2", "far", Duration.ofMinutes(1));
      engine.cache.resetStatistics();

      enter("1", "2", "3").failed();

      CacheStatistics counts = engine.cache.statistics();
      assertEquals(Map.of("local", 1L, "far", 1L), counts.layerHits());
      assertEquals(1, counts.misses());
    }

    @Test
    void of_another_type_is_loaded_anew() {
      far.hold(CACHE, "1", 17, Duration.ofMinutes(1));

      Batch batch =
          engine
              .cache
              .calls()
              .enterAll(List.of(engine.request("1", String.class, value -> List.of())));
      assertNull(batch.found(0));
      batch.loaded(i -> "text");

      assertEquals("text", engine.get("1"));
    }
  }

  @Nested
  class WhatTheBodyBrings {
    @Test
    void is_stored_in_all_layers_under_its_keys() {
      enter("1", "2").loaded(i -> "value " + (i + 1));

      assertEquals(Optional.of("value 2"), engine.probe("2"));
      assertEquals("value 1", far.held(CACHE, "1").value());
      assertEquals(List.of("red"), far.held(CACHE, "2").tags());
    }

    @Test
    void counts_as_one_load() {
      enter("1", "2", "3").loaded(i -> i);

      assertEquals(1, engine.cache.statistics().loads());
      assertEquals(3, engine.cache.statistics().misses());
    }

    @Test
    void is_nothing_for_a_key_without_a_value_until_its_nullTtl_ends() {
      enter("1").loaded(i -> null);

      assertEquals(Optional.empty(), engine.probe("1"));
      clock.advance(EngineFixture.LIFETIME.nullTtl());
      assertNull(engine.probe("1"));
    }

    @Test
    void is_not_stored_for_a_key_without_a_value_if_nullTtl_is_zero() {
      Lifetime lifetime = new Lifetime(EngineFixture.TTL, Map.of(), Duration.ZERO);
      EngineFixture engine = new EngineFixture(clock, EngineFixture.OPTIONS, lifetime, local, far);

      engine.cache.calls().enterAll(List.of(engine.request("1"))).loaded(i -> null);

      assertNull(engine.probe("1"));
      assertEquals(List.of(), far.openLeases(CACHE), "the lease was given back");
    }

    @Test
    void is_a_failure_that_gives_all_leases_back() {
      enter("1", "2").failed();

      assertEquals(List.of(), far.openLeases(CACHE));
      assertEquals(1, engine.cache.statistics().loadFailures());
    }

    @Test
    void is_kept_for_the_others_if_the_tags_of_one_cannot_be_made() {
      List<LoadRequest> requests =
          List.of(
              engine.request("1"),
              engine.request("2", Object.class, value -> List.of("\u0000".repeat(200))));

      engine.cache.calls().enterAll(requests).loaded(i -> "value");

      assertEquals("value", far.held(CACHE, "1").value());
      assertNull(far.held(CACHE, "2"));
      assertEquals(List.of(), far.openLeases(CACHE));
    }

    @Test
    void is_not_stored_once_the_cache_was_switched_off() {
      Batch batch = enter("1");

      engine.cache.enable(false);
      batch.loaded(i -> "value");
      engine.cache.enable(true);

      assertNull(engine.get("1"));
      assertEquals(List.of(), far.openLeases(CACHE));
    }
  }

  /** What invalidates key 1, which carries the tag red. */
  enum Kind {
    KEY(new Invalidation.ByKey(CACHE, "1")),
    TAG(new Invalidation.ByTags(CACHE, List.of("red"))),
    PATTERN(new Invalidation.ByPattern(CACHE, KeyPattern.parse("1"))),
    ALL(new Invalidation.All(null));

    private final Invalidation invalidation;

    Kind(Invalidation invalidation) {
      this.invalidation = invalidation;
    }
  }

  @Nested
  class AnInvalidation {
    private void assertNothingIsKept() {
      far.afterRead(() -> {});
      far.afterStore(() -> {});
      assertNull(engine.probe("1"));
      assertNull(far.held(CACHE, "1"));
      assertEquals(List.of(), far.openLeases(CACHE));
    }

    @ParameterizedTest
    @EnumSource
    void while_the_body_runs_keeps_its_value_out(Kind kind) {
      Batch batch = enter("1");

      engine.caches.invalidate(kind.invalidation);
      batch.loaded(i -> "old");

      assertNothingIsKept();
      assertEquals(1, engine.cache.statistics().refusedStores());
    }

    @ParameterizedTest
    @EnumSource
    void while_tags_are_made_keeps_its_value_out(Kind kind) {
      LoadRequest request =
          engine.request(
              "1",
              Object.class,
              value -> {
                engine.caches.invalidate(kind.invalidation);
                return List.of("red");
              });

      engine.cache.calls().enterAll(List.of(request)).loaded(i -> "old");

      assertNothingIsKept();
    }

    @ParameterizedTest
    @EnumSource
    void before_the_shared_store_keeps_its_value_out(Kind kind) {
      Batch batch = enter("1");
      far.beforeStore(() -> engine.caches.invalidate(kind.invalidation));

      batch.loaded(i -> "old");

      assertNothingIsKept();
    }

    @ParameterizedTest
    @EnumSource
    void between_the_shared_store_and_the_local_one_keeps_its_value_out(Kind kind) {
      Batch batch = enter("1");
      far.afterStore(() -> engine.caches.invalidate(kind.invalidation));

      batch.loaded(i -> "old");

      assertNothingIsKept();
    }

    @ParameterizedTest
    @EnumSource
    void while_a_far_value_is_on_its_way_up_keeps_it_out(Kind kind) {
      far.hold(CACHE, "1", "old", Duration.ofMinutes(1), "red");
      far.afterRead(
          () -> {
            far.afterRead(() -> {});
            engine.caches.invalidate(kind.invalidation);
          });

      Batch batch = enter("1");

      assertNull(batch.found(0), "what came before an invalidation answers no later call");
      batch.failed();
      assertNothingIsKept();
    }

    @Test
    void of_one_key_leaves_the_values_of_the_others() {
      Batch batch = enter("1", "2");

      engine.invalidate("1");
      batch.loaded(i -> "value");

      assertNull(engine.get("1"));
      assertEquals("value", engine.get("2"));
    }

    @Test
    void of_another_node_that_voided_a_shared_lease_is_respected() {
      Batch batch = enter("1", "2");

      far.forget(CACHE, "1"); // this node was not told yet
      batch.loaded(i -> "value");

      assertNull(engine.probe("1"));
      assertEquals(Optional.of("value"), engine.probe("2"));
    }
  }

  @Test
  void two_batches_of_the_same_keys_in_another_order_do_not_wait_for_each_other() throws Exception {
    CountDownLatch bothRead = new CountDownLatch(2);
    var one = Background.run(() -> loadTogether(bothRead, "1", "2"));
    var other = Background.run(() -> loadTogether(bothRead, "2", "1"));

    assertEquals("done", one.result());
    assertEquals("done", other.result());
    assertEquals("value", engine.get("1"));
    assertEquals("value", engine.get("2"));
  }

  private String loadTogether(CountDownLatch bothRead, String... keys) throws Exception {
    Batch batch = enter(keys);
    bothRead.countDown();
    reach(bothRead);
    batch.loaded(i -> "value");
    return "done";
  }

  @Test
  void more_keys_than_are_read_at_once_are_all_found_and_stored() {
    int many = 2 * BatchRead.MOST_AT_ONCE + 1;
    List<LoadRequest> requests =
        IntStream.range(0, many).mapToObj(i -> engine.request("k" + i)).toList();
    far.hold(CACHE, "k1500", "far", Duration.ofMinutes(1));

    Batch batch = engine.cache.calls().enterAll(requests);
    batch.loaded(i -> "value " + i);

    assertEquals("far", batch.found(1_500).value());
    assertEquals("value 2000", far.held(CACHE, "k2000").value());
    assertEquals(Optional.of("value 999"), engine.probe("k999"));
  }

  @Test
  void a_call_while_the_cache_is_off_is_left_alone() {
    engine.cache.enable(false);

    assertNull(enter("1"));
  }

  @Test
  void an_absent_far_layer_leaves_the_near_one() {
    far.disappear();

    enter("1").loaded(i -> "value");

    Entry found = enter("1").found(0);
    assertNotNull(found);
    assertEquals("value", found.value());
  }
}
