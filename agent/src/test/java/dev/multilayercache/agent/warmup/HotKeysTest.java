package dev.multilayercache.agent.warmup;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.config.WarmUpConfig;
import dev.multilayercache.agent.engine.CacheSettings;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.layer.HotKeyStore;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerStatus;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HotKeysTest {
  private static final String CACHE = "products";
  private static final WarmUpConfig TEN =
      new WarmUpConfig(
          Duration.ofSeconds(5),
          /* concurrency= */ 1,
          Duration.ofSeconds(5),
          /* hotKeys= */ 10,
          Duration.ofMinutes(10),
          List.of());

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer local = new CaffeineLayer("local", 1_000, clock);
  private final RecordingLayer far = new RecordingLayer("far", clock).shared();
  private final Caches caches =
      new Caches(
          List.of(local, far),
          new EngineOptions(
              /* populateUpperLayers= */ true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
          new Generations(),
          clock);
  private final LayeredCache cache =
      caches.cache(
          new CacheSettings(
              CACHE,
              HotKeysTest.class,
              Object.class,
              new Lifetime(Duration.ofSeconds(300), Map.of(), Duration.ofSeconds(30)),
              List.of()));
  private final Left left = new Left();
  private final WarmUpProgress progress = new WarmUpProgress();
  private final HotKeys hotKeys = new HotKeys(TEN, caches, List.of(new Shared(left)), progress);

  @AfterEach
  void close() {
    hotKeys.close();
    local.close();
  }

  /** What a node left for others; each answer is given once, the last for ever. */
  private static final class Left implements HotKeyStore {
    final Queue<Optional<List<String>>> answers = new ConcurrentLinkedQueue<>();
    volatile int asked;

    @Override
    public @Nullable List<String> read(String of) {
      asked++;
      Optional<List<String>> answer = answers.size() > 1 ? answers.poll() : answers.peek();
      return answer == null ? List.of() : answer.orElse(null);
    }

    @Override
    public void write(String of, List<String> keys) {}
  }

  private record Shared(HotKeyStore store) implements Layer {
    @Override
    public String name() {
      return "shared";
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public Region region(RegionSpec spec) {
      throw new UnsupportedOperationException();
    }

    @Override
    public LayerStatus status() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long entries() {
      return 0;
    }

    @Override
    public Optional<HotKeyStore> hotKeys() {
      return Optional.of(store);
    }

    @Override
    public void close() {}
  }

  @Test
  void that_cannot_be_asked_for_yet_are_asked_for_again() {
    far.hold(CACHE, "1", "one", Duration.ofMinutes(1));
    left.answers.add(Optional.empty());
    left.answers.add(Optional.of(List.of("1")));

    hotKeys.start();

    await().until(() -> progress.hotEntries.get() == 1);
    assertEquals("one", cache.calls().hits(Object.class, true, false).lookAgain("1").value());
  }

  @Test
  void whose_entries_a_busy_layer_did_not_give_are_looked_for_again() {
    left.answers.add(Optional.of(List.of("1")));
    far.afterRead(() -> far.hold(CACHE, "1", "one", Duration.ofMinutes(1)));

    hotKeys.start();

    await().until(() -> progress.hotEntries.get() == 1);
  }

  @Test
  void whose_entries_are_gone_are_not_looked_for_for_ever() {
    left.answers.add(Optional.of(List.of("1")));

    hotKeys.start();

    await().pollDelay(Duration.ofSeconds(2)).until(() -> left.asked == 4);
    assertEquals(4, far.reads().size());
  }

  @Test
  void of_which_there_are_none_are_asked_for_once() {
    hotKeys.start();

    await().pollDelay(Duration.ofSeconds(1)).until(() -> left.asked == 1);
  }
}
