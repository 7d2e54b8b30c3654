package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.ChaosLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A million calls over a layer in which everything goes wrong now and then: each gives what the
 * method without a cache would give, and throws what it would throw.
 */
class ChaosTest {
  private static final int CALLS = 1_000_000;
  private static final int THREADS = 4;
  private static final int KEYS = 100;

  private final long seed = System.nanoTime();
  private final CaffeineLayer near = new CaffeineLayer("near", 200, System::nanoTime);
  private final ChaosLayer chaos =
      new ChaosLayer(new CaffeineLayer("far", 10_000, System::nanoTime), seed);
  // A breaker would leave the layer alone most of the time: what fails is tried again at once here.
  private final Caches caches =
      new Caches(List.of(near, chaos), EngineFixture.OPTIONS, new Generations(), System::nanoTime);
  private final LayeredCache cache =
      caches.cache(EngineFixture.settings(EngineFixture.CACHE, EngineFixture.LIFETIME));
  private final AtomicLong hits = new AtomicLong();

  @AfterEach
  void close() {
    near.close();
    chaos.close();
  }

  @Test
  void a_million_calls_over_a_layer_in_chaos_give_what_the_method_gives() throws Exception {
    List<Background.Call<String>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String own = "thread" + i + ":";
      SplittableRandom random = new SplittableRandom(seed + i);
      threads.add(Background.run(() -> callAgainAndAgain(own, random)));
    }

    for (Background.Call<String> each : threads) {
      assertEquals("as the method", each.result(), () -> "seed " + seed);
    }
    assertTrue(chaos.faults() > CALLS / 100, "there was no chaos: " + chaos.faults());
    assertTrue(hits.get() > CALLS / 10, "nothing was cached: " + hits);
  }

  /** Changes its own keys only, so that it knows what the method returns. */
  private String callAgainAndAgain(String own, SplittableRandom random) {
    long[] versions = new long[KEYS];
    for (int call = 0; call < CALLS / THREADS; call++) {
      int index = random.nextInt(KEYS);
      if (random.nextInt(20) == 0) {
        versions[index]++;
        caches.invalidate(new Invalidation.ByKey(EngineFixture.CACHE, own + index));
      }
      String expected = method(own, index, versions[index]);
      String found = cached(own, index, versions[index]);
      if (!expected.equals(found)) {
        return "call " + call + " gave " + found + " and not " + expected;
      }
    }
    return "as the method";
  }

  private static String method(String own, int index, long version) {
    return index % 10 == 9 ? "thrown " + version : own + index + "=" + version;
  }

  @SuppressWarnings("unchecked")
  private String cached(String own, int index, long version) {
    Key key = new Key(EngineFixture.CACHE, own + index, own + index);
    Object token =
        cache
            .calls()
            .enter(
                new LoadRequest(
                    key,
                    EngineFixture.LIFETIME,
                    String.class,
                    /* acceptsNull= */ true,
                    Patience.USUAL,
                    (value, loadNanos) -> Keeping.tagged(List.of())));
    if (token instanceof AtomicReference<?> found) {
      hits.incrementAndGet();
      return (String) found.get();
    }
    String result = method(own, index, version);
    if (token instanceof BiConsumer<?, ?> load) {
      boolean thrown = result.startsWith("thrown");
      ((BiConsumer<Object, Throwable>) load)
          .accept(thrown ? null : result, thrown ? new IllegalStateException(result) : null);
    }
    return result;
  }
}
