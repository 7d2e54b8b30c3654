package dev.multilayercache.agent.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.layer.GuardedLayer;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerContract;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.layer.file.FileStore;
import dev.multilayercache.agent.layer.store.StoreLayer;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.MapStore;
import dev.multilayercache.agent.testing.RecordingBus;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chains with a layer in files, in every place it can have, and with two layers in memory. */
class StoredChainTest {
  private static final String CACHE = EngineFixture.CACHE;

  @TempDir Path directory;
  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer local = new CaffeineLayer("local", 1_000, clock);
  private StoreLayer file;

  @AfterEach
  void close() {
    local.close();
    if (file != null) {
      file.close();
    }
  }

  /** Where the files are among the others. */
  enum Place {
    ALONE,
    LAST,
    MIDDLE,
    FIRST
  }

  private RecordingLayer cluster;

  private EngineFixture engine(Place place) {
    file = open(directory, clock);
    cluster = new RecordingLayer("cluster", clock).shared(new RecordingBus());
    Layer guarded = new GuardedLayer(file, clock);
    return switch (place) {
      case ALONE -> new EngineFixture(clock, guarded);
      case LAST -> new EngineFixture(clock, local, guarded);
      case MIDDLE -> new EngineFixture(clock, local, guarded, cluster);
      case FIRST -> new EngineFixture(clock, guarded, local, cluster);
    };
  }

  private static StoreLayer open(Path directory, LongSupplier clock) {
    StoreLayer layer =
        StoreLayer.ofOurs(
            "disk",
            () -> FileStore.open("disk", directory.toFile(), 1 << 20, 1_000),
            /* startsEmpty= */ false,
            clock);
    layer.start();
    await().until(() -> layer.status().state().equals("ready"));
    return layer;
  }

  /** The same over the files as they are now, as the next JVM finds them. */
  private EngineFixture restarted() {
    file.close();
    file = open(directory, clock);
    return new EngineFixture(clock, file);
  }

