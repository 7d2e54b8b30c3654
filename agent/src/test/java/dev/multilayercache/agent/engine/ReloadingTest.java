package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.Background.Call;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingBus;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReloadingTest {
  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer local = new CaffeineLayer("local", 1_000, clock);
  private final RecordingLayer far = new RecordingLayer("far", clock).shared();
  private final EngineFixture engine = new EngineFixture(clock, local, far);

  @AfterEach
  void close() {
    local.close();
  }

  private static Keeper tagged(String... tags) {
    return (value, loadNanos) -> Keeping.tagged(List.of(tags));
  }

  private <X extends Throwable> @Nullable Object reload(Loader<X> loader) throws X {
    return engine.cache.reload("1", engine.cache.lifetime(), tagged(), loader);
  }

  @Nested
  class AReload {
    @Test
    void runs_its_body_though_layers_hold_the_key() {
      engine.load("1", () -> "old");

      assertEquals("new", reload(() -> "new"));
    }

    @Test
    void is_answered_from_the_nearest_layer_afterwards() {
      engine.load("1", () -> "old");
      reload(() -> "new");

      assertEquals(Optional.of("new"), engine.probe("1"));
    }

    @Test
    void is_kept_in_all_layers() {
      engine.load("1", () -> "old", "red");
      reload(() -> "new");

      assertEquals(
          "products: in local for 300 s more, 0 tags; in far for 300 s more, 0 tags.",
          engine.cache.explain("1"));
    }

    @Test
    void reads_no_layer() {
      int before = far.reads().size();
      reload(() -> "new");

      assertEquals(before, far.reads().size());
    }

    @Test
    void counts_a_load_and_neither_hit_nor_miss() {
      reload(() -> "new");

      CacheStatistics statistics = engine.cache.statistics();
      assertEquals(1, statistics.loads());
      assertEquals(0, statistics.hits() + statistics.misses());
    }

    @Test
    void tells_other_nodes_to_forget_before_its_body_runs() {
      RecordingBus bus = new RecordingBus();
      EngineFixture clustered =
          new EngineFixture(clock, local, new RecordingLayer("cluster", clock).shared(bus));

      clustered.cache.reload(
          "1",
          clustered.cache.lifetime(),
          tagged(),
          () -> {
            assertEquals(
                List.of(new Invalidation.ByKey(EngineFixture.CACHE, "1")), bus.published());
            return "new";
          });

      assertEquals(1, bus.published().size());
    }

    @Test
    void whose_body_throws_leaves_nothing_and_throws_the_same() {
      engine.load("1", () -> "old");
      IOException thrown = new IOException();

      assertEquals(
          thrown,
          assertThrows(
              IOException.class,
              () ->
                  reload(
                      () -> {
                        throw thrown;
                      })));
      assertNull(engine.probe("1"));
      assertEquals("next", engine.load("1", () -> "next"));
    }

    @Test
    void of_a_cache_that_is_off_only_runs_its_body() {
      engine.load("1", () -> "old");
      engine.cache.enable(false);

      assertEquals("new", reload(() -> "new"));

      engine.cache.enable(true);
      assertEquals(Optional.of("old"), engine.probe("1"));
    }
  }

  @Nested
  class WhileAReloadRuns {
    @Test
    void the_old_value_answers_nobody() {
      engine.load("1", () -> "old");

      reload(
          () -> {
            assertNull(engine.get("1"));
            return "new";
          });
    }

    @Test
    void another_caller_waits_for_the_new_value() throws Exception {
      engine.load("1", () -> "old");
      Flight reload =
          assertInstanceOf(Flight.class, engine.cache.calls().refresh(engine.request("1")));
      Call<Object> follower =
          Background.<Object>run(() -> engine.load("1", () -> "own")).untilItWaits();

      reload.accept("new", null);

      assertEquals("new", follower.result());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "tag", "all"})
    void an_invalidation_keeps_its_value_out_of_all_layers(String kind) {
      assertNothingIsKept(engine, kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "tag", "all"})
    void an_invalidation_keeps_its_value_out_of_a_single_layer(String kind) {
      assertNothingIsKept(new EngineFixture(clock, local), kind);
    }

    private void assertNothingIsKept(EngineFixture engine, String kind) {
      Object value =
          engine.cache.reload(
              "1",
              engine.cache.lifetime(),
              tagged("red"),
              () -> {
                switch (kind) {
                  case "key" -> engine.invalidate("1");
                  case "tag" -> engine.invalidateTags("red");
                  default -> engine.invalidateAll();
                }
                return "old by now";
              });

      assertEquals("old by now", value);
      assertNull(engine.probe("1"));
      assertNull(engine.get("1"));
    }

    @Test
    void another_reload_that_begins_later_wins() {
      reload(
          () -> {
            reload(() -> "later");
            return "earlier";
          });

      assertEquals(Optional.of("later"), engine.probe("1"));
    }
  }

  @Nested
  class ALoadThatBeganBefore {
    @Test
    void is_neither_waited_for_nor_kept() {
      Flight older =
          assertInstanceOf(Flight.class, engine.cache.calls().enter(engine.request("1")));

      assertEquals("new", reload(() -> "new"));
      older.accept("old", null);

      assertEquals(Optional.of("new"), engine.probe("1"));
    }

    @Test
    void gives_its_value_to_nobody_who_comes_during_the_reload() throws Exception {
      Flight older =
          assertInstanceOf(Flight.class, engine.cache.calls().enter(engine.request("1")));
      Flight reload =
          assertInstanceOf(Flight.class, engine.cache.calls().refresh(engine.request("1")));
      Call<Object> follower =
          Background.<Object>run(() -> engine.load("1", () -> "own")).untilItWaits();

      older.accept("old", null);
      reload.accept("new", null);

      assertEquals("new", follower.result());
    }
  }
}
