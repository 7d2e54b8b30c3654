package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * A million calls whose bodies call on at random: into cycles within a thread and across threads,
 * over a few keys, which are forgotten now and then so that there is something to load.
 */
class RandomCallGraphTest {
  private static final long SEED = Long.getLong("multilayercache.test.seed", System.nanoTime());
  private static final int THREADS = 6;
  private static final int GRAPHS = 1_000_000;
  private static final int KEYS = 8;
  private static final int MOST_DEPTH = 6;

  /** A wait is never ended by time: what hangs stays. */
  private static final EngineOptions PATIENT =
      new EngineOptions(true, Duration.ofSeconds(10), Duration.ofDays(1));

  private static final long MOST_SILENCE_NANOS = Duration.ofSeconds(20).toNanos();

  private final AtomicLong graphs = new AtomicLong();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong bodies = new AtomicLong();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  @Test
  void a_million_random_call_graphs_end_with_the_right_results() throws Exception {
    FakeClock clock = new FakeClock();
    try (CaffeineLayer layer = new CaffeineLayer("local", 1_000, clock)) {
      EngineFixture engine = new EngineFixture(clock, PATIENT, EngineFixture.LIFETIME, layer);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        SplittableRandom random = new SplittableRandom(SEED + i);
        Thread thread = new Thread(() -> work(engine, random), "graph " + i);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
      }
      awaitEnd(threads);

      System.out.printf(
          "Seed %d: %d graphs, %d calls, %d bodies.%n",
          SEED, graphs.get(), calls.get(), bodies.get());
      CacheStatistics statistics = engine.cache.statistics();
      assertEquals(calls.get(), statistics.hits() + statistics.misses(), "seed " + SEED);
      assertTrue(bodies.get() > GRAPHS / 10, () -> bodies + " bodies");
    }
  }

  /** Fails when for a while no graph has ended. */
  private void awaitEnd(List<Thread> threads) throws InterruptedException {
    long last = -1;
    long since = System.nanoTime();
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        thread.join(100);
        assertEquals(null, failure.get(), () -> "seed " + SEED);
        if (graphs.get() != last) {
          last = graphs.get();
          since = System.nanoTime();
        }
        assertTrue(
            System.nanoTime() - since < MOST_SILENCE_NANOS,
            () -> "seed " + SEED + ": all wait after " + graphs.get() + " graphs");
      }
    }
    assertEquals(null, failure.get(), () -> "seed " + SEED);
  }

  private void work(EngineFixture engine, SplittableRandom random) {
    try {
      while (graphs.getAndIncrement() < GRAPHS && failure.get() == null) {
        int key = random.nextInt(KEYS);
        assertEquals(value(key), call(engine, random, key, 0));
        if (random.nextInt(3) == 0) {
          engine.caches.invalidate(
              new Invalidation.ByKey(EngineFixture.CACHE, "key" + random.nextInt(KEYS)));
        }
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private static String value(int key) {
    return "value of " + key;
  }

  /** As a woven method does it. */
  private Object call(EngineFixture engine, SplittableRandom random, int key, int depth) {
    calls.incrementAndGet();
    String local = "key" + key;
    Optional<Object> hit = engine.probe(local);
    if (hit != null) {
      return hit.orElse(null);
    }
    boolean mayWait = random.nextInt(8) != 0; // else it is a synchronized method
    Object token =
        engine
            .cache
            .calls()
            .enter(
                new LoadRequest(
                    new Key(EngineFixture.CACHE, local, local),
                    EngineFixture.LIFETIME,
                    Object.class,
                    /* acceptsNull= */ true,
                    mayWait ? Patience.USUAL : Patience.NONE,
                    (value, loadNanos) -> Keeping.tagged(List.of())));
    if (token instanceof AtomicReference<?> found) {
      return found.get();
    }
    Object value = body(engine, random, key, depth);
    if (token instanceof Flight flight) {
      flight.accept(value, null);
    }
    return value;
  }

  private Object body(EngineFixture engine, SplittableRandom random, int key, int depth) {
    bodies.incrementAndGet();
    if (random.nextInt(4) == 0) {
      Thread.yield();
    }
    int children = depth < MOST_DEPTH ? random.nextInt(3) : 0;
    for (int i = 0; i < children; i++) {
      int child = random.nextInt(KEYS);
      assertEquals(value(child), call(engine, random, child, depth + 1));
    }
    return value(key);
  }
}
