package dev.multilayercache.benchmark.cluster;

import dev.multilayercache.agent.testing.ForkedJvm;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JVM with {@link CostApp} and the packaged agent, told what to measure. */
final class CostJvm implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String STOCK_MEMBER = "dev.multilayercache.fixture.cluster.StockMember";

  private final ForkedJvm jvm;

  private CostJvm(ForkedJvm jvm) {
    this.jvm = jvm;
  }

  static CostJvm start(Path jdk, Path agentJar, Path configuration, String mode, String secret) {
    ForkedJvm.Builder java =
        ForkedJvm.java()
            .jdk(jdk)
            .option("-Xmx512m")
            .option("-javaagent:" + agentJar + "=" + configuration)
            .classPath(classPath());
    if (!secret.isEmpty()) {
      java.environment("COST_SECRET", secret);
    }
    CostJvm started = new CostJvm(java.start(CostApp.class.getName(), mode));
    started.expect("ready");
    return started;
  }

  /** A member as Hazelcast ships it; returns when it accepts clients. */
  static ForkedJvm member(Path jdk, String cluster, int port) {
    ForkedJvm member =
        ForkedJvm.java()
            .jdk(jdk)
            .classPath(classPath())
            .fixtures()
            .start(STOCK_MEMBER, cluster, Integer.toString(port));
    if (!member.nextLine().equals("started")) {
      throw new IllegalStateException(member.errors().toString());
    }
    return member;
  }

  void awaitMembers(int members) throws InterruptedException {
    for (int attempt = 0; attempt < 600; attempt++) {
      if (ask("members").equals(Integer.toString(members))) {
        return;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the members do not meet: " + jvm.errors());
  }

  String ask(String line) {
    tell(line);
    return nextLine();
  }

  void tell(String line) {
    jvm.tell(line);
  }

  String nextLine() {
    return jvm.nextLine(PATIENCE);
  }

  void expect(String line) {
    String said = nextLine();
    if (!said.equals(line)) {
      throw new IllegalStateException(said + " instead of " + line + ": " + jvm.errors());
    }
  }

  /** One slice of each workload by name, or null if one of them was void. */
  @Nullable Map<String, Double> round() {
    Map<String, Double> round = new HashMap<>();
    for (String part : ask("round").split(";")) {
      double nanos = Double.parseDouble(part.substring(part.indexOf('=') + 1));
      if (Double.isNaN(nanos)) {
        return null;
      }
      round.put(part.substring(0, part.indexOf('=')), nanos);
    }
    return round;
  }

  @Override
  public void close() {
    jvm.close();
  }

  /** This program's own: what it was compiled with is what the application runs with. */
  private static Path[] classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toArray(Path[]::new);
  }
}