  @Nested
  class AsALayer extends LayerContract {
    @Override
    protected Layer layer() {
      file = open(directory, System::nanoTime);
      return file;
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_loaded_value_is_answered_without_loading_it_again(Place place) {
    EngineFixture engine = engine(place);
    engine.load("1", () -> "loaded", "red");

    assertEquals("loaded", engine.load("1", () -> "again", "red"));
    assertEquals(1, engine.cache.statistics().hits());
  }

  @ParameterizedTest
  @EnumSource
  void a_loaded_value_is_answered_after_a_restart(Place place) {
    engine(place).load("1", () -> "loaded", "red");

    assertEquals("loaded", restarted().get("1"));
  }

  @ParameterizedTest
  @EnumSource
  void an_invalidated_value_is_gone_and_stays_so(InvalidationKind kind) {
    EngineFixture engine = engine(Place.MIDDLE);
    engine.load("1", () -> "old", "red");

    assertTrue(engine.caches.invalidate(kind.invalidation()).confirmed());

    cluster.forget(CACHE, "1"); // by its bus, which is a fake here
    assertEquals("new", engine.load("1", () -> "new", "blue"));
    engine.caches.invalidate(new Invalidation.ByKey(CACHE, "1"));
    assertNull(restarted().get("1"));
  }

  @ParameterizedTest
  @EnumSource
  void what_is_invalidated_before_its_cache_is_made_is_gone(InvalidationKind kind) {
    engine(Place.ALONE).load("1", () -> "old", "red");
    file.close();
    file = open(directory, clock);
    Caches caches = new Caches(List.of(file), EngineFixture.OPTIONS, new Generations(), clock);

    caches.invalidate(kind.invalidation());

    assertNull(caches.cache(EngineFixture.settings(CACHE, EngineFixture.LIFETIME)).get("1"));
  }

  @ParameterizedTest
  @EnumSource
  void a_load_that_began_before_an_invalidation_leaves_nothing_behind(InvalidationKind kind) {
    EngineFixture engine = engine(Place.LAST);

    Object value =
        engine.load(
            "1",
            () -> {
              engine.caches.invalidate(kind.invalidation());
              return "old";
            },
            "red");

    assertEquals("old", value);
    assertNull(engine.get("1"));
    assertNull(restarted().get("1"));
  }

  @ParameterizedTest
  @EnumSource
  void what_other_nodes_invalidate_is_gone_from_the_files_too(InvalidationKind kind) {
    RecordingBus bus = new RecordingBus();
    file = open(directory, clock);
    RecordingLayer shared = new RecordingLayer("cluster", clock).shared(bus);
    EngineFixture engine = new EngineFixture(clock, local, file, shared);
    engine.load("1", () -> "old", "red");

    bus.receive(kind.invalidation());

    assertNull(restarted().get("1"));
  }

  @Test
  void a_value_written_by_the_API_takes_the_place_of_the_one_before() {
    EngineFixture engine = engine(Place.LAST);
    engine.put("1", "first");

    engine.put("1", "second");

    assertEquals("second", engine.get("1"));
    assertEquals("second", restarted().get("1"));
  }

  @Test
  void the_agents_leaving_empties_the_files() {
    EngineFixture engine = engine(Place.LAST);
    engine.load("1", () -> "value");

    engine.caches.close();

    assertNull(restarted().get("1"));
  }

  @Test
  void while_other_nodes_are_out_of_reach_the_files_do_not_answer() {
    file = open(directory, clock);
    Generations generations = Generations.leased();
    EngineFixture engine =
        new EngineFixture(clock, generations, EngineFixture.OPTIONS, EngineFixture.LIFETIME, file);
    engine.load("1", () -> "value"); // kept for as long as it is young

    assertEquals(1, file.entries());
    assertNull(engine.get("1"));
  }

  @Nested
  class TwoLayersInMemory {
    private final CaffeineLayer hot = new CaffeineLayer("hot", 10, clock);
    private final EngineFixture engine = new EngineFixture(clock, hot, local);

    @AfterEach
    void close() {
      hot.close();
    }

    @Test
    void are_populated_both_by_a_load() {
      engine.load("1", () -> "value");

      assertEquals(1, hot.entries());
      assertEquals(1, local.entries());
    }

    @Test
    void copy_what_the_larger_one_answers_into_the_hot_one() {
      Lifetime shortInHot =
          new Lifetime(
              EngineFixture.TTL, Map.of("hot", Duration.ofSeconds(1)), Duration.ofSeconds(1));
      EngineFixture engine =
          new EngineFixture(clock, EngineFixture.OPTIONS, shortInHot, hot, local);
      engine.load("1", () -> "value");
      clock.advance(Duration.ofSeconds(1));

      engine.get("1");
      engine.get("1");

      assertEquals(Map.of("hot", 1L, "local", 1L), engine.cache.statistics().layerHits());
    }

    @ParameterizedTest
    @EnumSource
    void forget_both(InvalidationKind kind) {
      engine.load("1", () -> "old", "red");

      engine.caches.invalidate(kind.invalidation());

      assertNull(engine.get("1"));
    }

    @ParameterizedTest
    @EnumSource
    void take_nothing_that_was_loaded_before_an_invalidation(InvalidationKind kind) {
      engine.load(
          "1",
          () -> {
            engine.caches.invalidate(kind.invalidation());
            return "old";
          },
          "red");

      assertNull(engine.get("1"));
    }
  }

  @Test
  void a_store_that_fails_to_forget_makes_the_invalidation_unconfirmed() {
    MapStore store = new MapStore();
    file = StoreLayer.ofOurs("disk", () -> store, /* startsEmpty= */ false, clock);
    file.start();
    await().until(() -> file.status().state().equals("ready"));
    EngineFixture engine = new EngineFixture(clock, local, file);
    engine.load("1", () -> "old", "red");
    store.failWith(new IOException("disk"));

    InvalidationReport report = engine.invalidateTags("red");

    assertFalse(report.confirmed());
    assertEquals(
        "Invalidated tags red in cache products: UNCONFIRMED: a layer beyond this JVM failed and"
            + " may hold old values; applied on this node. Invalidate again.",
        report.line());
    assertNull(engine.get("1"));
  }
}
