package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicates;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import java.util.List;
import java.util.Set;

/**
 * Deletes the blobs whose keys match a pattern, leases included.
 *
 * <p>The servers only compare a literal prefix; the pattern itself is matched here, in linear time.
 */
final class KeyScan {
  /** Sorts behind every key with the prefix. */
  static final String LAST = "\uffff\uffff\uffff\uffff";

  private KeyScan() {}

  static void delete(Session session, Invalidation.ByPattern matching) {
    String cache = matching.cache();
    List<IMap<String, byte[]>> maps =
        cache == null ? session.allValues() : List.of(session.values(cache));
    for (IMap<String, byte[]> map : maps) {
      delete(map, matching.pattern());
    }
  }

  static void delete(IMap<String, byte[]> map, KeyPattern pattern) {
    for (String key : candidates(map, pattern.literalPrefix())) {
      if (pattern.matches(key)) {
        map.delete(key);
      }
    }
  }

  private static Set<String> candidates(IMap<String, byte[]> map, String prefix) {
    return prefix.isEmpty()
        ? map.keySet()
        : map.keySet(Predicates.between("__key", prefix, prefix + LAST));
  }
}
