package dev.multilayercache.benchmark.cluster;

import dev.multilayercache.MultiLayerCaches;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** The application that is measured; does what it is told on its standard input. */
public final class CostApp {
  private static final String BARE = "bare";

  private final AgentHazelcast hazelcast;
  private final boolean isClient;
  private final Random random = new Random(1);
  private final Map<String, Workload> workloads = new LinkedHashMap<>();
  private volatile boolean isTold;

  private CostApp(AgentHazelcast hazelcast, boolean isClient) {
    this.hazelcast = hazelcast;
    this.isClient = isClient;
  }

  /** Takes {@code client} or {@code embedded}. */
  public static void main(String[] arguments) throws Exception {
    ClusterWorkloads.fill(0); // the cluster answers
    CostApp app = new CostApp(AgentHazelcast.await(), arguments[0].equals("client"));
    app.hazelcast.listen(BARE, () -> app.isTold = true);
    app.hazelcast.follow(BARE, () -> app.isTold = true);
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = in.readLine()) != null; ) {
      System.out.println(app.answer(line.split(" ")));
    }
  }

  private String answer(String[] words) throws Exception {
    return switch (words[0]) {
      case "members" -> Integer.toString(hazelcast.members());
      case "cluster" -> prepared(new ClusterWorkloads(hazelcast, isClient).all());
      case "local" -> {
        LocalWorkloads local =
            new LocalWorkloads(new AgentCodec(hazelcast.loader(), Product.class));
        prepared(local.all());
        yield local.sizes().toString();
      }
      case "round" -> round();
      case "prime" -> primed(Long.parseLong(words[1]));
      case "watch" -> words[1].equals("message") ? messageSeen() : invalidationSeen(words[1]);
      case "publish" -> {
        long begin = System.nanoTime();
        hazelcast.publish(BARE);
        yield Long.toString(begin);
      }
      case "steps" -> {
        long begin = System.nanoTime();
        hazelcast.map("mlc:cost:v:seen").delete(words[1]);
        hazelcast.append(BARE);
        yield Long.toString(begin);
      }
      case "invalidate" -> {
        long begin = System.nanoTime();
        boolean isConfirmed = MultiLayerCaches.cache("seen").invalidate(words[1]).confirmed();
        yield isConfirmed ? Long.toString(begin) : "not confirmed";
      }
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private String prepared(Map<String, Workload> more) {
    workloads.putAll(more);
    return "prepared";
  }

  /** One slice of each, in random order. */
  private String round() throws Exception {
    List<String> order = new ArrayList<>(workloads.keySet());
    Collections.shuffle(order, random);
    StringBuilder line = new StringBuilder();
    for (String name : order) {
      line.append(name)
          .append('=')
          .append(Objects.requireNonNull(workloads.get(name)).slice())
          .append(';');
    }
    return line.toString();
  }

  /** Both ends: the value is in this JVM's local layer, and no message has come. */
  private String primed(long id) throws InterruptedException {
    isTold = false;
    for (int attempt = 0; attempt < 6_000; attempt++) {
      long before = Catalog.BODIES.get();
      Catalog.seen(id);
      if (Catalog.BODIES.get() == before) {
        return "primed";
      }
      Thread.sleep(1);
    }
    throw new IllegalStateException("nothing is cached");
  }

  @SuppressWarnings(
      "ThreadPriorityCheck") // a look now and then, which leaves the processor to others
  private String messageSeen() {
    System.out.println("watching");
    while (!isTold) {
      Thread.yield();
    }
    return Long.toString(System.nanoTime());
  }

  /** When the body runs again: the value no longer answers. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static String invalidationSeen(String id) {
    long parsed = Long.parseLong(id);
    System.out.println("watching");
    long before = Catalog.BODIES.get();
    while (Catalog.BODIES.get() == before) {
      Catalog.seen(parsed);
      Thread.yield();
    }
    return Long.toString(System.nanoTime());
  }
}
