package dev.multilayercache.benchmark.growth;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.benchmark.forked.Application;
import dev.multilayercache.benchmark.paired.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures hits in caches of all sizes: all in one JVM, in short slices in random order, so that
 * sizes and variants are compared inside each round.
 */
final class SizesBenchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int SLICE_MILLIS = 20;
  private static final int WARM_UP_ROUNDS = 20;

  private final Path agent;
  private final int launches;
  private final int rounds;
  private final Random random = new Random(1);

  SizesBenchmark(Path agent, int launches, int rounds) {
    this.agent = agent;
    this.launches = launches;
    this.rounds = rounds;
  }

  Rounds<Variant, CallerSlice> measure(Path jdk) throws IOException {
    Rounds<Variant, CallerSlice> measured = new Rounds<>();
    for (int launch = 1; launch <= launches; launch++) {
      try (ForkedJvm jvm = start(jdk)) {
        jvm.nextLine(PATIENCE); // ready
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
          round(jvm);
        }
        for (int done = 0, tries = 0; done < rounds; tries++) {
          Map<Variant, CallerSlice> round = round(jvm);
          if (round.size() == Variant.all().size()) {
            round.forEach(measured::add);
            done++;
          } else if (tries > 4 * rounds) {
            throw new IllegalStateException("bodies run; stderr: " + jvm.errors());
          }
        }
      }
      System.err.println("entries: launch " + launch + " of " + launches);
    }
    return measured;
  }

  /** Without what was no slice of hits. */
  private Map<Variant, CallerSlice> round(ForkedJvm jvm) {
    List<Variant> order = new ArrayList<>(Variant.all());
    Collections.shuffle(order, random);
    Map<Variant, CallerSlice> round = new HashMap<>();
    for (Variant each : order) {
      jvm.tell(each.command() + " " + SLICE_MILLIS);
      String[] figures = jvm.nextLine(PATIENCE).split(" ");
      if (!figures[0].equals("bodies")) {
        round.put(
            each, new CallerSlice(Double.parseDouble(figures[0]), Double.parseDouble(figures[1])));
      }
    }
    return round;
  }

  private ForkedJvm start(Path jdk) throws IOException {
    StringBuilder layers = new StringBuilder("layers:\n");
    for (int size : Sizes.ALL) {
      layers.append(
          "  - { name: of%d, type: caffeine, maximumEntries: %d }\n".formatted(size, size));
    }
    Path file = Files.createTempFile("sizes", ".yaml");
    file.toFile().deleteOnExit();
    return Application.on(jdk)
        .option("-Xmx2g")
        .option(Application.agent(agent, Files.writeString(file, layers)))
        .start(SizesApp.class.getName());
  }
}
