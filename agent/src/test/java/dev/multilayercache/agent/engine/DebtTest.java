package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.LogLines;
import dev.multilayercache.agent.testing.RecordingBus;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is owed for want of stack or memory, before and after it is paid. */
class DebtTest {
  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer local = new CaffeineLayer("local", 1_000, clock);
  private final RecordingBus bus = new RecordingBus();
  private final RecordingLayer cluster = new RecordingLayer("cluster", clock).shared(bus);
  private final EngineFixture engine = new EngineFixture(clock, local, cluster);
  private final Debt debt = engine.caches.debt(EngineFixture.CACHE);

  @BeforeEach
  void the_bus_makes_the_cluster_forget() {
    bus.whenPublishing(this::forget);
  }

  private void forget() {
    cluster.forget(EngineFixture.CACHE, "1");
  }

  @AfterEach
  void close() {
    local.close();
  }

  @Test
  void a_hit_that_was_judged_before_does_not_answer() {
    engine.load("1", () -> "old");
    assertNotNull(engine.probe("1"));

    debt.owe();

    assertNull(engine.probe("1"));
  }

  @Test
  void the_next_load_is_made_anew_and_kept() {
    engine.load("1", () -> "old");
    debt.owe();

    assertEquals("new", engine.load("1", () -> "new"));
    assertEquals("new", engine.load("1", () -> "newer"));
  }

  @Test
  void a_value_on_its_way_is_not_kept() {
    engine.load(
        "1",
        () -> {
          debt.owe();
          return "old";
        });

    assertEquals("new", engine.load("1", () -> "new"));
  }

  @Test
  void the_next_call_of_any_cache_tells_the_other_nodes() {
    LayeredCache other =
        engine.caches.cache(EngineFixture.settings("others", EngineFixture.LIFETIME));
    debt.owe();

    other.get("1");

    assertEquals(List.of(new Invalidation.All(EngineFixture.CACHE)), bus.published());
  }

  @Test
  void what_is_owed_while_it_is_paid_is_paid_later() {
    engine.load("1", () -> "old");
    debt.owe();
    bus.whenPublishing(
        () -> {
          forget();
          debt.owe();
        });
    engine.load("1", () -> "middle");
    bus.whenPublishing(this::forget);

    assertEquals("new", engine.load("1", () -> "new"));
  }

  @Test
  void what_lacks_stack_again_stays_owed() {
    engine.load("1", () -> "old");
    debt.owe();
    bus.whenPublishing(
        () -> {
          throw new StackOverflowError("again");
        });

    assertEquals("uncached", engine.load("1", () -> "uncached"));
    assertNull(engine.get("1"));
    bus.whenPublishing(this::forget);
    assertEquals("new", engine.load("1", () -> "new"));
  }

  @Test
  void another_cache_answers_again_once_it_is_paid() {
    LayeredCache other =
        engine.caches.cache(EngineFixture.settings("others", EngineFixture.LIFETIME));
    other.put("1", "kept", List.of(), other.lifetime());
    debt.owe();
    engine.get("1");

    assertNotNull(EngineFixture.probe(other, "1"));
  }

  @Test
  void it_is_told_in_one_line() {
    try (LogLines log = new LogLines()) {
      engine.caches.debt("told").owe();
      engine.get("1");

      assertEquals(
          List.of(
              "[multilayercache] cache told: the stack or the memory ended where a method was to"
                  + " invalidate. All entries have been forgotten instead."),
          log.about("cache told"));
    }
  }
}
