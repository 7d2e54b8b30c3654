package dev.multilayercache.benchmark.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What waits for nobody: codecs, and a miss of the local layer; in CPU time of the thread. */
final class LocalWorkloads {
  private static final int TIMES = 1_000;
  private static final int MISSES = 5_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Map<String, Workload> all = new LinkedHashMap<>();
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private final Cache<Long, Product> cache =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofDays(1)).build();
  private final Product product = Product.sample(4_711);
  private long next = 1_000_000_000;
  private long sink;

  /** A call that may throw. */
  private interface Step {
    Object run() throws Exception;
  }

  LocalWorkloads(AgentCodec codec) throws Exception {
    ObjectMapper json = new ObjectMapper();
    ObjectMapper smile = new SmileMapper();
    byte[] own = codec.encode(product);
    byte[] asJson = json.writeValueAsBytes(product);
    byte[] asSmile = smile.writeValueAsBytes(product);
    add("codec", own.length, () -> codec.encode(product), () -> codec.decode(own, 0, own.length));
    add(
        "json",
        asJson.length,
        () -> json.writeValueAsBytes(product),
        () -> json.readValue(asJson, Product.class));
    add(
        "smile",
        asSmile.length,
        () -> smile.writeValueAsBytes(product),
        () -> smile.readValue(asSmile, Product.class));
    all.put("body", () -> cpu(MISSES, () -> Catalog.body(next++)));
    all.put("near miss", this::nearMisses);
    all.put("caffeine miss", () -> cpu(MISSES, () -> cache.get(next++, Catalog::body)));
  }

  Map<String, Workload> all() {
    return all;
  }

  /** How many bytes each codec makes of the value. */
  Map<String, Integer> sizes() {
    return sizes;
  }

  private void add(String codec, int size, Step encode, Step decode) {
    sizes.put(codec, size);
    all.put(codec + " encode", () -> cpu(TIMES, encode));
    all.put(codec + " decode", () -> cpu(TIMES, decode));
  }

  private double nearMisses() throws Exception {
    long before = Catalog.BODIES.get();
    double nanos = cpu(MISSES, () -> Catalog.near(next++));
    return Catalog.BODIES.get() == before + MISSES ? nanos : Workload.VOID;
  }

  private double cpu(int times, Step step) throws Exception {
    long begin = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      sink += System.identityHashCode(step.run()) == 0 ? 1 : 0;
    }
    return (THREADS.getCurrentThreadCpuTime() - begin) / (double) times;
  }

  /** So that nothing is left out as unused. */
  long sink() {
    return sink;
  }
}
