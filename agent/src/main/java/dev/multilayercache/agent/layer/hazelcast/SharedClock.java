package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.multilayercache.agent.coherence.ClusterClock;
import org.jspecify.annotations.Nullable;

/** The cluster clock: one sealed entry of a map. */
final class SharedClock {
  private final HazelcastInstance hazelcast;
  private final String name;
  private final String key;
  private final Seal seal;
  private final Operations operations;

  SharedClock(
      HazelcastInstance hazelcast, String name, String key, Seal seal, Operations operations) {
    this.hazelcast = hazelcast;
    this.name = name;
    this.key = key;
    this.seal = seal;
    this.operations = operations;
  }

  @Nullable ClusterClock get() {
    byte[] found = operations.await(map().getAsync(key));
    if (found == null) {
      return null;
    }
    byte[] opened = seal.open(name, key, found);
    ClusterClock clock = opened == null ? null : ClusterClock.parse(opened);
    if (clock == null) {
      throw new ClusterFailure(
          "another application or secret uses the cluster under this application's name");
    }
    return clock;
  }

  boolean set(@Nullable ClusterClock expected, ClusterClock next) {
    IMap<String, byte[]> map = map();
    byte[] bytes = bytes(next);
    return operations.run(
        () ->
            expected == null
                ? map.putIfAbsent(key, bytes) == null
                : map.replace(key, bytes(expected), bytes));
  }

  /** A clock has one form: what is compared with it byte by byte is the same clock. */
  private byte[] bytes(ClusterClock clock) {
    return seal.close(name, key, clock.toBytes());
  }

  private IMap<String, byte[]> map() {
    return hazelcast.getMap(name);
  }
}
