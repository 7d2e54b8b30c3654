package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicates;
import com.hazelcast.topic.ITopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One uninterrupted time with the cluster, and our objects in it; all are stock types.
 *
 * <p>{@code mlc:<application>:v:<cache>} maps keys to blobs; {@code …:c} holds the clock, a number
 * that only grows; {@code …:g} maps scopes to the clock at their last invalidation; {@code …:t}
 * carries messages. Methods block as Hazelcast does. Safe for use by any thread.
 */
final class Session {
  private static final String CLOCK = "clock";
  private static final int FIRST_OPERATIONS = 20;
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final HazelcastInstance hazelcast;
  private final String prefix;
  private final int minMembers;
  private final long beginNanos = System.nanoTime();
  private final AtomicInteger operations = new AtomicInteger();

  Session(HazelcastInstance hazelcast, String application, int minMembers) {
    this.hazelcast = hazelcast;
    this.prefix = prefix(application);
    this.minMembers = minMembers;
  }

  static String prefix(String application) {
    return "mlc:" + application + ":";
  }

  IMap<String, byte[]> values(String cache) {
    return hazelcast.getMap(prefix + "v:" + cache);
  }

  /** The values of all caches of the application, of other nodes' caches too. */
  List<IMap<String, byte[]>> allValues() {
    List<IMap<String, byte[]>> all = new ArrayList<>();
    for (DistributedObject object : hazelcast.getDistributedObjects()) {
      String name = object.getName();
      if (object instanceof IMap<?, ?> && name.startsWith(prefix + "v:")) {
        all.add(hazelcast.getMap(name));
      }
    }
    return all;
  }

  /** The clock as it is; made if it is not there, or set forward if it is behind. */
  long clock(long atLeast) {
    IMap<String, Long> map = hazelcast.getMap(prefix + "c");
    while (true) {
      Long now = map.get(CLOCK);
      if (now != null && now >= atLeast) {
        return now;
      }
      // Microseconds: ahead of any clock that was lost with an earlier cluster.
      long next = Math.max(atLeast + 1, System.currentTimeMillis() * 1_000);
      if (now == null ? map.putIfAbsent(CLOCK, next) == null : map.replace(CLOCK, now, next)) {
        return next;
      }
    }
  }

  /** Moves the clock; nobody else gets this number. */
  long advanceClock(long atLeast) {
    IMap<String, Long> map = hazelcast.getMap(prefix + "c");
    while (true) {
      long now = clock(atLeast);
      if (map.replace(CLOCK, now, now + 1)) {
        return now + 1;
      }
    }
  }

  /** The scopes and the clock at their last invalidation; none is missing that still counts. */
  Map<String, Long> scopes() {
    IMap<String, Long> map = hazelcast.getMap(prefix + "g");
    Map<String, Long> all = new HashMap<>(map.getAll(map.keySet()));
    // Once more, after the others: it stands for those that were deleted meanwhile.
    Long ofEverything = map.get(Scopes.of(null));
    if (ofEverything != null) {
      all.put(Scopes.of(null), ofEverything);
    }
    return all;
  }

  int scopeCount() {
    return hazelcast.getMap(prefix + "g").size();
  }

  /** Deletes the scopes that say no more than that of everything, which must be raised already. */
  void forgetScopes(long sequence) {
    IMap<String, Long> map = hazelcast.getMap(prefix + "g");
    map.removeAll(
        Predicates.and(
            Predicates.lessEqual("this", sequence), Predicates.notEqual("__key", Scopes.of(null))));
  }

  void raiseScope(String scope, long sequence) {
    IMap<String, Long> map = hazelcast.getMap(prefix + "g");
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

  ITopic<byte[]> topic() {
    return hazelcast.getTopic(prefix + "t");
  }

  int members() {
    return hazelcast.getCluster().getMembers().size();
  }

  List<String> addresses() {
    return hazelcast.getCluster().getMembers().stream()
        .map(member -> member.getAddress().getHost() + ":" + member.getAddress().getPort())
        .toList();
  }

  int minMembers() {
    return minMembers;
  }

  /** Sessions of the same one share their listeners. */
  Object identity() {
    return hazelcast;
  }

  /**
   * Whether this is one of the first operations, which take longer than later ones. Not for long: a
   * node that is seldom used must not wait for a lost member with the patience of a beginner.
   */
  boolean isWarmingUp() {
    return System.nanoTime() - beginNanos < WARM_UP_NANOS
        && operations.get() < FIRST_OPERATIONS
        && operations.getAndIncrement() < FIRST_OPERATIONS;
  }
}
