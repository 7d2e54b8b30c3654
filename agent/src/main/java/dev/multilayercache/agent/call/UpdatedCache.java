package dev.multilayercache.agent.call;

import dev.multilayercache.agent.engine.CacheSettings;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.plan.CacheTimes;
import dev.multilayercache.agent.plan.UpdatePlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The cache in which a method with {@code @UpdateCached} stores its results: the one that other
 * methods of that name read from. Found anew for each result, because those methods may be loaded
 * later than this one, and decide then what the cache is.
 */
record UpdatedCache(Caches caches, NamedCaches named, UpdatePlan plan, MethodTypes types) {

  String name() {
    return plan.cache();
  }

  /**
   * The cache, made if nobody reads from it yet.
   *
   * @throws IllegalArgumentException with the reason if it is of results of another type
   */
  LayeredCache cache() {
    LayeredCache known = named.find(types.owner(), name());
    LayeredCache cache = known == null ? caches.cache(settings()) : known;
    cache.checkHolds(types.valueType());
    return cache;
  }

  private CacheSettings settings() {
    CacheTimes times = plan.times();
    return new CacheSettings(
        name(),
        types.owner(),
        types.valueType(),
        new Lifetime(times.ttl(), times.layerTtl(), times.nullTtl()),
        /* layers= */ List.of(),
        plan.consistency(),
        /* user= */ null);
  }

  /** How long results live in it. */
  Lifetime lifetimeIn(LayeredCache cache) {
    Duration ttl = plan.ttl();
    return ttl == null
        ? cache.lifetime()
        : ApiLifetimes.with(cache.lifetime(), ttl, Map.of(), plan.times()::layerTtl);
  }
}
