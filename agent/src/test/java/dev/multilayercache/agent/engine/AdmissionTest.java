package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
  private static final String CACHE = EngineFixture.CACHE;
  private static final Duration TTL = EngineFixture.TTL;

  @Nested
  class ALayerThatTakesAKeyAfterTwoHits {
    private final FakeClock clock = new FakeClock();
    private final RecordingLayer near = new RecordingLayer("near", clock);
    private final RecordingLayer middle = new RecordingLayer("middle", clock);
    private final RecordingLayer far = new RecordingLayer("far", clock);
    private final EngineOptions options =
        new EngineOptions(
            /* populateUpperLayers= */ true,
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            /* ttlJitter= */ Map.of(),
            Map.of("near", 2));
    private final EngineFixture engine =
        new EngineFixture(clock, options, EngineFixture.LIFETIME, near, middle, far);

    @Test
    void has_nothing_after_the_first() {
      far.hold(CACHE, "key", "value", TTL);

      assertEquals("value", engine.load("key", () -> "loaded"));

      assertNull(near.held(CACHE, "key"));
      assertEquals("value", middle.held(CACHE, "key").value());
    }

    @Test
    void has_it_after_the_second_whichever_farther_layer_answered() {
      far.hold(CACHE, "key", "value", TTL);

      engine.load("key", () -> "loaded");
      engine.get("key");

      assertEquals("value", near.held(CACHE, "key").value());
      assertEquals(
          Map.of("near", 0L, "middle", 1L, "far", 1L), engine.cache.statistics().layerHits());
    }

    @Test
    void counts_each_key_for_itself() {
      far.hold(CACHE, "a", "1", TTL);
      far.hold(CACHE, "b", "2", TTL);

      engine.get("a");
      engine.get("b");

      assertNull(near.held(CACHE, "a"));
      assertNull(near.held(CACHE, "b"));
    }

    @Test
    void leaves_what_is_loaded_to_the_farther_ones() {
      engine.load("key", () -> "loaded");

      assertNull(near.held(CACHE, "key"));
      assertNotNull(middle.held(CACHE, "key"));
      assertNotNull(far.held(CACHE, "key"));
    }

    @Test
    void leaves_what_is_put_to_the_farther_ones() {
      engine.put("key", "put");

      assertNull(near.held(CACHE, "key"));
      assertEquals("put", far.held(CACHE, "key").value());
    }

    @Test
    void takes_at_once_what_is_loaded_anew_of_a_key_that_has_proved_itself() {
      engine.load("key", () -> "old");
      engine.get("key");
      engine.get("key");
      engine.invalidate("key");

      engine.load("key", () -> "new");

      assertEquals("new", near.held(CACHE, "key").value());
    }

    @Test
    void takes_at_once_what_no_farther_one_takes() {
      middle.takeNothing();
      far.disappear();

      engine.load("key", () -> "loaded");

      assertEquals("loaded", near.held(CACHE, "key").value());
    }

    @Test
    void keeps_no_lease_that_it_does_not_use() {
      far.hold(CACHE, "key", "value", TTL);

      engine.load("key", () -> "unused");
      engine.load("other", () -> "loaded");

      assertEquals(List.of(), near.openLeases(CACHE));
    }

    @Test
    void takes_everything_of_a_cache_that_has_no_farther_one() {
      EngineFixture alone = new EngineFixture(clock, options, EngineFixture.LIFETIME, near);

      alone.load("key", () -> "loaded");

      assertEquals("loaded", near.held(CACHE, "key").value());
    }
  }

  @Nested
  class TheCount {
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void is_none_where_every_key_is_taken(int hits) {
      Admission admission = Admission.after(hits);

      assertTrue(admission.isOpenFor("key"));
      assertTrue(admission.isOpenAfterHitOf("key"));
    }

    @Test
    void opens_with_the_last_hit_that_is_needed() {
      Admission admission = Admission.after(3);

      assertFalse(admission.isOpenAfterHitOf("key"));
      assertFalse(admission.isOpenAfterHitOf("key"));
      assertFalse(admission.isOpenFor("key"));
      assertTrue(admission.isOpenAfterHitOf("key"));
      assertTrue(admission.isOpenFor("key"));
    }

    @Test
    void of_a_thousand_keys_is_hardly_ever_that_of_others_too() {
      Admission admission = Admission.after(2);

      int early = 0;
      for (int i = 0; i < 1_000; i++) {
        early += admission.isOpenAfterHitOf("key" + i) ? 1 : 0;
      }

      assertTrue(early <= 20, early + " let in with their first hit");
    }

    @Test
    void is_halved_in_time_so_that_old_favourites_go() {
      Admission admission = Admission.after(2);
      admission.isOpenAfterHitOf("old");
      admission.isOpenAfterHitOf("old");

      for (int i = 0; i < 100_000 && admission.isOpenFor("old"); i++) {
        admission.isOpenAfterHitOf("flood" + i % 3 + "-" + i);
      }

      assertFalse(admission.isOpenFor("old"));
    }

    @Test
    void goes_up_to_a_hundred_hits() {
      Admission admission = Admission.after(100);
      for (int i = 0; i < 99; i++) {
        assertFalse(admission.isOpenAfterHitOf("key"));
      }

      assertTrue(admission.isOpenAfterHitOf("key"));
    }
  }
}
