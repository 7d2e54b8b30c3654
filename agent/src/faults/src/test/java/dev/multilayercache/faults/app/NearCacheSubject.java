package dev.multilayercache.faults.app;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.multilayercache.faults.history.Scope;

/** Hazelcast's own near cache before the same map, used beside the database. */
final class NearCacheSubject implements Subject {
  private final Source source;
  private final IMap<String, Long> map;

  NearCacheSubject(Source source, HazelcastInstance hazelcast) {
    this.source = source;
    map = hazelcast.getMap(ComparisonCluster.NEAR_CACHED);
  }

  @Override
  public long read(String key) {
    try {
      Long version = map.get(key);
      if (version != null) {
        return version;
      }
    } catch (RuntimeException e) {
      return source.load(key);
    }
    long loaded = source.load(key);
    try {
      map.set(key, loaded);
    } catch (RuntimeException e) {
      // The cluster is away: nothing is cached.
    }
    return loaded;
  }

  @Override
  public boolean invalidate(Scope scope) {
    try {
      for (String key : scope.keys()) {
        map.delete(key);
      }
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
