package dev.multilayercache.faults.harness;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.ringbuffer.OverflowPolicy;
import com.hazelcast.ringbuffer.Ringbuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A client that the agent knows nothing of, on its servers. It takes away what the agent keeps
 * there, or adds to it.
 */
public final class Sabotage {
  private static final String OURS = "mlc:faults:";
  private static final int RECORDS = 70_000;
  private static final int BATCH = 1_000;

  private Sabotage() {}

  /** The log is gone, and with it its positions. */
  public static FaultKind destroyLog() {
    return at("log destroyed", (client, random) -> log(client).destroy());
  }

  /** More records than the log holds, none of them signed. */
  public static FaultKind fillLog() {
    return at("log filled with junk", (client, random) -> fill(log(client), random));
  }

  /** The clock of the cluster is gone. */
  public static FaultKind deleteClock() {
    return at("clock deleted", (client, random) -> map(client, "c").forEach(IMap::clear));
  }

  /** A node is not registered any more. */
  public static FaultKind deleteRegistration() {
    return at(
        "a registration deleted",
        (client, random) ->
            map(client, "n")
                .forEach(
                    map -> {
                      List<Object> nodes = new ArrayList<>(map.keySet());
                      if (!nodes.isEmpty()) {
                        map.delete(nodes.get(random.nextInt(nodes.size())));
                      }
                    }));
  }

  /** Shared values are replaced by what is none. */
  public static FaultKind spoilValues() {
    return at(
        "shared values spoilt",
        (client, random) ->
            some(client, objects(client).filter(each -> each.getName().contains(":v:")).toList())
                .forEach(each -> spoil(client.getMap(each.getName()), random)));
  }

  private interface Deed {
    void on(HazelcastInstance client, RandomGenerator random);
  }

  private static FaultKind at(String name, Deed deed) {
    return (cluster, random) ->
        new Fault(
            name,
            () -> {
              HazelcastInstance client = client(cluster);
              try {
                deed.on(client, random);
              } finally {
                client.shutdown();
              }
            },
            () -> {},
            Duration.ZERO,
            Duration.ofSeconds(2));
  }

  private static HazelcastInstance client(Cluster cluster) {
    ClientConfig config = new ClientConfig().setClusterName(cluster.name());
    config.setProperty("hazelcast.logging.type", "none");
    cluster
        .servers()
        .forEach(
            each ->
                config
                    .getNetworkConfig()
                    .addAddress(each.namespace().address() + ":" + AgentFile.PORT));
    return HazelcastClient.newHazelcastClient(config);
  }

  private static Stream<DistributedObject> objects(HazelcastInstance client) {
    return client.getDistributedObjects().stream().filter(each -> each.getName().startsWith(OURS));
  }

  /** One that was destroyed is in use again, and not listed. */
  private static Ringbuffer<byte[]> log(HazelcastInstance client) {
    Ringbuffer<byte[]> log = client.getRingbuffer(OURS + "log");
    if (log.tailSequence() < 0) {
      throw new IllegalStateException("the log is empty: there is nothing to spoil");
    }
    return log;
  }

  /** Nobody shall take for sabotage what hits nothing. */
  private static <T> List<T> some(HazelcastInstance client, List<T> found) {
    if (found.isEmpty()) {
      throw new IllegalStateException("nothing to spoil among " + client.getDistributedObjects());
    }
    return found;
  }

  private static List<IMap<Object, Object>> map(HazelcastInstance client, String lastName) {
    return some(
        client,
        objects(client)
            .filter(IMap.class::isInstance)
            .filter(each -> each.getName().endsWith(":" + lastName))
            .map(each -> client.getMap(each.getName()))
            .toList());
  }

  private static void fill(Ringbuffer<byte[]> log, RandomGenerator random) {
    byte[] junk = new byte[64];
    random.nextBytes(junk);
    for (int added = 0; added < RECORDS; added += BATCH) {
      log.addAllAsync(Collections.nCopies(BATCH, junk), OverflowPolicy.OVERWRITE)
          .toCompletableFuture()
          .join();
    }
    if (log.tailSequence() < RECORDS - 1) {
      throw new IllegalStateException("the log does not hold the junk");
    }
  }

  private static void spoil(IMap<Object, Object> map, RandomGenerator random) {
    byte[] junk = new byte[200];
    for (Object key : map.keySet()) {
      random.nextBytes(junk);
      map.set(key, junk.clone());
    }
  }
}
