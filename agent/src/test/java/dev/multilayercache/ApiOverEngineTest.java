package dev.multilayercache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.ApiDoor;
import dev.multilayercache.agent.call.CallScopes;
import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.testing.FakeClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Both sides of the API: what an application calls, over two real layers. */
class ApiOverEngineTest {
  private static final Duration TTL = Duration.ofMinutes(5);

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer near = new CaffeineLayer("near", 100, clock);
  private final CaffeineLayer far = new CaffeineLayer("far", 100, clock);
  private final Caches caches =
      new Caches(
          List.of(near, far),
          new EngineOptions(true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
          new Generations(),
          clock);
  private final ApiDoor door =
      new ApiDoor(
          caches,
          new PlanRegistry(),
          new CallScopes(),
          name -> new Lifetime(TTL, Map.of(), Duration.ofSeconds(30)),
          name -> name.equals("strict") ? Consistency.STRONG : Consistency.BOUNDED);
  private final MultiLayerCache products = cache("products");

  @AfterEach
  void close() {
    near.close();
    far.close();
  }

  @Nested
  class AScope {
    private final AgentDoor agent = new AgentDoor(door);

    @Test
    void of_bypass_runs_a_loader_and_stores_nothing() {
      products.put("k", "old");

      assertEquals("new", agent.bypass(() -> products.getOrLoad("k", () -> "new")));
      assertEquals("old", products.<String>get("k"));
      assertEquals(1, products.statistics().bypasses());
    }

    @Test
    void of_refresh_runs_a_loader_and_stores_what_it_gives_in_all_layers() {
      products.put("k", "old");

      assertEquals("new", agent.refresh(() -> products.getOrLoad("k", () -> "new")));
      assertEquals("new", products.<String>get("k"));
      assertEquals(
          "products: in near for 300 s more, 0 tags; in far for 300 s more, 0 tags.",
          caches.find(ApiOverEngineTest.class, "products").explain("k"));
    }

    @Test
    void changes_nothing_for_what_is_asked_or_written_itself() {
      agent.bypass(
          () -> {
            products.put("k", "v");
            assertEquals("v", products.<String>get("k"));
            assertTrue(products.contains("k"));
            products.invalidate("k");
            return null;
          });

      assertFalse(products.contains("k"));
    }

    @Test
    void of_an_agent_that_has_left_runs_its_block_once() {
      AtomicInteger runs = new AtomicInteger();
      door.close();

      assertEquals(1, agent.refresh(runs::incrementAndGet));
    }

    @Test
    void throws_what_its_block_throws() {
      IOException thrown = new IOException();

      assertSame(
          thrown,
          assertThrows(
              IOException.class,
              () ->
                  agent.bypass(
                      () -> {
                        throw thrown;
                      })));
    }
  }

  @Nested
  class AValue {
    @Test
    void is_read_back_after_a_put() {
      products.put("k", "v");

      assertEquals("v", products.<String>get("k"));
    }

    @Test
    void is_absent_before_a_put() {
      assertNull(products.<String>get("k"));
      assertFalse(products.contains("k"));
    }

    @Test
    void may_be_null() {
      products.put("k", null);

      assertNull(products.<String>get("k"));
      assertTrue(products.contains("k"));
    }

    @Test
    void lives_as_long_as_the_cache_says() {
      products.put("k", "v");

      clock.advance(TTL.minusMillis(1));
      assertTrue(products.contains("k"));
      clock.advance(Duration.ofMillis(1));
      assertFalse(products.contains("k"));
    }

    @Test
    void lives_as_long_as_the_options_say() {
      products.put("k", "v", CacheOptions.defaults().withTtl(TTL.multipliedBy(2)));

      clock.advance(TTL.multipliedBy(2).minusMillis(1));
      assertTrue(products.contains("k"));
      clock.advance(Duration.ofMillis(1));
      assertFalse(products.contains("k"));
    }

    @Test
    void lives_in_a_layer_as_long_as_the_options_say() {
      products.put("k", "v", CacheOptions.defaults().withLayerTtl("near", Duration.ofSeconds(1)));

      clock.advance(Duration.ofSeconds(2));
      products.get("k");

      assertEquals(Map.of("near", 0L, "far", 1L), products.statistics().layerHits());
    }
  }

  @Nested
  class GetOrLoad {
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void loads_once() {
      products.getOrLoad("k", calls::incrementAndGet);

      assertEquals(1, products.getOrLoad("k", calls::incrementAndGet));
    }

    @Test
    void keeps_null() {
      products.getOrLoad("k", () -> null);

      assertNull(products.getOrLoad("k", () -> "other"));
    }

    @Test
    void passes_a_checked_exception_untouched_and_keeps_nothing() {
      IOException failure = new IOException();

      assertSame(
          failure,
          assertThrows(IOException.class, () -> products.getOrLoad("k", () -> fail(failure))));
      assertEquals("v", products.getOrLoad("k", () -> "v"));
    }

    @Test
    void runs_a_failing_loader_once() {
      assertThrows(
          IllegalStateException.class,
          () ->
              products.getOrLoad(
                  "k",
                  () -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException();
                  }));

      assertEquals(1, calls.get());
    }

    @Test
    void may_load_the_same_key_within_its_loader() {
      String value =
          products.getOrLoad("k", () -> "outer " + products.getOrLoad("k", () -> "inner"));

      assertEquals("outer inner", value);
    }
  }

