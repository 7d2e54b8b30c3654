package dev.multilayercache.agent.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.FailingLayer;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingBus;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The faults W1 to W30 of the pattern's original, as what must hold instead.
 *
 * <p>Elsewhere: W11, W12 and W13 with all their interleavings in {@link OneLoadPerKeyTest} and
 * {@link LoadAgainstInvalidationTest}; W15 with the API's warm-up; W18, W28 and W29 with the
 * configuration; W6, W8, W9a and W24 for the cluster layer, and the same types from every layer
 * (W23), with that layer and its codec. W30: there is no metadata.
 */
class FaultListTest {
  private static final String CACHE = EngineFixture.CACHE;

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer local = new CaffeineLayer("local", 5_000, clock);
  private final RecordingLayer far = new RecordingLayer("far", clock);
  private final EngineFixture engine = new EngineFixture(clock, local, far);

  @AfterEach
  void close() {
    local.close();
  }

  @Test
  void w1_a_tag_reaches_every_layer() {
    engine.put("key", "value", "tag");

    engine.invalidateTags("tag");

    assertNull(engine.get("key"));
    assertFalse(engine.cache.contains("key"));
  }

  @Test
  void w2_back_fill_keeps_the_tags() {
    RecordingLayer near = new RecordingLayer("near", clock);
    EngineFixture engine = new EngineFixture(clock, near, far);
    engine.put("key", "value", "tag");
    near.forget(CACHE, "key");
    engine.get("key");

    engine.invalidateTags("tag");

    assertNull(engine.get("key"));
  }

  @Test
  void w3_a_pattern_leaves_no_layer_that_serves_a_matching_key() {
    engine.put("user:1", "1");
    engine.put("user:2", "2");

    engine.invalidatePattern("user:*");

    assertNull(engine.get("user:1"));
    assertNull(engine.get("user:2"));
  }

  @Test
  void w4_a_pattern_is_an_anchored_glob() {
    List<String> keys =
        List.of("session:2024-", "session:::2024---", "xsession:2024", "session:abc:2024-01");
    keys.forEach(key -> engine.put(key, "value"));

    engine.invalidatePattern("session:*:2024-*");

    assertEquals(
        List.of("session:2024-", "xsession:2024"),
        keys.stream().filter(engine.cache::contains).toList());
  }

  @Test
  void w4_an_invalid_pattern_is_the_callers_error() {
    assertThrows(IllegalArgumentException.class, () -> KeyPattern.parse("re:["));
  }

  @Test
  void w5_matching_keeps_no_state() {
    List<String> keys = List.of("u:0", "u:1", "u:2", "u:3", "u:4", "u:5");
    keys.forEach(key -> engine.put(key, "value"));

    engine.invalidatePattern("re:u:\\d");

    assertEquals(List.of(), keys.stream().filter(engine.cache::contains).toList());
  }

  @Test
  void w6_a_pattern_reaches_every_key_however_many() {
    for (int i = 0; i < 1_500; i++) {
      engine.put("u:" + i, i);
    }

    engine.invalidatePattern("u:*");

    assertEquals(0, far.entries());
    assertNull(engine.get("u:1499"));
  }

  @Test
  void w7_a_key_that_looks_like_a_tag_is_only_a_key() {
    engine.put("tag:x", "value");
    engine.put("key", "value", "x");

    engine.invalidateTags("x");

    assertEquals("value", engine.get("tag:x"));
    assertNull(engine.get("key"));
  }

  @Test
  void w8_concurrent_writes_under_one_tag_are_all_reached() {
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String key = "key" + i;
      writers.add(new Thread(() -> engine.put(key, "value", "tag")));
    }
    writers.forEach(Thread::start);
    await().until(() -> writers.stream().noneMatch(Thread::isAlive));

    engine.invalidateTags("tag");

