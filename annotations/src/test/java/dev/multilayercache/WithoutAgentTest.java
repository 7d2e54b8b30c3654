package dev.multilayercache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The API in a JVM without the agent: an empty cache that works. */
class WithoutAgentTest {
  private final MultiLayerCache cache = MultiLayerCaches.cache("products");

  @Test
  void getOrLoad_calls_the_loader_each_time() {
    AtomicInteger calls = new AtomicInteger();

    cache.getOrLoad("k", calls::incrementAndGet);

    assertEquals(2, cache.getOrLoad("k", calls::incrementAndGet));
  }

  @Test
  void a_checked_exception_of_the_loader_passes_typed_and_untouched() {
    IOException failure = new IOException();

    try {
      cache.getOrLoad("k", () -> fail(failure));
    } catch (IOException e) {
      assertSame(failure, e);
      return;
    }
    throw new AssertionError("nothing was thrown");
  }

  @Test
  void what_was_put_is_not_kept() {
    cache.put("k", "v", CacheOptions.defaults().withTags("t"));

    assertNull(cache.<String>get("k"));
    assertFalse(cache.contains("k"));
  }

  @Test
  void invalidating_has_nothing_to_do() {
    InvalidationResult expected =
        new InvalidationResult(true, "nothing to invalidate: no agent is attached");

    assertEquals(expected, cache.invalidate("k"));
    assertEquals(expected, cache.expire("k"));
    assertEquals(expected, cache.invalidateByTags("t"));
    assertEquals(expected, cache.invalidatePattern("k*"));
    assertEquals(expected, cache.invalidateAll());
    assertEquals(expected, MultiLayerCaches.invalidateByTags("t"));
  }

  @Test
  void statistics_are_zero() {
    assertEquals(0, cache.statistics().hits());
    assertEquals(0, cache.statistics().hitRate());
    assertTrue(cache.statistics().layerHits().isEmpty());
  }

  @Test
  void warming_up_skips_everything() {
    AtomicInteger calls = new AtomicInteger();

    WarmUpReport report = cache.warmUp(List.of(new WarmUpItem("k", calls::incrementAndGet)));

    assertEquals(new WarmUpReport(0, 1, 0), report);
    assertEquals(0, calls.get());
  }

  @Test
  void a_property_without_an_agent_behind_it_means_no_agent() {
    System.setProperty("multilayercache.agent", "0");
    try {
      assertEquals("v", cache.getOrLoad("k", () -> "v"));
    } finally {
      System.clearProperty("multilayercache.agent");
    }
  }

  @Test
  void a_null_key_is_refused_as_with_the_agent() {
    assertThrows(NullPointerException.class, () -> cache.invalidate(null));
  }

  @Test
  void a_blank_name_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> MultiLayerCaches.cache(" "));
  }

  private static String fail(IOException failure) throws IOException {
    throw failure;
  }
}
