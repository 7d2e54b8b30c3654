package dev.multilayercache.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.testkit.shop.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a test says that fails. */
class FailingAssertionsIT {
  private static Map<String, String> messages;

  @WithMultiLayerCache
  static class Failing {
    private final Catalogue catalogue = new Catalogue();

    @Test
    void loads(CacheProbe caches) {
      catalogue.title(1);
      catalogue.title(1);
      catalogue.title(2);
      caches.cache("titles").assertLoads(1);
    }

    @Test
    void hits(CacheProbe caches) {
      catalogue.title(1);
      catalogue.rename(1);
      caches.cache("titles").assertHits(1);
    }

    @Test
    void layer(CacheProbe caches) {
      catalogue.title(1);
      caches.cache("titles").assertHitsIn("cluster", 1);
    }

    @Test
    void missing(CacheProbe caches) {
      catalogue.title(1);
      caches.cache("titles").assertCached("title:2");
    }

    @Test
    void present(CacheProbe caches) {
      catalogue.title(1);
      caches.cache("titles").assertNotCached("title:1");
    }

    @Test
    void misspelled(CacheProbe caches) {
      catalogue.title(1);
      caches.cache("titels").assertLoads(1);
    }

    @Test
    void refused(CacheProbe caches) {
      caches.assertCached(Catalogue.class, "stream");
    }

    @Test
    void unannotated(CacheProbe caches) {
      caches.assertCached(Catalogue.class, "plain");
    }
  }

  @BeforeAll
  static void run() {
    List<String> lines = InnerTests.run(Failing.class);
    assertEquals("0 of 8 succeeded", lines.get(0), lines::toString);
    messages =
        lines.stream()
            .skip(1)
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf('(')),
                    line -> line.substring(line.indexOf(": ") + 2),
                    (a, b) -> a + b));
  }

  @Test
  void of_a_count_it_says_what_was_seen() {
    assertEquals(
        "cache titles: loads: expected 1, but there were 2. Seen since the test began: hits 1 (local 1), misses 2, loads 2.",
        messages.get("loads"));
    assertEquals(
        "cache titles: hits: expected 1, but there were 0. Seen since the test began: hits 0 (local 0), misses 1, loads 1, invalidations 1.",
        messages.get("hits"));
  }

  @Test
  void of_a_layer_that_is_not_there_it_names_those_that_are() {
    assertEquals(
        "cache titles has no layer \"cluster\". Its layers: local.", messages.get("layer"));
  }

  @Test
  void of_a_key_it_says_whether_it_is_cached() {
    assertTrue(
        messages.get("missing").startsWith("cache titles: key title:2 is not cached. Seen since"),
        messages.get("missing"));
    assertTrue(
        messages.get("present").startsWith("cache titles: key title:1 is cached. Seen since"),
        messages.get("present"));
  }

  @Test
  void of_a_cache_that_nobody_uses_it_names_the_others_and_the_refused_methods() {
    String message = messages.get("misspelled");

    assertTrue(
        message.contains("misses 0, loads 0. No cached method of it was called. Caches in use: "),
        message);
    assertTrue(message.contains("titles"), message);
    assertTrue(message.contains("Refused methods: "), message);
    assertTrue(message.contains("Catalogue.stream(): its result can be used once only"), message);
  }

  @Test
  void of_a_refused_method_it_gives_the_reason() {
    String message = messages.get("refused");

    assertTrue(
        message.startsWith(
            "Not cached: dev.multilayercache.testkit.shop.Catalogue.stream(): its result can be used once only"),
        message);
  }

  @Test
  void of_a_method_that_asks_for_nothing_it_names_those_that_do() {
    assertEquals(
        "Not cached: dev.multilayercache.testkit.shop.Catalogue has no method plain that asks for it."
            + " Cached methods of the class: [dev.multilayercache.testkit.shop.Catalogue.categories(),"
            + " dev.multilayercache.testkit.shop.Catalogue.find(long)].",
        messages.get("unannotated"));
  }
}
