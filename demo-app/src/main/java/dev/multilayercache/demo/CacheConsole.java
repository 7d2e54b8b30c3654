package dev.multilayercache.demo;

import dev.multilayercache.CacheStatistics;
import dev.multilayercache.InvalidationResult;
import dev.multilayercache.MultiLayerCache;
import dev.multilayercache.MultiLayerCaches;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statistics and invalidation of the catalogue's caches through the API, as any application may use
 * it. Without the agent there are no layers, and there is nothing to invalidate.
 */
final class CacheConsole {

  private final Map<String, MultiLayerCache> caches = new LinkedHashMap<>();

  CacheConsole() {
    for (String name : ProductCatalog.CACHES) {
      caches.put(name, MultiLayerCaches.cache(name));
    }
  }

  /** The version of the attached agent, or {@code null} without one. */
  @Nullable String agentVersion() {
    return System.getProperty("multilayercache.agent");
  }

  /** How often each layer of this cache has answered on this node, nearest layer first. */
  Map<String, Long> layerHits(String cache) {
    return named(cache).statistics().layerHits();
  }

  Map<String, CacheStatistics> statistics() {
    Map<String, CacheStatistics> statistics = new LinkedHashMap<>();
    caches.forEach((name, cache) -> statistics.put(name, cache.statistics()));
    return statistics;
  }

  /**
   * Invalidates what {@code key}, {@code tag}, {@code pattern} or {@code all} names, in one {@code
   * cache} or in each.
   */
  List<InvalidationResult> invalidate(Query query) {
    Function<MultiLayerCache, InvalidationResult> invalidation = invalidation(query);
    return chosen(query).stream().map(invalidation).distinct().toList();
  }

  private static Function<MultiLayerCache, InvalidationResult> invalidation(Query query) {
    List<String> given = Stream.of("key", "tag", "pattern", "all").filter(query::has).toList();
    if (given.size() != 1) {
      throw new IllegalArgumentException("Give exactly one of key, tag, pattern and all=true.");
    }
    String what = query.text(given.get(0));
    return switch (given.get(0)) {
      case "key" -> cache -> cache.invalidate(what);
      case "tag" -> cache -> cache.invalidateByTags(what);
      case "pattern" -> cache -> cache.invalidatePattern(what);
      default -> everything(what);
    };
  }

  private static Function<MultiLayerCache, InvalidationResult> everything(String confirmation) {
    if (!confirmation.equals("true")) {
      throw new IllegalArgumentException("all is \"" + confirmation + "\". Write all=true.");
    }
    return MultiLayerCache::invalidateAll;
  }

  private Collection<MultiLayerCache> chosen(Query query) {
    return query.has("cache") ? List.of(named(query.text("cache"))) : caches.values();
  }

  private MultiLayerCache named(String name) {
    MultiLayerCache cache = caches.get(name);
    if (cache == null) {
      throw new IllegalArgumentException(
          "There is no cache \"" + name + "\", only " + ProductCatalog.CACHES + ".");
    }
    return cache;
  }
}
