package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicates;
import dev.multilayercache.agent.coherence.Cluster.Registered;
import dev.multilayercache.agent.coherence.Content;
import dev.multilayercache.agent.coherence.NodeRecord;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registry of nodes: a map of sealed records, all in one partition. */
final class SharedRegistry {
  private final HazelcastInstance hazelcast;
  private final String name;
  private final String self;
  private final Seal seal;
  private final Operations operations;

  SharedRegistry(
      HazelcastInstance hazelcast, String name, String self, Seal seal, Operations operations) {
    this.hazelcast = hazelcast;
    this.name = name;
    this.self = self;
    this.seal = seal;
    this.operations = operations;
  }

  String self() {
    return self;
  }

  /** One partition is asked, not all of them. */
  Map<String, Registered> all() {
    IMap<String, byte[]> map = map();
    return operations.run(
        () -> {
          Map<String, Registered> nodes = new HashMap<>();
          map.entrySet(Predicates.partitionPredicate(self, Predicates.alwaysTrue()))
              .forEach(
                  each -> nodes.put(each.getKey(), registered(each.getKey(), each.getValue())));
          return nodes;
        });
  }

  @Nullable Registered get(String node) {
    byte[] found = operations.await(map().getAsync(node));
    return found == null ? null : registered(node, found);
  }

  @Nullable Registered set(String node, @Nullable Registered expected, NodeRecord next) {
    IMap<String, byte[]> map = map();
    byte[] bytes = seal.close(name, node, next.toBytes());
    boolean isWritten =
        operations.run(
            () ->
                expected == null
                    ? map.putIfAbsent(node, bytes) == null
                    : map.replace(node, expected.content().bytes(), bytes));
    return isWritten ? new Registered(new Content(bytes), next) : null;
  }

  boolean remove(String node, Registered expected) {
    IMap<String, byte[]> map = map();
    return operations.run(() -> map.remove(node, expected.content().bytes()));
  }

  private Registered registered(String node, byte[] bytes) {
    byte[] opened = seal.open(name, node, bytes);
    return new Registered(new Content(bytes), opened == null ? null : NodeRecord.parse(opened));
  }

  private IMap<String, byte[]> map() {
    return hazelcast.getMap(name);
  }
}
