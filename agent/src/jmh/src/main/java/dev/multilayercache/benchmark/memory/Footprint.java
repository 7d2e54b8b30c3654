package dev.multilayercache.benchmark.memory;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.benchmark.forked.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bytes of heap that an entry takes, by class.
 *
 * @param byClass per entry, the value left out
 */
record Footprint(Map<String, Double> byClass) {
  static final int ENTRIES = 1_000_000;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What a collection leaves lying to save work would be counted as arrays of ours. */
  private static final String WITHOUT_FILLERS = "-XX:MarkSweepAlwaysCompactCount=1";

  private static final String KEY = "java.lang.Long";

  static Footprint of(MemoryVariant variant, Path jdk) throws IOException {
    ForkedJvm.Builder jvm =
        Application.on(jdk).option("-Xmx1g").option("-XX:+UseSerialGC").option(WITHOUT_FILLERS);
    variant.options().forEach(jvm::option);
    if (variant.agent() != null) {
      jvm.option(Application.agent(variant.agent(), configuration()));
    }
    try (ForkedJvm forked =
        jvm.start(HeapApp.class.getName(), variant.command(), Integer.toString(ENTRIES))) {
      Map<String, Double> byClass = new LinkedHashMap<>();
      String line = forked.nextLine(PATIENCE);
      while (!line.equals(".")) {
        String[] words = line.split(" ");
        if (words.length == 2) { // else it is the JVM that speaks, of a collection put off
          byClass.put(words[0], Double.parseDouble(words[1]) / ENTRIES);
        }
        line = forked.nextLine(PATIENCE);
      }
      return new Footprint(byClass);
    }
  }

  double total() {
    return byClass.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  double key() {
    return byClass.getOrDefault(KEY, 0.0);
  }

  double withoutKey() {
    return total() - key();
  }

  private static Path configuration() throws IOException {
    Path file = Files.createTempFile("memory", ".yaml");
    file.toFile().deleteOnExit();
    return Files.writeString(
        file,
        """
        layers:
          - { name: local, type: caffeine, maximumEntries: %d }
        """
            .formatted(ENTRIES));
  }
}
