package dev.multilayercache.benchmark.scale;

import com.hazelcast.map.IMap;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.query.Predicates;
import com.hazelcast.ringbuffer.OverflowPolicy;
import com.hazelcast.ringbuffer.ReadResultSet;
import com.hazelcast.ringbuffer.Ringbuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What the operations of the protocol cost a member, and how long one takes.
 *
 * @param scanBase a scan of a registry without nodes
 * @param scanNode what each node adds to it
 * @param roundTripMicros of one read, alone
 */
record Prices(
    Price get,
    Price set,
    Price add,
    Price read,
    Price parked,
    Price scanBase,
    Price scanNode,
    double roundTripMicros) {
  private static final int FEW = 10;
  private static final int MANY = 510;
  private static final int PARKED = 200;
  private static final int AT_ONCE = 16;
  private static final int WARM_UPS = 2;
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);

  static Prices measured(int members) throws Exception {
    try (RawCluster cluster = RawCluster.of(members)) {
      IMap<String, byte[]> map = cluster.client().getMap(RawMember.NAME);
      Ringbuffer<byte[]> ring = cluster.client().getRingbuffer(RawMember.NAME);
      String key = "key";
      byte[] value = new byte[100];
      map.set(key, value);
      ring.add(value);
      for (int i = 0; i < WARM_UPS; i++) {
        cluster.price(() -> replace(map, key, value));
        cluster.price(() -> wake(ring, value));
      }
      Price get = cluster.price(() -> all(() -> map.getAsync(key)));
      double roundTrip = roundTripMicros(map, key);
      Price set = cluster.price(() -> replace(map, key, value));
      Price add = cluster.price(() -> all(() -> ring.addAsync(value, OverflowPolicy.OVERWRITE)));
      Price read =
          cluster.price(
              () -> {
                long head = ring.headSequence();
                return 1 + all(() -> ring.readManyAsync(head, 0, 1, null));
              });
      Price woken = cluster.price(() -> wake(ring, value));
      Price few = scan(cluster, map, FEW);
      Price many = scan(cluster, map, MANY);
      Price node = many.minus(few).dividedBy(MANY - FEW);
      return new Prices(
          get, set, add, read, woken.minus(add.dividedBy(PARKED)), few, node, roundTrip);
    }
  }

  private static Price scan(RawCluster cluster, IMap<String, byte[]> map, int nodes)
      throws Exception {
    PartitionService partitions = cluster.client().getPartitionService();
    String first = "node";
    int partition = partitions.getPartition(first).getPartitionId();
    int put = 0;
    for (int i = 0; put < nodes; i++) {
      if (partitions.getPartition("node " + i).getPartitionId() == partition) {
        map.set("node " + i, new byte[70]);
        put++;
      }
    }
    return cluster.price(
        () -> {
          int found =
              map.entrySet(Predicates.partitionPredicate(first, Predicates.alwaysTrue())).size();
          if (found < nodes) {
            throw new IllegalStateException(found + " of " + nodes);
          }
          return 1;
        });
  }

  /** Many wait, one record comes, all are answered; as many operations as waited. */
  private static long wake(Ringbuffer<byte[]> ring, byte[] value) throws Exception {
    long next = ring.tailSequence() + 1;
    List<CompletionStage<ReadResultSet<byte[]>>> parked = new ArrayList<>();
    for (int i = 0; i < PARKED; i++) {
      parked.add(ring.readManyAsync(next, 1, 256, null));
    }
    ring.add(value);
    for (CompletionStage<?> each : parked) {
      each.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
    return PARKED;
  }

  /** The median. */
  private static double roundTripMicros(IMap<String, byte[]> map, String key) {
    double[] micros = new double[2_000];
    for (int i = 0; i < micros.length; i++) {
      long begin = System.nanoTime();
      map.get(key);
      micros[i] = (System.nanoTime() - begin) / 1e3;
    }
    Arrays.sort(micros);
    return micros[micros.length / 2];
  }

  /** There is no other form that does not wait: as many threads as the others have under way. */
  private static long replace(IMap<String, byte[]> map, String key, byte[] value) throws Exception {
    return all(() -> CompletableFuture.supplyAsync(() -> map.replace(key, value, value), THREADS));
  }

  private interface Operation {
    CompletionStage<?> begin();
  }

  private static long all(Operation operation) throws Exception {
    List<CompletionStage<?>> running = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      running.add(operation.begin());
    }
    for (CompletionStage<?> each : running) {
      each.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
    return AT_ONCE;
  }

  /** Of one operation of a kind, in a cluster of so many nodes. */
  Price of(Kind kind, int nodes) {
    return switch (kind) {
      case CLOCK_GET, LOG_TAIL, SCOPE_GET, SCOPE_COUNT -> get;
      case CLOCK_SET, REGISTRY_SET, SCOPE_SET, DELETE -> set;
      case LOG_ADD -> add;
      case LOG_READ -> read;
      case LOG_PARKED -> parked;
      case REGISTRY_SCAN ->
          new Price(
              scanBase.owner() + nodes * scanNode.owner(),
              scanBase.partition() + nodes * scanNode.partition(),
              scanBase.all() + nodes * scanNode.all());
      case OTHER -> get;
    };
  }
}
