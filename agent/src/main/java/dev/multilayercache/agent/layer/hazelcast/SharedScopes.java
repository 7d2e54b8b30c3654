package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicate;
import com.hazelcast.query.Predicates;
import dev.multilayercache.agent.coherence.Cluster;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The scopes, each with the cluster clock at its last invalidation. */
final class SharedScopes {
  private final HazelcastInstance hazelcast;
  private final String name;
  private final Operations operations;

  SharedScopes(HazelcastInstance hazelcast, String name, Operations operations) {
    this.hazelcast = hazelcast;
    this.name = name;
    this.operations = operations;
  }

  Map<String, Long> all() {
    IMap<String, Long> map = map();
    return operations.scan(
        () -> {
          Map<String, Long> all = entries(map, Predicates.alwaysTrue());
          // Once more, after the others: it stands for those that were forgotten meanwhile.
          Long ofEverything = map.get(Cluster.EVERYTHING);
          if (ofEverything != null) {
            all.put(Cluster.EVERYTHING, ofEverything);
          }
          return all;
        });
  }

  Map<String, Long> after(long sequence) {
    IMap<String, Long> map = map();
    return operations.scan(() -> entries(map, Predicates.greaterThan("this", sequence)));
  }

  void raise(Set<String> scopes, long sequence) {
    IMap<String, Long> map = map();
    for (String scope : scopes) {
      operations.run(
          () -> {
            raise(map, scope, sequence);
            return true;
          });
    }
  }

  int count() {
    return operations.run(map()::size);
  }

  void forget(long sequence) {
    IMap<String, Long> map = map();
    operations.scan(
        () -> {
          map.removeAll(
              Predicates.and(
                  Predicates.lessEqual("this", sequence),
                  Predicates.notEqual("__key", Cluster.EVERYTHING),
                  Predicates.not(
                      Predicates.between("__key", Cluster.MARK, Cluster.MARK + KeyScan.LAST))));
          return true;
        });
  }

  private static Map<String, Long> entries(
      IMap<String, Long> map, Predicate<String, Long> predicate) {
    Map<String, Long> found = new HashMap<>();
    for (Map.Entry<String, Long> each : map.entrySet(predicate)) {
      found.put(each.getKey(), each.getValue());
    }
    return found;
  }

  private static void raise(IMap<String, Long> map, String scope, long sequence) {
    while (true) {
      Long now = map.get(scope);
      if (now != null && now >= sequence) {
        return;
      }
      if (now == null
          ? map.putIfAbsent(scope, sequence) == null
          : map.replace(scope, now, sequence)) {
        return;
      }
    }
  }

  private IMap<String, Long> map() {
    return hazelcast.getMap(name);
  }
}
