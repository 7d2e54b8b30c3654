package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.LogLines;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer layer = new CaffeineLayer("local", 100, clock);
  private final EngineFixture engine = new EngineFixture(clock, layer);

  @AfterEach
  void close() {
    layer.close();
  }

  @Nested
  class Written {
    @ParameterizedTest
    @CsvSource({
      "category:shoes, category:shoes",
      "a/b.c-d_e:f, a/b.c-d_e:f",
      "Küche, K%C3%BCche",
      "'Küche, Bad', K%C3%BCche%2C%20Bad",
      "a%\\, a%25%5C",
      "50%, 50%25",
      "50%2, 50%252",
      "%4g, %254g"
    })
    void have_percent_encoding_beyond_few_characters(String tag, String text) {
      assertEquals(List.of(text), Tags.written(List.of(tag)));
    }

    @ParameterizedTest
    @CsvSource({"K%C3%BCche, K%C3%BCche", "K%c3%bcche, K%C3%BCche"})
    void stay_as_they_are_when_written_again(String tag, String text) {
      assertEquals(List.of(text), Tags.written(List.of(tag)));
    }

    @Test
    void are_each_there_once() {
      assertEquals(List.of("a%20b", "c"), Tags.written(List.of("a b", "a%20b", "c", "a b")));
    }
  }

  @Test
  void one_with_a_comma_is_found_by_its_written_form() {
    engine.put("key", "value", "a,b");

    engine.invalidateTags("a%2Cb");

    assertFalse(engine.cache.contains("key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"category:Küche", "category:K%C3%BCche", "category:K%c3%bcche"})
  void one_of_an_entry_is_found_however_it_is_typed(String typed) {
    engine.put("put", "value", "category:Küche");
    engine.load("loaded", () -> "value", "category:Küche");

    engine.invalidateTags(typed);

    assertFalse(engine.cache.contains("put"));
    assertFalse(engine.cache.contains("loaded"));
  }

  @Nested
  class MoreThanAnEntryMayCarry {
    private static final String[] TOO_MANY =
        IntStream.range(0, 129).mapToObj(i -> "tag" + i).toArray(String[]::new);

    @Test
    void leave_a_loaded_value_returned_and_not_stored() {
      assertEquals("value", engine.load("key", () -> "value", TOO_MANY));

      assertFalse(engine.cache.contains("key"));
      assertEquals(1, engine.cache.statistics().refusedStores());
    }

    @Test
    void leave_a_put_value_not_stored() {
      engine.put("key", "old");

      engine.put("key", "new", TOO_MANY);

      assertFalse(engine.cache.contains("key"));
      assertEquals(1, engine.cache.statistics().refusedStores());
    }

    @Test
    void are_also_longer_ones_than_128_bytes() {
      engine.put("short", "value", "x".repeat(128));
      engine.put("long", "value", "x".repeat(129));
      engine.put("encoded", "value", "ü".repeat(22));

      assertTrue(engine.cache.contains("short"));
      assertFalse(engine.cache.contains("long"));
      assertFalse(engine.cache.contains("encoded"));
    }

    @Test
    void are_not_the_same_one_again() {
      engine.put(
          "key", "value", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a",
          "a", "a", "a");

      assertTrue(engine.cache.contains("key"));
    }

    @Test
    void are_warned_of_once() {
      LayeredCache cache =
          engine.caches.cache(EngineFixture.settings("warned", EngineFixture.LIFETIME));
      try (LogLines log = new LogLines()) {
        cache.put("a", "value", List.of(TOO_MANY), cache.lifetime());
        cache.put("b", "value", List.of(TOO_MANY), cache.lifetime());

        assertEquals(
            List.of(
                "[multilayercache] cache warned: a value has more than 128 tags or one longer than"
                    + " 128 bytes. It is returned and not stored. Use fewer or shorter tags."),
            log.about("cache warned"));
      }
    }

    @Test
    void may_be_invalidated_at_once() {
      engine.put("key", "value", "tag16");

      engine.invalidateTags(TOO_MANY);

      assertFalse(engine.cache.contains("key"));
    }
  }
}
