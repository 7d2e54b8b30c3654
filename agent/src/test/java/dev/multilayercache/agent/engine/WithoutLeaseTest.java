package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.NodeLeases;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What may answer in this JVM while it is not known what other nodes invalidate. */
class WithoutLeaseTest {
  private static final Duration LEASE = Duration.ofSeconds(5);

  private final FakeClock clock = new FakeClock();
  private final Generations generations = Generations.leased();
  private final CaffeineLayer local = new CaffeineLayer("local", 100, clock);
  private final EngineFixture engine =
      new EngineFixture(clock, generations, EngineFixture.OPTIONS, EngineFixture.LIFETIME, local);

  private void give() {
    NodeLeases.give(generations, clock, LEASE);
  }

  @Nested
  class AValueLoadedUnderALease {
    @Test
    void answers_as_long_as_the_lease_runs() {
      give();
      engine.load("key", () -> "value");

      clock.advance(LEASE.minusNanos(1));

      assertNotNull(engine.probe("key"));
    }

    @Test
    void does_not_answer_when_the_lease_has_ended_though_nobody_ended_it() {
      give();
      engine.load("key", () -> "value");
      assertNotNull(engine.probe("key"));

      clock.advance(LEASE);

      assertNull(engine.probe("key"));
    }

    @Test
    void does_not_answer_when_the_lease_was_taken() {
      give();
      engine.load("key", () -> "value");
      assertNotNull(engine.probe("key"));

      NodeLeases.take(generations);

      assertNull(engine.probe("key"));
    }

    @Test
    void answers_again_under_the_next_lease_if_nothing_invalidated_it() {
      give();
      engine.load("key", () -> "value");
      NodeLeases.take(generations);

      give();

      assertNotNull(engine.probe("key"));
    }

    @Test
    void answers_on_while_the_lease_is_renewed() {
      give();
      engine.load("key", () -> "value");
      for (int renewal = 0; renewal < 10; renewal++) {
        clock.advance(LEASE.dividedBy(2));
        give();
        assertNotNull(engine.probe("key"));
      }
    }
  }

  @Nested
  class AValueLoadedWithoutALease {
    @Test
    void answers_for_half_the_staleness_allowed() {
      engine.load("key", () -> "value");

      clock.advance(Duration.ofMillis(4_999));
      assertNotNull(engine.probe("key"));
      clock.advance(Duration.ofMillis(1));

      assertNull(engine.probe("key"));
    }

    @Test
    void answers_no_longer_if_a_lease_comes() {
      engine.load("key", () -> "value");
      clock.advance(Duration.ofMillis(4_999));
      give();
      assertNotNull(engine.probe("key"));

      clock.advance(Duration.ofMillis(1));

      assertNull(engine.probe("key"));
    }

    @Test
    void is_invalidated_like_any_other() {
      engine.load("key", () -> "value", "tag");
      assertNotNull(engine.probe("key"));

      engine.invalidateTags("tag");

      assertNull(engine.probe("key"));
    }
  }

  @Nested
  class AStrongCache {
    private final LayeredCache strong =
        engine.caches.cache(
            new CacheSettings(
                "strong",
                WithoutLeaseTest.class,
                Object.class,
                EngineFixture.LIFETIME,
                List.of(),
                Consistency.STRONG,
                null));

    private Object load(String value) {
      return strong.getOrLoad("key", EngineFixture.LIFETIME, List.of(), () -> value);
    }

    @Test
    void loads_for_each_call() {
      assertEquals("first", load("first"));
      assertEquals("second", load("second"));
    }

    @Test
    void answers_under_a_lease() {
      give();

      load("first");

      assertEquals("first", load("second"));
    }

    @Test
    void is_empty_for_the_API_too() {
      give();
      load("first");
      assertTrue(strong.contains("key"));

      NodeLeases.take(generations);

      assertFalse(strong.contains("key"));
      assertNull(strong.get("key"));
    }

    @Test
    void does_not_keep_what_it_loaded_without_one() {
      load("first");
      give();

      assertEquals("second", load("second"));
    }
  }
}
