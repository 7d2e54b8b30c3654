package dev.multilayercache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What crosses to the agent, as {@link AgentDoor} says. */
class NamedCacheTest {
  private static final Class<?> ANCHOR = NamedCacheTest.class;

  private final FakeAgent agent = new FakeAgent();
  private final MultiLayerCache cache =
      new NamedCache(ANCHOR, "products", () -> new AgentDoor(agent));

  @Test
  void a_put_carries_its_options() {
    cache.put(
        "k",
        "v",
        CacheOptions.defaults()
            .withTtl(Duration.ofSeconds(9))
            .withLayerTtl("local", Duration.ofSeconds(1))
            .withTags("a", "b"));

    assertLastCall(
        "v1.put",
        ANCHOR,
        "products",
        "k",
        Duration.ofSeconds(9),
        Map.of("local", Duration.ofSeconds(1)),
        List.of("a", "b"),
        "v");
  }

  @Test
  void a_put_without_options_says_nothing_of_them() {
    cache.put("k", "v");

    assertLastCall("v1.put", ANCHOR, "products", "k", null, Map.of(), List.of(), "v");
  }

  @Test
  void a_loaded_value_comes_back() {
    assertEquals("v", cache.getOrLoad("k", () -> "v"));
  }

  @Test
  void what_the_loader_throws_comes_through_untouched() {
    Throwable failure = new Throwable();

    try {
      cache.getOrLoad("k", () -> fail(failure));
    } catch (Throwable e) {
      assertSame(failure, e);
      return;
    }
    throw new AssertionError("nothing was thrown");
  }

  @Test
  void invalidations_name_the_cache() {
    cache.invalidate("k");
    assertLastCall("v1.invalidate", ANCHOR, "products", "k");

    cache.expire("k");
    assertLastCall("v1.expire", ANCHOR, "products", "k");

    cache.invalidateByTags("a", "b");
    assertLastCall("v1.invalidateByTags", ANCHOR, "products", List.of("a", "b"));

    cache.invalidatePattern("k*");
    assertLastCall("v1.invalidatePattern", ANCHOR, "products", "k*");

    cache.invalidateAll();
    assertLastCall("v1.invalidateAll", ANCHOR, "products");
  }

  @Test
  void an_invalidation_tells_whether_it_was_confirmed() {
    assertEquals(new InvalidationResult(false, "v1.invalidateAll done"), cache.invalidateAll());
  }

  @Test
  void no_tags_invalidate_nothing() {
    cache.invalidateByTags();

    assertEquals(List.of(), agent.calls);
  }

  @Test
  void statistics_that_the_agent_does_not_count_are_zero() {
    assertEquals(
        new CacheStatistics(
            3, 1, Map.of("local", 3L), 0, 0, Duration.ofNanos(5), 0, 0, 0, 0, 0, 0, 0),
        cache.statistics());
    assertEquals(0.75, cache.statistics().hitRate());
  }

  private void assertLastCall(Object... expected) {
    assertEquals(Arrays.asList(expected), agent.calls.get(agent.calls.size() - 1));
  }

  private static String fail(Throwable failure) throws Throwable {
    throw failure;
  }
}
