package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.ApiOver;
import dev.multilayercache.WarmUpItem;
import dev.multilayercache.agent.call.ApiDoor;
import dev.multilayercache.agent.call.CallScopes;
import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.testing.FailingLayer;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The pattern's reference cases, in their order; the last one inverted. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReferenceCasesTest {
  private static final String CACHE = EngineFixture.CACHE;
  private static final Duration TTL = EngineFixture.TTL;

  private final FakeClock clock = new FakeClock();
  private final RecordingLayer l1 = new RecordingLayer("L1", clock);
  private final RecordingLayer l2 = new RecordingLayer("L2", clock);
  private final RecordingLayer l3 = new RecordingLayer("L3", clock);
  private final EngineFixture engine = new EngineFixture(clock, l1, l2, l3);

  @Test
  @Order(1)
  void case_1_without_layers_no_cache_is_built() {
    List<Layer> none = List.of();

    Exception refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Caches(none, EngineFixture.OPTIONS, new Generations(), clock));

    assertEquals("At least one cache layer is required", refused.getMessage());
  }

  @Test
  @Order(2)
  void case_2_a_hit_in_the_first_layer_asks_no_other() {
    l1.hold(CACHE, "key1", "value1", TTL);

    assertEquals("value1", engine.get("key1"));
    assertEquals(List.of("key1"), l1.reads());
    assertEquals(List.of(), l2.reads());
    assertEquals(List.of(), l3.reads());
  }

  @Test
  @Order(3)
  void case_3_a_hit_in_the_second_layer_asks_the_first_once() {
    l2.hold(CACHE, "key1", "value2", TTL);

    assertEquals("value2", engine.get("key1"));
    assertEquals(List.of("key1"), l1.reads());
    assertEquals(List.of("key1"), l2.reads());
    assertEquals(List.of(), l3.reads());
  }

  @Test
  @Order(4)
  void case_4_a_hit_in_the_third_layer_is_back_filled_into_both_above() {
    l3.hold(CACHE, "key1", "value3", TTL);

    assertEquals("value3", engine.get("key1"));
    assertEquals("value3", l1.held(CACHE, "key1").value());
    assertEquals("value3", l2.held(CACHE, "key1").value());
  }

  @Test
  @Order(5)
  void case_5_a_miss_everywhere_asks_each_layer_once() {
    assertNull(engine.get("nonexistent"));
    assertEquals(List.of("nonexistent"), l1.reads());
    assertEquals(List.of("nonexistent"), l2.reads());
    assertEquals(List.of("nonexistent"), l3.reads());
  }

  @Test
  @Order(6)
  void case_6_a_layer_that_fails_to_read_is_passed_over() {
    FailingLayer failing =
        FailingLayer.always("failing", () -> new IllegalStateException("Layer error"));
    EngineFixture engine = new EngineFixture(clock, failing, l2);
    l2.hold(CACHE, "key1", "value2", TTL);

    assertEquals("value2", engine.get("key1"));
    assertTrue(failing.calls() > 0);
  }

  @Test
  @Order(7)
  void case_7_a_write_reaches_all_layers() {
    engine.put("key1", "value1");

    assertEquals("value1", l1.held(CACHE, "key1").value());
    assertEquals("value1", l2.held(CACHE, "key1").value());
    assertEquals("value1", l3.held(CACHE, "key1").value());
  }

  @Test
  @Order(8)
  void case_8_a_layer_that_fails_to_write_does_not_keep_others_from_it() {
    FailingLayer failing =
        FailingLayer.whenWritten("failing", () -> new IllegalStateException("Set error"));
    EngineFixture engine = new EngineFixture(clock, failing, l2);

    assertDoesNotThrow(() -> engine.put("key1", "value1"));

    assertEquals("value1", l2.held(CACHE, "key1").value());
  }

  @Test
  @Order(9)
  void case_9_a_deletion_reaches_all_layers() {
    engine.put("key1", "value1");

    engine.invalidate("key1");

    assertNull(l1.held(CACHE, "key1"));
    assertNull(l2.held(CACHE, "key1"));
    assertNull(l3.held(CACHE, "key1"));
  }

  @Test
  @Order(10)
  void case_10_a_cached_key_is_not_loaded() {
    l1.hold(CACHE, "key1", "cached", TTL);
    AtomicInteger loads = new AtomicInteger();

    Object value =
        engine.load(
            "key1",
            () -> {
              loads.incrementAndGet();
              return "generated";
            });

    assertEquals("cached", value);
    assertEquals(0, loads.get());
  }

  @Test
  @Order(11)
  void case_11_an_absent_key_is_loaded_once_and_kept() {
    AtomicInteger loads = new AtomicInteger();

    Object value =
        engine.load(
            "key1",
            () -> {
              loads.incrementAndGet();
              return "generated";
            });

    assertEquals("generated", value);
    assertEquals(1, loads.get());
    assertEquals("generated", l1.held(CACHE, "key1").value());
  }

  @Test
  @Order(12)
  void case_12_what_was_warmed_up_is_read_through_the_cache() {
    warmUp(
        new WarmUpItem("item1", () -> "value1"),
        new WarmUpItem("item2", () -> "value2"),
        new WarmUpItem("item3", () -> "value3"));

    assertEquals("value1", engine.get("item1"));
    assertEquals("value2", engine.get("item2"));
    assertEquals("value3", engine.get("item3"));
  }

  @Test
  @Order(13)
  void case_13_a_failing_item_leaves_the_others_warm() {
    warmUp(
        new WarmUpItem("item1", () -> "value1"),
        new WarmUpItem(
            "item2",
            () -> {
              throw new IllegalStateException("Factory error");
            }),
        new WarmUpItem("item3", () -> "value3"));

    assertEquals("value1", engine.get("item1"));
    assertNull(engine.get("item2"));
    assertEquals("value3", engine.get("item3"));
  }

  private void warmUp(WarmUpItem... items) {
    ApiDoor door =
        new ApiDoor(
            engine.caches,
            new PlanRegistry(),
            new CallScopes(),
            name -> EngineFixture.LIFETIME,
            name -> Consistency.BOUNDED);
    ApiOver.cache(EngineFixture.class, CACHE, door).warmUp(List.of(items));
  }

  @Test
  @Order(14)
  void case_14_a_key_in_any_layer_is_contained() {
    l2.hold(CACHE, "key1", "value", TTL);

    assertTrue(engine.cache.contains("key1"));
  }

  @Test
  @Order(15)
  void case_15_a_key_in_no_layer_is_not_contained() {
    assertFalse(engine.cache.contains("nonexistent"));
  }

  @Test
  @Order(16)
  void case_16_contains_asks_a_layer_the_way_a_read_does() {
    EngineFixture engine = new EngineFixture(clock, l1);
    l1.hold(CACHE, "key1", "value", TTL);

    assertTrue(engine.cache.contains("key1"));
    assertEquals(List.of("key1"), l1.reads());
  }

  @Test
  @Order(17)
  void case_17_statistics_add_up_and_back_fill_is_no_put() {
    l1.hold(CACHE, "hit1", "value1", TTL);
    l2.hold(CACHE, "hit2", "value2", TTL);

    engine.get("hit1");
    engine.get("hit2");
    engine.get("miss");
    engine.put("new", "value");
    engine.invalidate("hit1");

    CacheStatistics statistics = engine.cache.statistics();
    assertEquals(2, statistics.hits());
    assertEquals(1, statistics.misses());
    assertEquals(1, statistics.puts());
    assertEquals(1, statistics.invalidations());
    assertEquals(Map.of("L1", 1L, "L2", 1L, "L3", 0L), statistics.layerHits());
  }

  @Test
  @Order(18)
  void case_18_a_reset_leaves_nothing_counted() {
    engine.get("absent");
    engine.put("key1", "value1");

    engine.cache.resetStatistics();

    CacheStatistics statistics = engine.cache.statistics();
    assertEquals(0, statistics.hits());
    assertEquals(0, statistics.misses());
    assertEquals(0, statistics.puts());
    assertEquals(0, statistics.invalidations());
  }

  @Nested
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class InMemory {
    private final CaffeineLayer memory = new CaffeineLayer("local", 1_000, clock);
    private final EngineFixture engine = new EngineFixture(clock, memory);

    @AfterEach
    void close() {
      memory.close();
    }

    @Test
    @Order(19)
    void case_19_an_entry_is_gone_when_its_ttl_has_passed() {
      put("key1", "value1", Duration.ofMillis(1));

      clock.advance(Duration.ofMillis(5));

      assertNull(engine.get("key1"));
    }

    @Test
    @Order(20)
    void case_20_a_tag_takes_exactly_the_entries_that_carry_it() {
      engine.put("key1", "value1", "tag1", "tag2");
      engine.put("key2", "value2", "tag1");
      engine.put("key3", "value3", "tag2");
      engine.put("key4", "value4");

      engine.invalidateTags("tag1");

      assertNull(engine.get("key1"));
      assertNull(engine.get("key2"));
      assertEquals("value3", engine.get("key3"));
      assertEquals("value4", engine.get("key4"));
    }

    @Test
    @Order(21)
    void case_21_pruning_removes_the_expired_and_nothing_else() {
      put("expired1", "1", Duration.ofMillis(1));
      put("expired2", "2", Duration.ofMillis(1));
      put("valid", "value3", Duration.ofSeconds(3600));

      clock.advance(Duration.ofMillis(5));

      memory.prune();
      assertEquals(2, engine.cache.statistics().expirations());
      assertEquals(1, engine.cache.entries());
      assertEquals("value3", engine.get("valid"));
    }

    private void put(String key, Object value, Duration ttl) {
      engine.cache.put(key, value, List.of(), new Lifetime(ttl, Map.of(), ttl));
    }
  }

  @Test
  @Order(22)
  void case_22_a_layer_receives_exactly_the_pattern_that_was_asked_for() {
    engine.invalidatePattern("re:user:.*");

    for (RecordingLayer each : List.of(l1, l2, l3)) {
      assertEquals(List.of(KeyPattern.parse("re:user:.*")), each.patterns());
    }
  }

  @Test
  @Order(23)
  void case_23_inverted_a_pattern_reaches_every_layer() {
    engine.put("test1", "value");

    engine.invalidatePattern("test*");

    assertNull(l1.held(CACHE, "test1"));
    assertNull(l2.held(CACHE, "test1"));
    assertNull(l3.held(CACHE, "test1"));
  }
}