  @Nested
  class AnInvalidation {
    @Test
    void by_key_forgets_the_key() {
      products.put("a", 1);
      products.put("b", 2);

      products.invalidate("a");

      assertFalse(products.contains("a"));
      assertTrue(products.contains("b"));
    }

    @Test
    void that_only_expires_the_key_ends_it_as_well() {
      products.put("a", 1);
      products.put("b", 2);

      InvalidationResult result = products.expire("a");

      assertTrue(result.confirmed());
      assertFalse(products.contains("a"));
      assertTrue(products.contains("b"));
    }

    @Test
    void by_tags_forgets_what_carries_one_of_them() {
      products.put("a", 1, CacheOptions.defaults().withTags("x"));
      products.put("b", 2, CacheOptions.defaults().withTags("y", "z"));
      products.put("c", 3, CacheOptions.defaults().withTags("w"));

      products.invalidateByTags("x", "z");

      assertFalse(products.contains("a"));
      assertFalse(products.contains("b"));
      assertTrue(products.contains("c"));
    }

    @Test
    void by_tags_takes_them_as_they_were_given_or_as_they_are_stored() {
      products.put("a", 1, CacheOptions.defaults().withTags("category:Küche"));
      products.getOrLoad("b", CacheOptions.defaults().withTags("50% off"), () -> 2);

      products.invalidateByTags("category:Küche", "50%25%20off");

      assertFalse(products.contains("a"));
      assertFalse(products.contains("b"));
    }

    @Test
    void by_tags_of_the_cache_leaves_other_caches_alone() {
      cache("users").put("a", 1, CacheOptions.defaults().withTags("x"));

      products.invalidateByTags("x");

      assertTrue(cache("users").contains("a"));
    }

    @Test
    void by_tags_of_all_caches_reaches_each() {
      cache("users").put("a", 1, CacheOptions.defaults().withTags("x"));
      products.put("a", 1, CacheOptions.defaults().withTags("x"));

      NamedCache.invalidateByTags(new AgentDoor(door), ApiOverEngineTest.class, null, "x");

      assertFalse(cache("users").contains("a"));
      assertFalse(products.contains("a"));
    }

    @Test
    void by_pattern_forgets_the_matching_keys() {
      products.put("user:1", 1);
      products.put("product:1", 1);

      products.invalidatePattern("user:*");

      assertFalse(products.contains("user:1"));
      assertTrue(products.contains("product:1"));
    }

    @Test
    void of_all_forgets_everything() {
      products.put("a", 1);

      products.invalidateAll();

      assertFalse(products.contains("a"));
    }

