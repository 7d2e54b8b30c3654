package dev.multilayercache.agent.call;

import dev.multilayercache.agent.config.KeyWishes;
import dev.multilayercache.agent.config.TimeWishes;
import dev.multilayercache.agent.engine.CacheSettings;
import dev.multilayercache.agent.engine.CacheUser;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.plan.CachePlan;
import dev.multilayercache.agent.plan.ResultTypes;
import dev.multilayercache.agent.plan.SitePlan;

/** The cache of a woven method, with the shape of the method's keys known to it. */
record MethodCache(LayeredCache cache, KeyShape shape, Lifetime lifetime) {

  /**
   * Gives the method its cache, as the method's first call or an earlier use of the API needs it;
   * the same however often it is done.
   *
   * @throws IllegalArgumentException with the reason if the method cannot be cached
   */
  static MethodCache of(Caches caches, SitePlan plan, CachePlan cached, MethodTypes types) {
    String refusal = ResultTypes.refusal(types.genericResult());
    if (refusal != null) {
      throw new IllegalArgumentException(refusal);
    }
    CachedTypes kept = CachedTypes.of(cached, types);
    KeyShape shape = CallKey.shape(plan, cached, kept.parameters());
    TimeWishes times = cached.wishes().times();
    Lifetime lifetime =
        new Lifetime(
            cached.ttl(), cached.layerTtl(), cached.nullTtl(), times.ttlUntil(), times.maxIdle());
    LayeredCache cache =
        caches.cache(
            new CacheSettings(
                cached.cache(),
                types.owner(),
                kept.value(),
                lifetime,
                cached.layers(),
                cached.consistency(),
                PlannedResilience.endurance(cached),
                user(plan, cached, types)));
    cache.register(shape);
    return new MethodCache(cache, shape, lifetime);
  }

  private static CacheUser user(SitePlan plan, CachePlan cached, MethodTypes types) {
    KeyWishes wishes = cached.wishes().key();
    return new CacheUser(
        types.identity(),
        plan.method(),
        cached.isKeyWritten(),
        cached.results().line(),
        cached.declaration(),
        wishes.receiver() == null ? CacheUser.IGNORED : wishes.receiver().name(),
        wishes.varyBy().stream().map(Object::toString).toList());
  }
}
