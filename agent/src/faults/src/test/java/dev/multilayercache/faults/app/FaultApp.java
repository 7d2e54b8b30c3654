package dev.multilayercache.faults.app;

import com.hazelcast.core.HazelcastInstance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Runs the workload on each of its caches and answers on standard output to what it is told on
 * standard input; ends with it.
 */
public final class FaultApp {
  private static final long PATIENCE_SECONDS = 20;

  private final Map<String, Workload> workloads = new LinkedHashMap<>();
  private final Map<String, Subject> subjects = new LinkedHashMap<>();
  private final HazelcastInstance comparison;

  private FaultApp(NodeOptions options) {
    boolean compares =
        options.subjects().stream()
            .anyMatch(name -> name.startsWith("naive") || name.startsWith("near"));
    comparison = compares ? ComparisonCluster.start(options) : null;
    for (String name : options.subjects()) {
      Database database =
          new Database(options.databaseHost(), options.databasePort(), name, options.number());
      subjects.put(name, subject(name, database));
      workloads.put(name, new Workload(options, name, subjects.get(name), database));
    }
  }

  private Subject subject(String name, Database database) {
    Source source = new Source(database);
    return switch (name) {
      case "bounded" -> new BoundedSubject(source);
      case "strong" -> new StrongSubject(source);
      case "uncached" -> new UncachedSubject(database);
      case "naive" -> new NaiveSubject(source, comparison, NaiveSubject.Flaw.NONE);
      case "naive-deaf" -> new NaiveSubject(source, comparison, NaiveSubject.Flaw.DEAF);
      case "naive-keeping" -> new NaiveSubject(source, comparison, NaiveSubject.Flaw.KEEPS_SHARED);
      case "near" -> new NearCacheSubject(source, comparison);
      default -> throw new IllegalArgumentException("no cache is called " + name);
    };
  }

  public static void main(String[] arguments) throws Exception {
    try {
      FaultApp app = new FaultApp(NodeOptions.given());
      if (Boolean.getBoolean("faults.node.ballast")) {
        Ballast.start();
      }
      System.out.println("ready");
      app.obey();
      System.exit(0);
    } catch (Throwable e) {
      // Threads of the cluster would keep the JVM.
      e.printStackTrace();
      System.exit(1);
    }
  }

  private void obey() throws Exception {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line; (line = input.readLine()) != null; ) {
      String[] word = line.split(" ");
      System.out.println(
          switch (word[0]) {
            case "members" -> members();
            case "start" -> start(new ColdKeys(Long.parseLong(word[1])));
            case "stop-writing" -> stop(Workload::stopWriting);
            case "wrong" -> wrong(word[1]);
            case "stampede" ->
                Stampede.run(subjects.get(word[1]), word[2], Integer.parseInt(word[3]));
            case "stop-reading" -> stop(Workload::stopReading);
            default -> throw new IOException("not understood: " + line);
          });
    }
  }

  /** Of the agent's cluster and of the other one; nothing of a cluster that is not there yet. */
  private String members() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName agent = new ObjectName("dev.multilayercache:type=Agent");
    int own =
        server.isRegistered(agent)
            ? ((String[]) server.getAttribute(agent, "ClusterMembers")).length
            : 0;
    return own + " " + (comparison == null ? "" : comparison.getCluster().getMembers().size());
  }

  private String start(ColdKeys coldKeys) {
    workloads.values().forEach(each -> each.start(coldKeys));
    return "started";
  }

  /** How many, or -1 if the cache does not answer at all. */
  private String wrong(String name) throws Exception {
    FutureTask<Integer> count = new FutureTask<>(workloads.get(name)::wrong);
    Thread thread = new Thread(count, "wrong");
    thread.setDaemon(true);
    thread.start();
    try {
      return count.get(PATIENCE_SECONDS, TimeUnit.SECONDS).toString();
    } catch (TimeoutException e) {
      return "-1";
    }
  }

  /** The names of the caches whose threads hang. */
  private String stop(Consumer<Workload> what) throws InterruptedException {
    workloads.values().forEach(what);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    StringBuilder late = new StringBuilder();
    for (Map.Entry<String, Workload> each : workloads.entrySet()) {
      if (!each.getValue().hasStopped(deadline)) {
        late.append(' ').append(each.getKey());
      }
    }
    return "stopped" + late;
  }
}