    @Test
    void is_told_in_one_line() {
      products.put("a", 1);

      assertEquals(
          new InvalidationResult(
              true,
              "Invalidated one key in cache products on this node only:"
                  + " no cluster layer is configured."),
          products.invalidate("a"));
    }

    @Test
    void by_a_bad_pattern_is_refused_with_a_reason() {
      Exception refusal =
          assertThrows(
              IllegalArgumentException.class, () -> products.invalidatePattern("re:(unclosed"));

      assertNull(refusal.getCause());
      assertFalse(refusal.getMessage().isBlank());
    }
  }

  @Nested
  class Statistics {
    @Test
    void count_hits_by_layer_misses_and_puts() {
      products.put("hit", 1);
      products.get("hit");
      products.get("miss");
      products.getOrLoad("loaded", () -> 1);

      CacheStatistics statistics = products.statistics();

      assertEquals(1, statistics.hits());
      assertEquals(2, statistics.misses());
      assertEquals(Map.of("near", 1L, "far", 0L), statistics.layerHits());
      assertEquals(List.of("near", "far"), List.copyOf(statistics.layerHits().keySet()));
      assertEquals(1, statistics.loads());
      assertEquals(1, statistics.puts());
    }

    @Test
    void of_a_cache_that_nobody_used_are_zero() {
      assertEquals(CacheStatistics.NONE, cache("unused").statistics());
    }
  }

  @Test
  void reading_and_invalidating_make_no_cache() {
    products.get("k");
    products.contains("k");
    products.statistics();
    products.invalidate("k");
    products.expire("k");
    products.invalidateByTags("tag");
    products.invalidatePattern("*");
    products.invalidateAll();

    assertEquals(List.of(), caches.all());
  }

  @Test
  void options_that_name_no_layer_are_refused_with_the_nearest() {
    CacheOptions options = CacheOptions.defaults().withLayerTtl("neer", Duration.ofSeconds(1));

    for (Exception refusal :
        List.of(
            assertThrows(IllegalArgumentException.class, () -> products.put("k", "v", options)),
            assertThrows(
                IllegalArgumentException.class,
                () -> products.getOrLoad("k", options, () -> "v")))) {
      assertEquals(
          "ttl of layer neer: no layer has this name. Did you mean near?", refusal.getMessage());
    }
  }

  @Test
  void an_empty_tag_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> products.invalidateByTags(""));
  }

  @Test
  void warming_up_reads_through_the_cache() {
    products.put("item3", "old");

    WarmUpReport report =
        products.warmUp(
            List.of(
                new WarmUpItem("item1", () -> "value1"),
                new WarmUpItem("item2", () -> fail(new IOException("Factory error"))),
                new WarmUpItem("item3", () -> "value3")));

    assertEquals(new WarmUpReport(1, 1, 1), report);
    assertEquals("value1", products.<String>get("item1"));
    assertNull(products.<String>get("item2"));
    assertEquals("old", products.<String>get("item3"));
  }

  @Test
  void a_cache_has_the_consistency_that_the_file_says_by_its_name() {
    cache("strict").put("k", "v");
    products.put("k", "v");

    assertEquals(Consistency.STRONG, caches.find(ApiOverEngineTest.class, "strict").consistency());
    assertEquals(
        Consistency.BOUNDED, caches.find(ApiOverEngineTest.class, "products").consistency());
  }

  @Test
  void a_disabled_cache_loads_each_time() {
    AtomicInteger calls = new AtomicInteger();
    caches.enable(false);

    products.getOrLoad("k", calls::incrementAndGet);
    products.getOrLoad("k", calls::incrementAndGet);

    assertEquals(2, calls.get());
  }

  private MultiLayerCache cache(String name) {
    return new NamedCache(ApiOverEngineTest.class, name, () -> new AgentDoor(door));
  }

  private static String fail(IOException failure) throws IOException {
    throw failure;
  }
}
