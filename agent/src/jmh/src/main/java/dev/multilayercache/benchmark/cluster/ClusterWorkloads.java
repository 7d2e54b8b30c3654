package dev.multilayercache.benchmark.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads and loads through the cluster layer, each beside the bare operations on the same bytes.
 *
 * <p>What is told of a slice is the median of its calls: a call waits for other threads, and what
 * else the machine does makes single ones very long.
 */
final class ClusterWorkloads {
  private static final int HITS = 100;
  private static final int MISSES = 40;

  /** What stands before the codec's bytes: the byte of the seal, and the envelope without tags. */
  private static final int HEAD = 1 + 55;

  /** As long as the token that stands for a load. */
  private static final byte[] TOKEN = new byte[26];

  private final AgentHazelcast hazelcast;
  private final boolean isClient;
  private final AgentCodec codec;
  private final RawMap far;
  private final RawMap fresh;
  private final RawMap raw;
  private final Map<String, Workload> all = new LinkedHashMap<>();
  private byte[] blob = new byte[0];
  private long next = 1_000_000;

  ClusterWorkloads(AgentHazelcast hazelcast, boolean isClient) throws Exception {
    this.hazelcast = hazelcast;
    this.isClient = isClient;
    this.codec = new AgentCodec(hazelcast.loader(), Product.class);
    this.far = hazelcast.map("mlc:cost:v:far");
    this.fresh = hazelcast.map("mlc:cost:v:fresh");
    this.raw = hazelcast.map("mlc:cost:v:raw");
    for (String place : isClient ? List.of("member") : List.of("own", "other")) {
      add(place, place.equals("own"));
    }
  }

  Map<String, Workload> all() {
    return all;
  }

  private void add(String place, boolean own) throws Exception {
    List<Long> ids = new ArrayList<>();
    for (long id = 0; ids.size() < HITS; id++) {
      if (isClient || hazelcast.isOwn(Long.toString(id)) == own) {
        ids.add(id);
        fill(id);
      }
    }
    List<String> keys = ids.stream().map(id -> Long.toString(id)).toList();
    blob = Objects.requireNonNull(far.get(keys.get(0)));
    all.put("hit " + place, () -> hits(ids));
    all.put("get " + place, () -> gets(keys));
    all.put("get and decode " + place, () -> getsDecoded(keys));
    all.put("miss " + place, () -> misses(freshIds(own)));
    all.put("cas " + place, () -> compareAndSets(freshIds(own)));
  }

  /** Calls until the cluster answers. */
  static void fill(long id) throws InterruptedException {
    for (int attempt = 0; attempt < 24_000; attempt++) {
      long before = Catalog.BODIES.get();
      Catalog.far(id);
      if (Catalog.BODIES.get() == before) {
        return;
      }
      Thread.sleep(5);
    }
    throw new IllegalStateException("nothing is cached");
  }

  private static double hits(List<Long> ids) {
    long[] nanos = new long[ids.size()];
    long before = Catalog.BODIES.get();
    int at = 0;
    for (long id : ids) {
      long begin = System.nanoTime();
      Product found = Catalog.far(id);
      nanos[at++] = System.nanoTime() - begin;
      require(found.stock() == 37);
    }
    return Catalog.BODIES.get() == before ? median(nanos) : Workload.VOID;
  }

  private double gets(List<String> keys) {
    long[] nanos = new long[keys.size()];
    int at = 0;
    for (String key : keys) {
      long begin = System.nanoTime();
      byte[] found = far.get(key);
      nanos[at++] = System.nanoTime() - begin;
      require(found != null && found.length == blob.length);
    }
    return median(nanos);
  }

  /** What nobody can save who wants the object: the bytes, and the value out of them. */
  private double getsDecoded(List<String> keys) {
    long[] nanos = new long[keys.size()];
    int at = 0;
    for (String key : keys) {
      long begin = System.nanoTime();
      byte[] found = Objects.requireNonNull(far.get(key));
      Product decoded = (Product) codec.decode(found, HEAD, found.length - HEAD - macBytes(found));
      nanos[at++] = System.nanoTime() - begin;
      require(decoded.stock() == 37);
    }
    return median(nanos);
  }

  /** What stands behind the codec's bytes if they are sealed. */
  private static int macBytes(byte[] found) {
    return found[0] == 0 ? 0 : 16;
  }

  private double misses(List<Long> ids) throws InterruptedException {
    long[] nanos = new long[ids.size()];
    long before = Catalog.BODIES.get();
    int at = 0;
    for (long id : ids) {
      long begin = System.nanoTime();
      Product loaded = Catalog.fresh(id);
      nanos[at++] = System.nanoTime() - begin;
      require(loaded.stock() == 37);
    }
    boolean allLoaded = Catalog.BODIES.get() == before + ids.size();
    Thread.sleep(2); // for what runs behind the last one
    int stored = 0;
    for (long id : ids) {
      byte[] found = fresh.get(Long.toString(id));
      stored += found != null && found.length > TOKEN.length ? 1 : 0;
    }
    fresh.clear();
    return allLoaded && stored == ids.size() ? median(nanos) : Workload.VOID;
  }

  private double compareAndSets(List<Long> ids) {
    List<String> keys = ids.stream().map(id -> Long.toString(id)).toList();
    long[] nanos = new long[keys.size()];
    int at = 0;
    for (String key : keys) {
      long begin = System.nanoTime();
      byte[] found = raw.get(key);
      boolean put = raw.putIfAbsent(key, TOKEN);
      boolean replaced = raw.replace(key, TOKEN, blob);
      nanos[at++] = System.nanoTime() - begin;
      require(found == null && put && replaced);
    }
    raw.clear();
    return median(nanos);
  }

  private List<Long> freshIds(boolean own) throws ReflectiveOperationException {
    List<Long> ids = new ArrayList<>();
    while (ids.size() < MISSES) {
      long id = next++;
      if (isClient || hazelcast.isOwn(Long.toString(id)) == own) {
        ids.add(id);
      }
    }
    return ids;
  }

  private static double median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("not what was to be measured");
    }
  }
}
