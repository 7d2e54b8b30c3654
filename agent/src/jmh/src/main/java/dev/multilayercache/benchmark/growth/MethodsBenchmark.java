package dev.multilayercache.benchmark.growth;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.benchmark.forked.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what cached methods cost by how many there are, a JVM for each number: before their
 * first call, with it, when nothing is called, and when all are called in turn.
 */
final class MethodsBenchmark {
  static final List<Integer> COUNTS = List.of(1, 10, 100, 1_000, 10_000);

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int SLICE_MILLIS = 25;
  private static final int REST_MILLIS = 5_000;

  private final Path agent;
  private final int rounds;
  private final int longestWarmUpSeconds;

  MethodsBenchmark(Path agent, int rounds, int longestWarmUpSeconds) {
    this.agent = agent;
    this.rounds = rounds;
    this.longestWarmUpSeconds = longestWarmUpSeconds;
  }

  MethodsTable measure(Path jdk) throws IOException {
    MethodsTable table = new MethodsTable();
    for (int count : COUNTS) {
      try (ForkedJvm jvm = start(jdk, count)) {
        MethodCosts costs = new MethodCosts(costs(jvm));
        costs.warmUp(ask(jvm, "warm woven"), ask(jvm, "warm by_hand"));
        for (int i = 0; i < rounds; i++) {
          boolean wovenFirst = i % 2 == 0;
          double first = slice(jvm, wovenFirst);
          double second = slice(jvm, !wovenFirst);
          costs.round(wovenFirst ? first : second, wovenFirst ? second : first);
        }
        costs.rest(Double.parseDouble(jvm.ask("rest " + REST_MILLIS)));
        table.add(count, costs);
      }
      System.err.println("methods: " + count);
    }
    return table;
  }

  private static double slice(ForkedJvm jvm, boolean isWoven) {
    jvm.tell("slice " + (isWoven ? "woven " : "by_hand ") + SLICE_MILLIS);
    String answer = jvm.nextLine(PATIENCE);
    if (answer.startsWith("bodies")) {
      throw new IllegalStateException(answer + "; stderr: " + jvm.errors());
    }
    return Double.parseDouble(answer);
  }

  private String ask(ForkedJvm jvm, String command) {
    jvm.tell(command + " " + longestWarmUpSeconds);
    return jvm.nextLine(PATIENCE);
  }

  /** Per method, by what the application calls them. */
  private static Map<String, Double> costs(ForkedJvm jvm) {
    Map<String, Double> costs = new LinkedHashMap<>();
    String line = jvm.nextLine(PATIENCE);
    while (!line.equals(".")) {
      int end = line.lastIndexOf(' ');
      costs.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
      line = jvm.nextLine(PATIENCE);
    }
    return costs;
  }

  private ForkedJvm start(Path jdk, int count) throws IOException {
    Path file = Files.createTempFile("methods", ".yaml");
    file.toFile().deleteOnExit();
    Files.writeString(
        file,
        """
        layers:
          - { name: local, type: caffeine, maximumEntries: %d }
        """
            .formatted(Generated.ENTRIES));
    return Application.on(jdk)
        .option("-Xmx2g")
        .option("-XX:+UseSerialGC")
        .option("-XX:MarkSweepAlwaysCompactCount=1")
        .option(Application.agent(agent, file))
        .start(MethodsApp.class.getName(), Integer.toString(count));
  }
}