    assertFalse(
        List.of("key0", "key1", "key2", "key3", "key4", "key5", "key6", "key7").stream()
            .anyMatch(engine.cache::contains));
  }

  @Test
  void w9a_a_tag_reaches_an_entry_however_old() {
    Duration week = Duration.ofDays(7);
    engine.cache.put("key", "value", List.of("tag"), new Lifetime(week, Map.of(), week));
    clock.advance(Duration.ofDays(6));

    engine.invalidateTags("tag");

    assertNull(engine.get("key"));
  }

  @Test
  void w9b_only_the_latest_writes_tags_count() {
    engine.put("key", "first", "old");
    engine.put("key", "second", "new");

    engine.invalidateTags("old");

    assertEquals("second", engine.get("key"));
  }

  @Test
  void w9c_an_old_tag_does_not_reach_a_later_value_without_it() {
    engine.put("key", "tagged", "tag");
    clock.advance(EngineFixture.TTL);
    engine.put("key", "untagged");

    engine.invalidateTags("tag");

    assertEquals("untagged", engine.get("key"));
  }

  @Test
  void w9d_tags_are_copied() {
    List<String> tags = new ArrayList<>(List.of("tag"));
    engine.cache.put("key", "value", tags, engine.cache.lifetime());
    tags.clear();

    engine.invalidateTags("tag");

    assertNull(engine.get("key"));
  }

  @Test
  void w9e_what_another_node_invalidates_goes_here_too() {
    RecordingBus bus = new RecordingBus();
    RecordingLayer cluster = new RecordingLayer("cluster", clock).shared(bus);
    EngineFixture engine = new EngineFixture(clock, local, cluster);
    engine.put("key", "value");
    cluster.forget(CACHE, "key");

    bus.receive(new Invalidation.ByKey(CACHE, "key"));

    assertNull(engine.get("key"));
  }

  @Test
  void w10_a_layer_that_throws_at_once_does_not_hide_a_value_below() {
    FailingLayer failing = FailingLayer.always("failing", () -> new IllegalStateException("now"));
    EngineFixture engine = new EngineFixture(clock, failing, far);
    far.hold(CACHE, "key", "value", Duration.ofMinutes(1));

    assertEquals("value", engine.get("key"));
    assertEquals(Map.of("failing", 0L, "far", 1L), engine.cache.statistics().layerHits());
    assertEquals(0, engine.cache.statistics().misses());
  }

  @Test
  void w12_a_load_that_a_deletion_overtook_is_not_kept() {
    engine.load(
        "key",
        () -> {
          engine.invalidate("key");
          return "old";
        });

    assertFalse(engine.cache.contains("key"));
  }

  @Test
  void w13_back_fill_does_not_undo_a_deletion() {
    RecordingLayer near = new RecordingLayer("near", clock);
    EngineFixture engine = new EngineFixture(clock, near, far);
    far.hold(CACHE, "key", "old", Duration.ofMinutes(1));
    near.beforeStore(() -> engine.invalidate("key"));

    engine.get("key");

    assertNull(near.held(CACHE, "key"));
  }

  @Test
  void w14_a_read_between_the_removals_does_not_bring_the_value_back() {
    RecordingBus bus = new RecordingBus();
    RecordingLayer cluster = new RecordingLayer("cluster", clock).shared(bus);
    EngineFixture engine = new EngineFixture(clock, local, cluster);
    engine.put("key", "old");
    bus.whenPublishing(
        () -> {
          cluster.forget(CACHE, "key");
          engine.get("key");
        });

    engine.invalidate("key");

    assertNull(engine.get("key"));
  }

  @Test
  void w16_absence_is_no_value_and_nothing_is_a_hit_but_a_stored_null() {
    assertNull(engine.cache.get("key"));
    engine.put("key", null);

    assertNotNull(engine.cache.get("key"));
  }

  @Test
  void w17_a_null_is_loaded_once_and_contained() {
    AtomicInteger loads = new AtomicInteger();
    Loader<RuntimeException> loader =
        () -> {
          loads.incrementAndGet();
          return null;
        };

    engine.load("key", loader);
    engine.load("key", loader);

    assertEquals(1, loads.get());
    assertTrue(engine.cache.contains("key"));
  }

  @Test
  void w18_a_ttl_of_zero_stores_nothing() {
    engine.cache.put(
        "key", "value", List.of(), new Lifetime(Duration.ZERO, Map.of(), Duration.ZERO));

    assertFalse(engine.cache.contains("key"));
  }

  @Test
  void w18_a_negative_ttl_stores_nothing() {
    Duration negative = Duration.ofSeconds(-1);
    engine.cache.put("key", "value", List.of(), new Lifetime(negative, Map.of(), negative));

    assertFalse(engine.cache.contains("key"));
  }

  @Test
  void w19_hits_and_misses_are_the_reads() {
    engine.get("absent");
    engine.load("key", () -> "value");
    engine.load("key", () -> "value");
    engine.get("key");

    CacheStatistics statistics = engine.cache.statistics();
    assertEquals(4, statistics.hits() + statistics.misses());
    assertEquals(2, statistics.hits());
  }

  @Test
  void w20_a_snapshot_does_not_change() {
    engine.put("key", "value");
    CacheStatistics before = engine.cache.statistics();

    engine.get("key");
    engine.cache.resetStatistics();

    assertEquals(0, before.hits());
    assertEquals(0, before.layerHits().get("local"));
    assertEquals(1, before.puts());
    assertThrows(UnsupportedOperationException.class, () -> before.layerHits().put("local", 1L));
  }

  @Test
  void w21_two_layers_of_one_name_are_refused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new EngineFixture(clock, far, new RecordingLayer("far", clock)));
  }

  @Test
  void w22_a_deletion_reads_nothing() {
    engine.put("key", "value");
    far.reads().clear();

    engine.invalidate("key");

    assertEquals(List.of(), far.reads());
    assertNull(far.held(CACHE, "key"));
  }

  @Test
  void w22_a_deletion_that_a_shared_layer_failed_is_surfaced() {
    FailingLayer failing = FailingLayer.always("failing", IllegalStateException::new).shared();
    EngineFixture engine = new EngineFixture(clock, local, failing);

    assertFalse(engine.invalidate("key").confirmed());
  }

  /** The documented rule: the local layer gives the object itself, so it should be immutable. */
  @Test
  void w23_the_local_layer_gives_the_stored_object_itself() {
    Object value = new Object();
    engine.put("key", value);

    assertSame(value, engine.get("key"));
  }

  @Test
  void w24_keys_that_would_share_a_path_do_not_share_a_slot() {
    engine.put("q#1", "one");
    engine.put("q#2", "two");
    engine.put("x/../a", "up");
    engine.put("a", "plain");

    assertEquals("one", engine.get("q#1"));
    assertEquals("plain", engine.get("a"));
  }

  @Test
  void w24_any_text_is_a_tag() {
    engine.put("key", "value", "красный, blue");
    engine.put("other", "value", "blue");

    engine.invalidateTags("красный, blue");

    assertNull(engine.get("key"));
    assertEquals("value", engine.get("other"));
  }

  @Test
  void w25_reading_does_not_extend_life() {
    far.hold(CACHE, "key", "value", Duration.ofSeconds(10));
    clock.advance(Duration.ofSeconds(9));
    assertEquals("value", engine.get("key"));

    clock.advance(Duration.ofSeconds(2));

    assertNull(engine.get("key"));
  }

  @Test
  void w26_the_nearer_layer_may_be_given_the_shorter_life() {
    Lifetime shorter =
        new Lifetime(
            EngineFixture.TTL, Map.of("local", Duration.ofSeconds(1)), Duration.ofSeconds(30));
    engine.cache.put("key", "value", List.of(), shorter);

    clock.advance(Duration.ofSeconds(1));

    assertNull(engine.probe("key"));
    assertNotNull(far.held(CACHE, "key"));
  }

  @Test
  void w27_expired_entries_do_not_stay_for_ever() {
    engine.put("key", "value");
    clock.advance(EngineFixture.TTL);

    assertDoesNotThrow(local::prune);

    assertEquals(0, engine.cache.entries());
  }
}
