package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.key.KeyLength;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.FakeClock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A key of more than 512 bytes, under which a method stored a value. */
class LongKeyTest {
  private static final String TEXT = "x".repeat(600);

  /** The key as a person writes it who knows the template. */
  private static final String WHOLE = "note:" + TEXT;

  private static final String SHORTENED = KeyLength.limit(WHOLE);

  private final FakeClock clock = new FakeClock();
  private final EngineFixture engine =
      new EngineFixture(clock, new CaffeineLayer("local", 1_000, clock));

  @BeforeEach
  void a_method_stores_a_value() throws Throwable {
    KeyShape shape = KeyShape.of(Template.parse("note:{0}"), null, List.of(String.class));
    engine.cache.register(shape);
    Object local = shape.localKey().invoke(TEXT);
    Flight flight =
        (Flight)
            engine
                .cache
                .calls()
                .enter(
                    new LoadRequest(
                        new Key(EngineFixture.CACHE, local, KeyShape.canonical(local)),
                        EngineFixture.LIFETIME,
                        String.class,
                        /* acceptsNull= */ true,
                        Patience.USUAL,
                        (value, loadNanos) -> Keeping.tagged(List.of())));
    flight.accept("value", null);
  }

  @Nested
  class IsFound {
    @Test
    void by_the_whole_text() {
      assertEquals("value", engine.get(WHOLE));
    }

    @Test
    void by_a_load_through_the_api() {
      assertEquals("value", engine.load(WHOLE, () -> "loaded"));
    }

    @Test
    void where_somebody_asks_if_it_is_there() {
      assertTrue(engine.cache.contains(WHOLE));
    }

    @Test
    void where_its_layers_are_explained_whole_or_shortened() {
      assertTrue(engine.cache.explain(WHOLE).contains("in local for"));
      assertTrue(engine.cache.explain(SHORTENED).contains("in local for"));
    }
  }

  @Nested
  class IsForgotten {
    @Test
    void by_the_whole_text() {
      engine.caches.invalidateKey(EngineFixture.CACHE, WHOLE);

      assertNull(engine.get(WHOLE));
    }

    @Test
    void by_its_shortened_form() {
      engine.caches.invalidateKey(EngineFixture.CACHE, SHORTENED);

      assertNull(engine.get(WHOLE));
    }

    @Test
    void by_a_pattern_that_its_hidden_part_matches() {
      engine.caches.invalidate(
          new Invalidation.ByPattern(EngineFixture.CACHE, KeyPattern.parse("note:*x")));

      assertNull(engine.get(WHOLE));
    }

    @Test
    void not_by_a_pattern_that_its_beginning_does_not_match() {
      engine.caches.invalidate(
          new Invalidation.ByPattern(EngineFixture.CACHE, KeyPattern.parse("memo:*")));

      assertEquals("value", engine.get(WHOLE));
    }
  }

  @Nested
  class AShortTextThatLooksLikeIt {
    @Test
    void is_another_key() {
      assertFalse(engine.cache.contains(SHORTENED));
    }

    @Test
    void does_not_take_its_place_when_it_is_written() {
      engine.put(SHORTENED, "forged");

      assertEquals("value", engine.get(WHOLE));
    }

    @Test
    void is_forgotten_by_its_text() {
      engine.put(SHORTENED, "forged");

      engine.caches.invalidateKey(EngineFixture.CACHE, SHORTENED);

      assertNull(engine.get(SHORTENED));
    }
  }

  @Test
  void what_is_put_under_the_whole_text_takes_its_place() {
    engine.put(WHOLE, "newer");

    assertEquals("newer", engine.get(WHOLE));
  }
}
