package dev.multilayercache.faults.app;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.multilayercache.faults.history.Scope;

/** Hazelcast's own near cache before the same map, used beside the database. */
final class NearCacheSubject implements Subject {
  private final IMap<String, Long> map;
  private final ReadThrough reading;

  NearCacheSubject(Source source, HazelcastInstance hazelcast) {
    map = hazelcast.getMap(ComparisonCluster.NEAR_CACHED);
    reading = new ReadThrough(map, source);
  }

  @Override
  public long read(String key) {
    return reading.read(key);
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
