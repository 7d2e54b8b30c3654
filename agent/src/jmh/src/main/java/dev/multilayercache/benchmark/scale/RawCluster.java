package dev.multilayercache.benchmark.scale;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.benchmark.forked.Application;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Stock members in JVMs of their own and a client here, to see what operations cost them. */
final class RawCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long NANOS = 2_000_000_000L;

  private final List<ForkedJvm> members = new ArrayList<>();
  private final HazelcastInstance client;

  private RawCluster(int size) throws URISyntaxException {
    int port = ClusterFile.freeRange();
    String name = "raw-" + UUID.randomUUID();
    Path hazelcast =
        Path.of(Hazelcast.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    for (int i = 0; i < size; i++) {
      members.add(
          Application.on(Path.of(System.getProperty("java.home")))
              .classPath(hazelcast)
              .start(
                  RawMember.class.getName(), name, Integer.toString(port), Integer.toString(size)));
    }
    members.forEach(each -> each.nextLine(PATIENCE)); // started
    ClientConfig config = new ClientConfig();
    config.setClusterName(name);
    config.setProperty("hazelcast.logging.type", "none");
    config.getNetworkConfig().addAddress("127.0.0.1:" + port);
    client = HazelcastClient.newHazelcastClient(config);
  }

  static RawCluster of(int members) throws URISyntaxException {
    return new RawCluster(members);
  }

  HazelcastInstance client() {
    return client;
  }

  /** Some work of so many operations. */
  interface Work {
    long run() throws Exception;
  }

  /** What an operation costs when the work is done over and over; first it is done for warmth. */
  Price price(Work work) throws Exception {
    repeat(work);
    List<long[]> before = usage();
    long operations = repeat(work);
    List<long[]> after = usage();
    double owner = 0;
    double partition = 0;
    double all = 0;
    for (int i = 0; i < before.size(); i++) {
      double process = (after.get(i)[0] - before.get(i)[0]) / 1e3 / operations;
      double threads = (after.get(i)[1] - before.get(i)[1]) / 1e3 / operations;
      all += process;
      owner = Math.max(owner, process);
      partition = Math.max(partition, threads);
    }
    return new Price(owner, partition, all);
  }

  @Override
  public void close() {
    client.getLifecycleService().terminate();
    members.forEach(ForkedJvm::close);
  }

  private static long repeat(Work work) throws Exception {
    long operations = 0;
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < NANOS) {
      operations += work.run();
    }
    return operations;
  }

  private List<long[]> usage() {
    List<long[]> usage = new ArrayList<>();
    for (ForkedJvm each : members) {
      String[] figures = each.ask("cpu").split(" ");
      usage.add(new long[] {Long.parseLong(figures[0]), Long.parseLong(figures[1])});
    }
    return usage;
  }
}
