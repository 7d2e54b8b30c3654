package dev.multilayercache.testkit;

import dev.multilayercache.CacheStatistics;
import dev.multilayercache.MultiLayerCaches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.opentest4j.AssertionFailedError;

/**
 * What a test asks about one cache, since it began.
 *
 * <p>An assertion that fails says what was seen; one that holds gives back the same, for the next.
 */
public final class ProbedCache {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String name;
  private final RunningAgent agent;

  ProbedCache(String name, RunningAgent agent) {
    this.name = name;
    this.agent = agent;
  }

  /** All counts. */
  public CacheStatistics statistics() {
    return MultiLayerCaches.cache(name).statistics();
  }

  /** Method bodies that ran and gave a value. */
  public long loads() {
    return statistics().loads();
  }

  /** Reads that a layer answered. */
  public long hits() {
    return statistics().hits();
  }

  /**
   * Reads that this layer answered.
   *
   * @throws IllegalArgumentException if the cache has no such layer
   */
  public long hitsIn(String layer) {
    Map<String, Long> hits = statistics().layerHits();
    if (!hits.isEmpty() && !hits.containsKey(layer)) {
      throw new IllegalArgumentException(
          "cache %s has no layer \"%s\". Its layers: %s."
              .formatted(name, layer, String.join(", ", hits.keySet())));
    }
    return hits.getOrDefault(layer, 0L);
  }

  /** Reads that no layer answered. */
  public long misses() {
    return statistics().misses();
  }

  /**
   * Whether a layer holds an entry; no read, moves no count.
   *
   * @param key as the method's key template makes it, {@code product:7}
   */
  public boolean isCached(String key) {
    return MultiLayerCaches.cache(name).contains(key);
  }

  /** That the bodies of its methods ran so often and gave a value. */
  public ProbedCache assertLoads(long expected) {
    return assertCount("loads", expected, loads());
  }

  /** That a layer answered so many reads. */
  public ProbedCache assertHits(long expected) {
    return assertCount("hits", expected, hits());
  }

  /** That this layer answered so many reads. */
  public ProbedCache assertHitsIn(String layer, long expected) {
    return assertCount("hits in layer " + layer, expected, hitsIn(layer));
  }

  /** That no layer answered so many reads. */
  public ProbedCache assertMisses(long expected) {
    return assertCount("misses", expected, misses());
  }

  /** That a layer holds an entry under this key. */
  public ProbedCache assertCached(String key) {
    return assertCached(key, /* expected= */ true);
  }

  /** That no layer holds an entry under this key. */
  public ProbedCache assertNotCached(String key) {
    return assertCached(key, /* expected= */ false);
  }

  /**
   * Waits until so many loads have ended, 10 s at most: those that refresh ahead run in the
   * background.
   */
  public ProbedCache awaitLoads(long expected) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (loads() < expected && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return assertLoads(expected);
  }

  private ProbedCache assertCount(String what, long expected, long actual) {
    if (expected != actual) {
      throw new AssertionFailedError(
          "cache %s: %s: expected %d, but there were %d. %s"
              .formatted(name, what, expected, actual, seen()),
          expected,
          actual);
    }
    return this;
  }

  private ProbedCache assertCached(String key, boolean expected) {
    if (isCached(key) != expected) {
      throw new AssertionFailedError(
          "cache %s: key %s is %s. %s"
              .formatted(name, key, expected ? "not cached" : "cached", seen()),
          expected,
          !expected);
    }
    return this;
  }

  private String seen() {
    CacheStatistics all = statistics();
    StringJoiner counts = new StringJoiner(", ", "Seen since the test began: ", ".");
    counts.add("hits " + all.hits() + inLayers(all.layerHits()));
    counts.add("misses " + all.misses());
    counts.add("loads " + all.loads());
    others(all)
        .forEach(
            (what, count) -> {
              if (count > 0) {
                counts.add(what + " " + count);
              }
            });
    return counts + (isUntouched(all) ? whatElse() : "");
  }

  private static String inLayers(Map<String, Long> hits) {
    StringJoiner layers = new StringJoiner(", ", " (", ")").setEmptyValue("");
    hits.forEach((layer, count) -> layers.add(layer + " " + count));
    return layers.toString();
  }

  private static Map<String, Long> others(CacheStatistics all) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("load failures", all.loadFailures());
    counts.put("stale hits", all.staleHits());
    counts.put("puts", all.puts());
    counts.put("invalidations", all.invalidations());
    counts.put("expirations", all.expirations());
    counts.put("evictions", all.evictions());
    counts.put("refused stores", all.refusedStores());
    counts.put("bypasses", all.bypasses());
    return counts;
  }

  private static boolean isUntouched(CacheStatistics all) {
    return all.hits() + all.misses() + all.loads() == 0
        && others(all).values().stream().allMatch(count -> count == 0);
  }

  /** Why a cache is not used at all: it has another name, or its method is refused. */
  private String whatElse() {
    return " No cached method of it was called. Caches in use: "
        + sentence(agent.cacheNames())
        + " Refused methods: "
        + sentence(agent.refusedMethods());
  }

  private static String sentence(List<String> texts) {
    String text = texts.isEmpty() ? "none" : String.join("; ", texts);
    return text.endsWith(".") ? text : text + ".";
  }
}
