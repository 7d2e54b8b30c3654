package dev.multilayercache.faults.app;

import com.hazelcast.map.IMap;

/** Reads a map, else the database, whose answer it puts into the map; as everyone writes it. */
record ReadThrough(IMap<String, Long> map, Source source) {

  long read(String key) {
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
      // The cluster is away: it is not in the map.
    }
    return loaded;
  }
}
