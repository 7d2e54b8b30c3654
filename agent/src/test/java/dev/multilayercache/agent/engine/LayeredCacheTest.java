package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayeredCacheTest {
  private static final String CACHE = EngineFixture.CACHE;

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer local = new CaffeineLayer("local", 1_000, clock);
  private final RecordingLayer far = new RecordingLayer("far", clock);
  private final EngineFixture engine = new EngineFixture(clock, local, far);

  @AfterEach
  void close() {
    local.close();
  }

  private EngineFixture engine(Lifetime lifetime) {
    return new EngineFixture(clock, EngineFixture.OPTIONS, lifetime, local, far);
  }

  private static Lifetime lifetime(Duration ttl, Map<String, Duration> layerTtl) {
    return new Lifetime(ttl, layerTtl, ttl);
  }

  @Nested
  class Life {
    @Test
    void ends_in_each_layer_by_that_layers_ttl() {
      EngineFixture engine =
          engine(lifetime(Duration.ofSeconds(100), Map.of("local", Duration.ofSeconds(30))));
      engine.load("key", () -> "value");

      clock.advance(Duration.ofSeconds(30));

      assertNull(engine.probe("key"));
      assertEquals("value", far.held(CACHE, "key").value());
    }

    @Test
    void is_bounded_by_the_ttl_where_a_layers_is_longer() {
      EngineFixture engine =
          engine(lifetime(Duration.ofSeconds(10), Map.of("far", Duration.ofHours(1))));
      engine.load("key", () -> "value");

      clock.advance(Duration.ofSeconds(10));

      assertNull(far.held(CACHE, "key"));
    }

    @Test
    void is_not_extended_by_reading() {
      far.hold(CACHE, "key", "value", Duration.ofSeconds(10));
      clock.advance(Duration.ofSeconds(9));
      assertEquals("value", engine.get("key"));

      clock.advance(Duration.ofSeconds(1));

      assertNull(engine.probe("key"));
    }

    @Test
    void of_a_copy_in_a_nearer_layer_is_bounded_by_that_layers_ttl() {
      EngineFixture engine =
          engine(lifetime(Duration.ofSeconds(100), Map.of("local", Duration.ofSeconds(5))));
      far.hold(CACHE, "key", "value", Duration.ofSeconds(100));
      engine.load("key", () -> "unused");

      clock.advance(Duration.ofSeconds(5));

      assertNull(engine.probe("key"));
    }

    @Test
    void for_ever_does_not_overflow() {
      EngineFixture engine =
          engine(lifetime(Duration.ofSeconds(Long.MAX_VALUE), Map.of("local", Duration.ZERO)));
      engine.load("key", () -> "value");

      clock.advance(Duration.ofDays(365));

      assertEquals("value", far.held(CACHE, "key").value());
    }

    @Test
    void of_null_and_of_an_empty_optional_is_the_null_ttl() {
      EngineFixture engine =
          engine(new Lifetime(Duration.ofSeconds(100), Map.of(), Duration.ofSeconds(10)));
      engine.load("null", () -> null);
      engine.load("empty", Optional::empty);
      engine.load("full", () -> Optional.of("value"));

      clock.advance(Duration.ofSeconds(10));

      assertFalse(engine.cache.contains("null"));
      assertFalse(engine.cache.contains("empty"));
      assertTrue(engine.cache.contains("full"));
    }

    @Test
    void that_is_made_shorter_holds_for_what_is_stored_then() {
      engine.cache.overrideTtl(Duration.ofSeconds(5));
      engine.load("key", () -> "value");

      clock.advance(Duration.ofSeconds(5));

      assertFalse(engine.cache.contains("key"));
      assertEquals(Duration.ofSeconds(5), engine.cache.ttl());
    }

    @Test
    void that_is_made_shorter_ends_what_is_stored_already_at_that_age() {
      engine.load("key", () -> "value");
      clock.advance(Duration.ofSeconds(3));

      engine.cache.overrideTtl(Duration.ofSeconds(5));

      clock.advance(Duration.ofSeconds(2).minusMillis(1));
      assertNotNull(engine.probe("key"));
      clock.advance(Duration.ofMillis(1));
      assertNull(engine.probe("key"));
    }

    @Test
    void that_is_made_shorter_twice_ends_what_is_stored_already_at_the_last_age() {
      engine.load("key", () -> "value");

      engine.cache.overrideTtl(Duration.ofSeconds(100));
      engine.cache.overrideTtl(Duration.ofSeconds(50));

      clock.advance(Duration.ofSeconds(50).minusMillis(1));
      assertNotNull(engine.probe("key"));
      clock.advance(Duration.ofMillis(1));
      assertNull(engine.probe("key"));
    }

    @Test
    void that_is_made_shorter_while_a_value_is_on_its_way_does_not_let_it_in() {
      Object flight = engine.cache.calls().enter(engine.request("key"));
      engine.cache.overrideTtl(Duration.ofSeconds(5));

      ((BiConsumer<Object, Throwable>) flight).accept("value", null);

      clock.advance(Duration.ofSeconds(5));
      assertFalse(engine.cache.contains("key"));
    }

    @Test
    void that_is_made_longer_lets_nothing_live_longer_that_is_stored_already() {
      engine.load("key", () -> "value");

      engine.cache.overrideTtl(Duration.ofHours(1));

      clock.advance(EngineFixture.TTL);
      assertFalse(engine.cache.contains("key"));
    }

    @Test
    void can_be_made_longer_from_now_on() {
      engine.cache.overrideTtl(Duration.ofHours(1));
      engine.load("key", () -> "value");

      clock.advance(Duration.ofHours(1).minusMillis(1));

      assertTrue(engine.cache.contains("key"));
    }

    @Test
    void is_bounded_by_the_layers_ttl_however_long_it_is_made() {
      EngineFixture engine =
          engine(lifetime(Duration.ofSeconds(100), Map.of("local", Duration.ofSeconds(30))));
      engine.cache.overrideTtl(Duration.ofHours(1));
      engine.load("key", () -> "value");

      clock.advance(Duration.ofSeconds(30));

      assertNull(engine.probe("key"));
      assertTrue(engine.cache.contains("key"));
    }

    @Test
    void bounded_to_zero_stores_nothing() {
      engine.cache.overrideTtl(Duration.ZERO);

      assertEquals("value", engine.load("key", () -> "value"));

      assertFalse(engine.cache.contains("key"));
    }

    @Test
    void is_not_shortened_if_the_shared_layer_is_there_and_does_not_take_the_value() {
      RecordingLayer cluster = new RecordingLayer("cluster", clock).shared();
      EngineFixture engine = new EngineFixture(clock, local, cluster);
      cluster.takeNothing();
      engine.load("key", () -> "value");

      clock.advance(Duration.ofSeconds(299));

      assertNotNull(engine.probe("key"));
    }
  }

  @Test
  @SuppressWarnings("unchecked")
  void an_exception_that_is_kept_stays_out_of_shared_layers() {
    RecordingLayer cluster = new RecordingLayer("cluster", clock).shared();
    EngineFixture engine = new EngineFixture(clock, local, cluster);
    LoadRequest plain = engine.request("key");
    LoadRequest request =
        new LoadRequest(
            plain.key(),
            plain.lifetime(),
            plain.type(),
            plain.acceptsNull(),
            plain.patience(),
            /* acceptsFailures= */ true,
            plain.keeper(),
            LoadRequest.NOBODY);
    CachedFailure failure = new CachedFailure(new IllegalStateException());

    ((BiConsumer<Object, Throwable>) engine.cache.calls().enter(request)).accept(failure, null);

    LocalHits hits = engine.cache.calls().hits(Object.class, true, /* acceptsFailures= */ true);
    assertEquals(failure, hits.lookAgain("key").value());
    assertNull(cluster.held(EngineFixture.CACHE, "key"));
  }

  @Nested
  class AValue {
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "false"})
    void that_looks_like_nothing_is_a_hit(String value) {
      engine.load("key", () -> value);

      assertEquals(Optional.of(value), engine.probe("key"));
    }

    @Test
    void of_zero_or_false_is_a_hit() {
      engine.load("zero", () -> 0);
      engine.load("false", () -> false);

      assertEquals(Optional.of(0), engine.probe("zero"));
      assertEquals(Optional.of(false), engine.probe("false"));
    }

    @Test
    void of_null_is_a_hit() {
      engine.load("key", () -> null);

      assertEquals(Optional.empty(), engine.probe("key"));
      assertTrue(engine.cache.contains("key"));
      assertNotNull(engine.cache.get("key"));
    }

    @Test
    void of_another_type_in_a_far_layer_is_loaded_anew() {
      far.hold(CACHE, "key", "text", Duration.ofMinutes(1));

      Object token =
          engine.cache.calls().enter(engine.request("key", Integer.class, value -> List.of()));

      ((BiConsumer<Object, Throwable>) leads(token)).accept(7, null);
      assertEquals(7, engine.get("key"));
      assertEquals(7, far.held(CACHE, "key").value());
    }

    @Test
    void of_another_type_in_the_nearest_layer_is_loaded_anew() {
      engine.put("key", "text");

      assertNull(engine.cache.calls().probe("key", Integer.class, /* acceptsNull= */ false));
      Object token =
          engine.cache.calls().enter(engine.request("key", Integer.class, value -> List.of()));

      ((BiConsumer<Object, Throwable>) leads(token)).accept(7, null);
      assertEquals(7, engine.cache.calls().probe("key", Integer.class, false).value());
    }

    @Test
    void of_null_is_no_answer_for_a_primitive() {
      engine.put("key", null);

      assertNull(engine.cache.calls().probe("key", Integer.class, /* acceptsNull= */ false));
      leads(engine.cache.calls().enter(engine.request("key", Integer.class, value -> List.of())));
    }

    @Test
    void whose_tags_cannot_be_told_is_returned_and_not_stored() {
      Object token =
          engine
              .cache
              .calls()
              .enter(
                  engine.request(
                      "key",
                      Object.class,
                      value -> {
                        throw new IllegalStateException("tags");
                      }));

      leads(token).accept("value", null);

      assertFalse(engine.cache.contains("key"));
      assertEquals(List.of(), far.openLeases(CACHE));
    }

    @SuppressWarnings("unchecked")
    private BiConsumer<Object, Throwable> leads(Object token) {
      return (BiConsumer<Object, Throwable>) assertInstanceOf(BiConsumer.class, token);
    }
  }

  @Nested
  class Population {
    @Test
    void takes_the_tags_along() {
      far.hold(CACHE, "key", "value", Duration.ofMinutes(1), "red");
      engine.get("key");

      engine.invalidateTags("red");

      assertNull(engine.probe("key"));
    }

    @Test
    void can_be_switched_off() {
      EngineOptions off = new EngineOptions(false, Duration.ofSeconds(10), Duration.ofSeconds(2));
      EngineFixture engine = new EngineFixture(clock, off, EngineFixture.LIFETIME, local, far);
      far.hold(CACHE, "key", "value", Duration.ofMinutes(1));

      assertEquals("value", engine.load("key", () -> "unused"));

      assertNull(engine.probe("key"));
    }

    @Test
    void never_replaces_a_newer_write() {
      far.hold(CACHE, "key", "old", Duration.ofMinutes(1));
      far.afterRead(
          () -> {
            far.afterRead(() -> {});
            engine.put("key", "new");
          });

      engine.get("key");

      assertEquals(Optional.of("new"), engine.probe("key"));
    }
  }

  @Nested
  class AKey {
    private final KeyShape byLong = KeyShape.of(Template.parse("{0}"), null, List.of(long.class));

    @Test
    void of_a_method_is_found_by_its_text() {
      engine.cache.register(byLong);
      storeAsMethod(42L);

      assertEquals("value", engine.get("42"));
    }

    @Test
    void of_a_method_is_invalidated_by_its_text() {
      engine.cache.register(byLong);
      storeAsMethod(42L);

      engine.invalidate("42");

      assertNull(engine.probe(42L));
    }

    @Test
    void of_a_method_is_invalidated_by_a_pattern() {
      engine.cache.register(byLong);
      storeAsMethod(42L);

      engine.invalidatePattern("4?");

      assertNull(engine.probe(42L));
    }

    @Test
    void stored_as_text_before_the_method_came_is_still_found() {
      engine.put("42", "value");
      engine.cache.register(byLong);

      assertEquals("42", engine.cache.key("42").local());
    }

    @Test
    void stored_as_text_is_invalidated_too_when_the_method_has_come() {
      EngineFixture engine = new EngineFixture(clock, local);
      engine.put("42", "text");
      engine.cache.register(byLong);
      storeAsMethod(engine, 42L);

      engine.invalidate("42");

      assertNull(engine.probe("42"));
      assertNull(engine.probe(42L));
    }

    @Test
    void that_no_shape_fits_is_its_text() {
      engine.cache.register(byLong);

      assertEquals(new Key(CACHE, "no number", "no number"), engine.cache.key("no number"));
    }

    private void storeAsMethod(Object localKey) {
      storeAsMethod(engine, localKey);
    }

    private static void storeAsMethod(EngineFixture engine, Object localKey) {
      LoadRequest request =
          new LoadRequest(
              new Key(CACHE, localKey, localKey.toString()),
              engine.cache.lifetime(),
              Object.class,
              true,
              Patience.USUAL,
              (value, loadNanos) -> Keeping.tagged(List.of()));
      @SuppressWarnings("unchecked")
      BiConsumer<Object, Throwable> flight =
          (BiConsumer<Object, Throwable>) engine.cache.calls().enter(request);
      flight.accept("value", null);
    }
  }

  @Nested
  class Counting {
    @Test
    void a_probe_that_finds_nothing_counts_nothing() {
      engine.probe("key");

      assertEquals(0, engine.cache.statistics().misses());
    }

    @Test
    void a_recursive_call_is_a_miss_without_a_load() {
      engine.load("key", () -> engine.load("key", () -> "inner"));

      CacheStatistics statistics = engine.cache.statistics();
      assertEquals(2, statistics.misses());
      assertEquals(1, statistics.loads());
    }

    @Test
    void a_failing_body_is_a_miss_and_a_load_failure() {
      assertThrows(
          IOException.class,
          () ->
              engine.load(
                  "key",
                  () -> {
                    throw new IOException("body");
                  }));

      CacheStatistics statistics = engine.cache.statistics();
      assertEquals(1, statistics.misses());
      assertEquals(0, statistics.loads());
      assertEquals(1, statistics.loadFailures());
    }

    @Test
    void expiry_eviction_and_invalidation_are_apart() {
      engine.load("expires", () -> "value");
      clock.advance(EngineFixture.TTL);
      engine.probe("expires");
      engine.load("invalidated", () -> "value");
      engine.invalidate("invalidated");

      CacheStatistics statistics = engine.cache.statistics();
      assertEquals(1, statistics.expirations());
      assertEquals(0, statistics.evictions());
      assertEquals(1, statistics.invalidations());
    }

    @Test
    void a_reset_covers_what_regions_count() {
      engine.load("expires", () -> "value");
      clock.advance(EngineFixture.TTL);
      engine.probe("expires");

      engine.cache.resetStatistics();

      assertEquals(0, engine.cache.statistics().expirations());
    }

    @Test
    void time_saved_is_hits_times_the_average_load() {
      CacheStatistics statistics =
          new CacheStatistics(
              30,
              10,
              Map.of("local", 30L),
              10,
              0,
              Duration.ofSeconds(1).toNanos(),
              0,
              0,
              0,
              0,
              0,
              0,
              0);

      assertEquals(3_000, statistics.timeSavedMillis());
      assertEquals(0.75, statistics.hitRate());
    }

    @Test
    void layers_are_in_the_order_of_the_chain() {
      assertEquals(
          List.of("local", "far"), List.copyOf(engine.cache.statistics().layerHits().keySet()));
    }
  }

  @Nested
  class Explaining {
    @Test
    void names_layers_life_and_tags() {
      engine.load("key", () -> "secret", "red", "blue");

      assertEquals(
          "products: in local for 300 s more, 2 tags; in far for 300 s more, 2 tags.",
          engine.cache.explain("key"));
    }

    @Test
    void counts_one_tag_as_one() {
      engine.load("key", () -> "secret", "red");

      assertEquals(
          "products: in local for 300 s more, 1 tag; in far for 300 s more, 1 tag.",
          engine.cache.explain("key"));
    }

    @Test
    void says_where_a_key_is_not() {
      far.hold(CACHE, "key", "value", Duration.ofMillis(1_500));

      assertEquals(
          "products: not in local; in far for 1500 ms more, 0 tags.", engine.cache.explain("key"));
    }

    @Test
    void counts_nothing() {
      engine.cache.explain("key");

      assertEquals(0, engine.cache.statistics().misses());
    }

    @Test
    void says_that_the_cache_is_off() {
      engine.cache.enable(false);

      assertEquals(
          "products: not in local; not in far. The cache is disabled.",
          engine.cache.explain("key"));
    }
  }

  @Test
  void a_cache_switched_off_leaves_the_method_alone() {
    engine.cache.enable(false);

    assertNull(engine.cache.calls().enter(engine.request("key")));
    assertFalse(engine.cache.isEnabled());
  }

  @Test
  void an_exception_of_the_body_passes_as_it_is() {
    IOException thrown = new IOException("body");

    assertSame(
        thrown,
        assertThrows(
            IOException.class,
            () ->
                engine.load(
                    "key",
                    () -> {
                      throw thrown;
                    })));
  }

  @Test
  void a_hit_gives_the_token_that_the_layer_keeps() {
    engine.load("key", () -> "value");
    Entry first = engine.cache.calls().probe("key", Object.class, /* acceptsNull= */ true);

    assertSame(first, engine.cache.calls().probe("key", Object.class, /* acceptsNull= */ true));
  }

  @Test
  void the_api_reads_value_tags_and_life() {
    engine.put("key", "value", "red");

    Entry entry = engine.cache.get("key");

    assertEquals(List.of("red"), entry.tags());
    assertEquals(clock.in(EngineFixture.TTL), entry.deadlineNanos());
  }

  @Test
  void entries_are_those_of_the_nearest_layer() {
    far.hold(CACHE, "key", "value", Duration.ofMinutes(1));

    assertEquals(0, engine.cache.entries());
  }

  @ParameterizedTest
  @ValueSource(classes = {long.class, int.class})
  void a_put_is_seen_under_the_local_form_of_every_method(Class<?> parameter) throws Throwable {
    EngineFixture engine = new EngineFixture(clock, local);
    Template key = Template.parse("product:{0}");
    engine.cache.register(KeyShape.of(key, null, List.of(long.class)));
    engine.cache.register(KeyShape.of(key, null, List.of(int.class)));

    engine.put("product:1", "value");

    Object form =
        KeyShape.of(key, null, List.of(parameter))
            .localKey()
            .invoke(parameter == long.class ? (Object) 1L : (Object) 1);
    assertNotNull(engine.probe(form));
  }
}
