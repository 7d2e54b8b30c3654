package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Endurance;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One cache named {@code products} over given layers, and short ways to use it. */
final class EngineFixture {
  static final String CACHE = "products";
  static final Duration TTL = Duration.ofSeconds(300);
  static final Lifetime LIFETIME = new Lifetime(TTL, Map.of(), Duration.ofSeconds(30));
  static final EngineOptions OPTIONS =
      new EngineOptions(
          /* populateUpperLayers= */ true, Duration.ofSeconds(10), Duration.ofSeconds(2));

  final FakeClock clock;
  final Caches caches;
  final LayeredCache cache;

  EngineFixture(FakeClock clock, Layer... layers) {
    this(clock, OPTIONS, LIFETIME, layers);
  }

  EngineFixture(FakeClock clock, EngineOptions options, Lifetime lifetime, Layer... layers) {
    this(clock, new Generations(), options, lifetime, layers);
  }

  EngineFixture(
      FakeClock clock,
      Generations generations,
      EngineOptions options,
      Lifetime lifetime,
      Layer... layers) {
    this.clock = clock;
    this.caches = new Caches(List.of(layers), options, generations, clock);
    this.cache = caches.cache(settings(CACHE, lifetime));
  }

  /** A cache that asks for more of its entries than that they answer until they expire. */
  EngineFixture(FakeClock clock, Generations generations, Endurance endurance, Layer... layers) {
    this.clock = clock;
    this.caches = new Caches(List.of(layers), OPTIONS, generations, clock);
    this.cache =
        caches.cache(
            new CacheSettings(
                CACHE,
                EngineFixture.class,
                Object.class,
                LIFETIME,
                List.of(),
                Consistency.BOUNDED,
                endurance,
                /* user= */ null));
  }

  static CacheSettings settings(String name, Lifetime lifetime) {
    return new CacheSettings(name, EngineFixture.class, Object.class, lifetime, List.of());
  }

  /** The value read by the API, null for a miss. */
  @Nullable Object get(String key) {
    var entry = cache.get(key);
    return entry == null ? null : entry.value();
  }

  /** The value of a hit in the nearest layer, whatever it is; null for no hit. */
  @Nullable Optional<Object> probe(Object localKey) {
    return probe(cache, localKey);
  }

  static @Nullable Optional<Object> probe(LayeredCache cache, Object localKey) {
    Entry hit = cache.calls().probe(localKey, Object.class, /* acceptsNull= */ true);
    return hit == null ? null : Optional.ofNullable(hit.value());
  }

  void put(String key, @Nullable Object value, String... tags) {
    cache.put(key, value, List.of(tags), cache.lifetime());
  }

  <X extends Throwable> @Nullable Object load(String key, Loader<X> loader, String... tags)
      throws X {
    return cache.getOrLoad(key, cache.lifetime(), List.of(tags), loader);
  }

  InvalidationReport invalidate(String key) {
    return caches.invalidate(new Invalidation.ByKey(CACHE, key));
  }

  InvalidationReport invalidateTags(String... tags) {
    return caches.invalidate(new Invalidation.ByTags(CACHE, List.of(tags)));
  }

  InvalidationReport invalidatePattern(String pattern) {
    return caches.invalidate(new Invalidation.ByPattern(CACHE, KeyPattern.parse(pattern)));
  }

  InvalidationReport invalidateAll() {
    return caches.invalidate(new Invalidation.All(CACHE));
  }

  LoadRequest request(String key) {
    return request(key, Object.class, value -> List.of());
  }

  LoadRequest request(String key, Class<?> type, Function<@Nullable Object, List<String>> tags) {
    return new LoadRequest(
        new Key(CACHE, key, key),
        cache.lifetime(),
        type,
        /* acceptsNull= */ !type.equals(Integer.class),
        Patience.USUAL,
        (value, loadNanos) -> Keeping.tagged(tags.apply(value)));
  }
}
