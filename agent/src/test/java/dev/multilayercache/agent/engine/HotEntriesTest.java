package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.key.Template;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HotEntriesTest {
  private static final String CACHE = EngineFixture.CACHE;

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer local = new CaffeineLayer("local", 1_000, clock);
  private final RecordingLayer far = new RecordingLayer("far", clock).shared();
  private final EngineFixture engine = new EngineFixture(clock, local, far);

  @AfterEach
  void close() {
    local.close();
  }

  private void farHolds(String key, String value) {
    far.hold(CACHE, key, value, Duration.ofMinutes(1), "red");
  }

  @Test
  void are_named_by_their_keys_and_no_more_than_asked_for() {
    engine.load("1", () -> "one");
    engine.load("2", () -> "two");
    engine.load("3", () -> "three");

    List<String> hottest = engine.cache.hotEntries().hottest(2);

    assertEquals(2, hottest.size());
    assertTrue(Set.of("1", "2", "3").containsAll(hottest), hottest.toString());
  }

  @Test
  void are_copied_from_the_far_layer_and_counted_as_nothing() {
    farHolds("1", "one");

    int taken = engine.cache.hotEntries().take(List.of("1", "absent"));

    assertEquals(1, taken);
    assertEquals(0, engine.cache.statistics().hits() + engine.cache.statistics().misses());
    assertEquals(Optional.of("one"), engine.probe("1"));
    assertEquals(List.of(), far.openLeases(CACHE));
  }

  @Test
  void are_admitted_at_once_by_a_layer_that_else_waits_for_hits() {
    EngineOptions options =
        new EngineOptions(
            /* populateUpperLayers= */ true,
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            /* ttlJitter= */ Map.of(),
            Map.of("local", 2));
    EngineFixture picky = new EngineFixture(clock, options, EngineFixture.LIFETIME, local, far);
    farHolds("1", "one");

    assertEquals(1, picky.cache.hotEntries().take(List.of("1")));
    assertEquals(Optional.of("one"), picky.probe("1"));
  }

  @Test
  void that_may_not_be_copied_are_not_counted() {
    EngineOptions options =
        new EngineOptions(
            /* populateUpperLayers= */ false, Duration.ofSeconds(10), Duration.ofSeconds(2));
    EngineFixture apart = new EngineFixture(clock, options, EngineFixture.LIFETIME, local, far);
    farHolds("1", "one");

    assertEquals(0, apart.cache.hotEntries().take(List.of("1")));
  }

  @Test
  void are_found_under_the_keys_that_methods_make() {
    engine.cache.register(
        KeyShape.of(Template.parse("rate:{0}"), /* parameterNames= */ null, List.of(long.class)));
    farHolds("rate:7", "seven");

    engine.cache.hotEntries().take(List.of("rate:7"));

    Object localKey = engine.cache.key("rate:7").local();
    assertFalse(localKey instanceof String, "a method's own key");
    assertEquals(Optional.of("seven"), engine.probe(localKey));
  }

  @Test
  void that_are_here_already_stay() {
    engine.load("1", () -> "here");
    farHolds("1", "far");

    assertEquals(0, engine.cache.hotEntries().take(List.of("1")));
    assertEquals(Optional.of("here"), engine.probe("1"));
  }

  @Test
  void that_are_invalidated_on_their_way_do_not_arrive() {
    farHolds("1", "old");
    far.afterRead(
        () -> {
          far.afterRead(() -> {});
          engine.invalidateTags("red");
        });

    engine.cache.hotEntries().take(List.of("1"));

    assertNull(engine.probe("1"));
  }

  @Test
  void live_for_what_is_left_of_their_life() {
    farHolds("1", "one");
    engine.cache.hotEntries().take(List.of("1"));

    Entry entry = engine.cache.calls().probe("1", Object.class, /* acceptsNull= */ true);
    assertNotNull(entry);
    clock.advance(Duration.ofMinutes(1));

    assertNull(engine.probe("1"));
  }

  @Test
  void are_shared_only_where_a_layer_is() {
    assertTrue(engine.cache.hotEntries().areShared());
    assertFalse(new EngineFixture(clock, local).cache.hotEntries().areShared());
  }
}
