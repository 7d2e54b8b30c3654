package dev.multilayercache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The attached agent, seen from the application.
 *
 * <p>Function, arguments and answers are of types of {@code java.base} only, because the two sides
 * share no class. The other side is {@code dev.multilayercache.agent.call.ApiDoor}. The operations;
 * anchor is the calling class, and every list of arguments is exact:
 *
 * <pre>
 * v1.get                anchor, cache, key                                  value or null
 * v1.contains           anchor, cache, key                                  Boolean
 * v1.put                anchor, cache, key, ttl, layerTtl, tags, value      null
 * v1.getOrLoad          anchor, cache, key, ttl, layerTtl, tags, Callable   value; throws what the
 *                                                                           callable throws
 * v1.invalidate         anchor, cache, key                                  Object[] {Boolean, String}
 * v1.invalidateByTags   anchor, cache or null, List of tags                 the same
 * v1.invalidatePattern  anchor, cache, pattern                              the same
 * v1.invalidateAll      anchor, cache                                       the same
 * v1.statistics         anchor, cache                                       Map, name to Long;
 *                                                                           layerHits to a Map
 * </pre>
 *
 * <p>{@code ttl} is a {@link Duration} or null, {@code layerTtl} a Map of layer name to Duration,
 * {@code tags} a List of String.
 */
final class AgentDoor {
  private final BiFunction<String, @Nullable Object[], @Nullable Object> api;

  AgentDoor(BiFunction<String, @Nullable Object[], @Nullable Object> api) {
    this.api = api;
  }

  @Nullable Object get(Class<?> anchor, String cache, String key) {
    return call("v1.get", anchor, cache, key);
  }

  boolean contains(Class<?> anchor, String cache, String key) {
    return Boolean.TRUE.equals(call("v1.contains", anchor, cache, key));
  }

  void put(
      Class<?> anchor, String cache, String key, @Nullable Object value, CacheOptions options) {
    call("v1.put", anchor, cache, key, options.ttl(), options.layerTtl(), options.tags(), value);
  }

  /** Throws what the loader throws. */
  @Nullable Object getOrLoad(
      Class<?> anchor, String cache, String key, CacheOptions options, Callable<?> loader) {
    return call(
        "v1.getOrLoad",
        anchor,
        cache,
        key,
        options.ttl(),
        options.layerTtl(),
        options.tags(),
        loader);
  }

  InvalidationResult invalidate(Class<?> anchor, String cache, String key) {
    return result(call("v1.invalidate", anchor, cache, key));
  }

  InvalidationResult invalidateByTags(Class<?> anchor, @Nullable String cache, List<String> tags) {
    return result(call("v1.invalidateByTags", anchor, cache, tags));
  }

  InvalidationResult invalidatePattern(Class<?> anchor, String cache, String glob) {
    return result(call("v1.invalidatePattern", anchor, cache, glob));
  }

  InvalidationResult invalidateAll(Class<?> anchor, String cache) {
    return result(call("v1.invalidateAll", anchor, cache));
  }

  CacheStatistics statistics(Class<?> anchor, String cache) {
    Map<?, ?> counts = (Map<?, ?>) answered(call("v1.statistics", anchor, cache));
    @SuppressWarnings("unchecked") // said by the protocol above
    Map<String, Long> layerHits = (Map<String, Long>) counts.get("layerHits");
    return new CacheStatistics(
        count(counts, "hits"),
        count(counts, "misses"),
        layerHits == null ? Map.of() : layerHits,
        count(counts, "loads"),
        count(counts, "loadFailures"),
        Duration.ofNanos(count(counts, "loadNanos")),
        count(counts, "puts"),
        count(counts, "invalidations"),
        count(counts, "expirations"),
        count(counts, "evictions"),
        count(counts, "refusedStores"));
  }

  /** What another version of the agent does not count is zero. */
  private static long count(Map<?, ?> counts, String name) {
    return counts.get(name) instanceof Long count ? count : 0;
  }

  private static InvalidationResult result(@Nullable Object answer) {
    Object[] parts = (Object[]) answered(answer);
    return new InvalidationResult((Boolean) parts[0], (String) parts[1]);
  }

  private static Object answered(@Nullable Object answer) {
    return Objects.requireNonNull(answer, "the agent gave no answer");
  }

  private @Nullable Object call(String operation, @Nullable Object... arguments) {
    return api.apply(operation, arguments);
  }
}
