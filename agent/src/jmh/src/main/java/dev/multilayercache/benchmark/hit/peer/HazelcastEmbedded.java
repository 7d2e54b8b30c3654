package dev.multilayercache.benchmark.hit.peer;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.NearCacheConfig;
import com.hazelcast.core.HazelcastInstance;
import dev.multilayercache.benchmark.hit.contender.Described;

/** A member's near cache. */
@Described(
    title = "Hazelcast near cache, embedded",
    setUp =
        "`map.get(id)` on a member, near cache of objects, `cacheLocalEntries`, LRU of 10,000 entries,"
            + " time-to-live; what the near cache misses counts as a body")
public final class HazelcastEmbedded extends HazelcastNearCache {

  @Override
  HazelcastInstance instance(NearCacheConfig nearCache) {
    return member(
        new Config()
            .addMapConfig(
                new MapConfig(nearCache.getName())
                    .setNearCacheConfig(nearCache.setCacheLocalEntries(true))));
  }
}
