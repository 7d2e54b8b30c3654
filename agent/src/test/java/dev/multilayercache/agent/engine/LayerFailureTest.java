package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.testing.FailingLayer;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A failing layer is an absent one, wherever it stands and however it fails. */
class LayerFailureTest {
  private static final String CACHE = EngineFixture.CACHE;

  private final FakeClock clock = new FakeClock();
  private final RecordingLayer healthy = new RecordingLayer("healthy", clock);

  static Stream<Arguments> failing_layers() {
    Stream<Supplier<Throwable>> failures =
        Stream.of(
            () -> new IllegalStateException("layer"),
            () -> new IOException("checked, thrown all the same"),
            () -> new AssertionError("layer"),
            () -> new NoClassDefFoundError("layer"));
    return failures.flatMap(
        failure ->
            Stream.of(
                Arguments.of(FailingLayer.always("failing", failure), true),
                Arguments.of(FailingLayer.always("failing", failure), false),
                Arguments.of(FailingLayer.whenWritten("failing", failure), true),
                Arguments.of(FailingLayer.whenWritten("failing", failure), false),
                Arguments.of(FailingLayer.always("failing", failure).shared(), true),
                Arguments.of(FailingLayer.always("failing", failure).shared(), false)));
  }

  private EngineFixture engine(FailingLayer failing, boolean nearest) {
    return nearest
        ? new EngineFixture(clock, failing, healthy)
        : new EngineFixture(clock, healthy, failing);
  }

  @ParameterizedTest
  @MethodSource("failing_layers")
  void beside_it_a_load_gives_its_value_and_is_kept(FailingLayer failing, boolean nearest) {
    EngineFixture engine = engine(failing, nearest);

    assertEquals("value", engine.load("key", () -> "value"));

    assertEquals("value", healthy.held(CACHE, "key").value());
  }

  @ParameterizedTest
  @MethodSource("failing_layers")
  void beside_it_a_hit_is_one_hit_and_no_miss(FailingLayer failing, boolean nearest) {
    EngineFixture engine = engine(failing, nearest);
    healthy.hold(CACHE, "key", "value", Duration.ofMinutes(1));

    assertEquals("value", engine.get("key"));

    assertEquals(1, engine.cache.statistics().hits());
    assertEquals(0, engine.cache.statistics().misses());
  }

  @ParameterizedTest
  @MethodSource("failing_layers")
  void beside_it_a_call_gets_the_value_that_is_there(FailingLayer failing, boolean nearest) {
    EngineFixture engine = engine(failing, nearest);
    healthy.hold(CACHE, "key", "value", Duration.ofMinutes(1));

    assertEquals("value", engine.load("key", () -> "unused"));
  }

  @ParameterizedTest
  @MethodSource("failing_layers")
  void it_never_fails_an_operation(FailingLayer failing, boolean nearest) {
    EngineFixture engine = engine(failing, nearest);

    assertDoesNotThrow(() -> engine.put("key", "value"));
    assertDoesNotThrow(() -> engine.cache.contains("key"));
    assertDoesNotThrow(() -> engine.cache.explain("key"));
    assertDoesNotThrow(() -> engine.cache.entries());
    assertDoesNotThrow(() -> engine.invalidate("key"));
    assertDoesNotThrow(() -> engine.invalidateTags("tag"));
    assertDoesNotThrow(() -> engine.invalidatePattern("*"));
    assertDoesNotThrow(engine::invalidateAll);
  }

  @ParameterizedTest
  @MethodSource("failing_layers")
  void beside_it_an_invalidation_removes(FailingLayer failing, boolean nearest) {
    EngineFixture engine = engine(failing, nearest);
    healthy.hold(CACHE, "key", "value", Duration.ofMinutes(1));

    engine.invalidate("key");

    assertNull(healthy.held(CACHE, "key"));
  }

  @Test
  void an_entry_that_it_failed_to_remove_does_not_answer() {
    // Its region still gives the entry; generations do not let it.
    EngineFixture engine = new EngineFixture(clock, healthy);
    engine.put("key", "old");
    Entry old = healthy.held(CACHE, "key");
    engine.invalidate("key");
    healthy.restore(CACHE, "key", old);

    assertNull(engine.get("key"));
  }

  @Test
  void a_failing_body_gives_all_leases_back() {
    EngineFixture engine = new EngineFixture(clock, healthy);

    assertThrows(
        IllegalStateException.class,
        () ->
            engine.load(
                "key",
                () -> {
                  throw new IllegalStateException("body");
                }));

    assertEquals(List.of(), healthy.openLeases(CACHE));
  }

  @Test
  void a_hit_below_gives_unused_leases_back() {
    RecordingLayer far = new RecordingLayer("far", clock);
    EngineOptions noPopulation =
        new EngineOptions(false, Duration.ofSeconds(10), Duration.ofSeconds(2));
    EngineFixture engine =
        new EngineFixture(clock, noPopulation, EngineFixture.LIFETIME, healthy, far);
    far.hold(CACHE, "key", "value", Duration.ofMinutes(1));

    engine.load("key", () -> "unused");

    assertEquals(List.of(), healthy.openLeases(CACHE));
  }

  @Nested
  class AnErrorOfTheVirtualMachine {
    private final AtomicInteger failures = new AtomicInteger();

    private RecordingLayer failingOnce() {
      RecordingLayer layer = new RecordingLayer("far", clock);
      Runnable overflow =
          () -> {
            if (failures.getAndIncrement() == 0) {
              throw new StackOverflowError("layer");
            }
          };
      layer.afterRead(overflow);
      return layer;
    }

    @Test
    void passes() {
      EngineFixture engine = new EngineFixture(clock, healthy, failingOnce());

      assertThrows(
          StackOverflowError.class, () -> engine.cache.calls().enter(engine.request("key")));
    }

    @Test
    void leaves_no_flight_behind() {
      EngineFixture engine = new EngineFixture(clock, healthy, failingOnce());
      assertThrows(
          StackOverflowError.class, () -> engine.cache.calls().enter(engine.request("key")));

      assertInstanceOf(BiConsumer.class, engine.cache.calls().enter(engine.request("key")));
    }

    @Test
    void leaves_no_lease_behind() {
      EngineFixture engine = new EngineFixture(clock, healthy, failingOnce());
      assertThrows(
          StackOverflowError.class, () -> engine.cache.calls().enter(engine.request("key")));

      assertEquals(List.of(), healthy.openLeases(CACHE));
    }

    @Test
    void while_storing_leaves_no_flight_and_no_lease_behind() {
      EngineFixture engine = new EngineFixture(clock, healthy);
      healthy.beforeStore(
          () -> {
            throw new OutOfMemoryError("layer");
          });
      assertThrows(OutOfMemoryError.class, () -> engine.load("key", () -> "value"));

      healthy.beforeStore(() -> {});
      assertNotNull(engine.cache.calls().enter(engine.request("other")));
      assertInstanceOf(BiConsumer.class, engine.cache.calls().enter(engine.request("key")));
    }
  }
}
