package dev.multilayercache.agent.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.layer.store.StoreLayer;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.MapStore;
import dev.multilayercache.agent.testing.RecordingBus;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A page that is made of a cached product while an invalidation of both is half done: the farther
 * layer has forgotten, and this JVM still holds the old product.
 */
class MadeOfOthersTest {
  private static final String CACHE = EngineFixture.CACHE;

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer local = new CaffeineLayer("local", 1_000, clock);
  private final RecordingBus bus = new RecordingBus();
  private final RecordingLayer cluster = new RecordingLayer("cluster", clock).shared(bus);
  private EngineFixture engine;
  private Object madeMeanwhile;

  @AfterEach
  void close() {
    local.close();
  }

  static Stream<Invalidation> invalidations() {
    return Stream.of(
        new Invalidation.ByTags(null, List.of("tag")),
        new Invalidation.ByTags(CACHE, List.of("tag")),
        new Invalidation.ByPattern(CACHE, KeyPattern.parse("p*")),
        new Invalidation.All(CACHE),
        new Invalidation.All(null));
  }

  private void given(Layer farther) {
    engine = new EngineFixture(clock, local, farther);
    engine.load("product", () -> "old", "tag");
  }

  private void makePage() {
    madeMeanwhile = page();
  }

  private Object page() {
    return engine.load("page", () -> "of " + engine.load("product", () -> "new", "tag"), "tag");
  }

  @ParameterizedTest
  @MethodSource("invalidations")
  void does_not_stay_in_a_cluster(Invalidation invalidation) {
    given(cluster);
    bus.whenPublishing(
        () -> {
          cluster.forget(CACHE, "product");
          makePage();
        });

    engine.caches.invalidate(invalidation);

    assertEquals("of old", madeMeanwhile);
    assertNull(engine.get("page"));
    assertEquals("of new", page());
  }

  @ParameterizedTest
  @MethodSource("invalidations")
  void does_not_stay_in_a_store(Invalidation invalidation) {
    MapStore store = new MapStore();
    StoreLayer layer = StoreLayer.ofOurs("store", () -> store, /* startsEmpty= */ false, clock);
    layer.start();
    await().until(() -> layer.status().state().equals("ready"));
    given(layer);
    store.afterRemoval(this::makePage);

    engine.caches.invalidate(invalidation);

    assertEquals("of old", madeMeanwhile);
    assertNull(engine.get("page"));
    assertEquals("of new", page());
    layer.close();
  }

  @Test
  void is_kept_once_the_invalidation_is_done() {
    given(cluster);
    bus.whenPublishing(() -> cluster.forget(CACHE, "product"));
    engine.invalidateTags("tag");

    page();

    assertEquals("of new", engine.get("page"));
  }
}
