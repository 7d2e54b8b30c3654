package dev.multilayercache.benchmark.coherence;

import dev.multilayercache.benchmark.coherence.HitVariant.Chain;
import dev.multilayercache.benchmark.paired.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Measures what a hit in the local layer costs, with and without a cluster layer.
 *
 * <p>One JVM has one agent and so one chain of layers: a JVM for each is kept running, and they
 * take short slices in turn, never two at once. A launch compiles the code anew, which moves a
 * figure by more than the slices do, so there are several.
 */
final class HitBenchmark {
  private static final int SLICE_MILLIS = 25;
  private static final int WARM_UP_ROUNDS = 60;

  private final Path agentJar;
  private final int launches;
  private final int rounds;
  private final Random random = new Random(1);
  private long voidRounds;
  private long clusterHits;

  HitBenchmark(Path agentJar, int launches, int rounds) {
    this.agentJar = agentJar;
    this.launches = launches;
    this.rounds = rounds;
  }

  String measure(Path jdk) throws IOException {
    voidRounds = 0;
    clusterHits = 0;
    Rounds<HitVariant, Double> measured = new Rounds<>();
    for (int launch = 1; launch <= launches; launch++) {
      Path directory = Files.createTempDirectory("hits");
      try (HitJvm local = HitJvm.withoutCluster(directory, jdk, agentJar);
          HitJvm again = HitJvm.withoutCluster(directory, jdk, agentJar);
          HitJvm clustered = HitJvm.ofOneMember(directory, jdk, agentJar)) {
        Map<Chain, HitJvm> jvms =
            Map.of(Chain.LOCAL, local, Chain.LOCAL_AGAIN, again, Chain.CLUSTERED, clustered);
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
          round(jvms);
        }
        long before = clustered.clusterHits();
        for (int done = 0; done < rounds; ) {
          Map<HitVariant, Double> round = round(jvms);
          if (round.size() == HitVariants.ALL.size()) {
            round.forEach(measured::add);
            done++;
          } else {
            voidRounds++;
          }
        }
        clusterHits += clustered.clusterHits() - before;
      }
      System.err.println("hits: launch " + launch + " of " + launches);
    }
    return new HitTable(measured).markdown()
        + "- Rounds left out because a body ran: %d. Reads that the cluster answered: %d.\n"
            .formatted(voidRounds, clusterHits);
  }

  /** Without what was no slice of hits. */
  private Map<HitVariant, Double> round(Map<Chain, HitJvm> jvms) {
    List<HitVariant> order = new ArrayList<>(HitVariants.ALL);
    Collections.shuffle(order, random);
    Map<HitVariant, Double> round = new HashMap<>();
    for (HitVariant variant : order) {
      Double nanos = Objects.requireNonNull(jvms.get(variant.chain())).slice(variant, SLICE_MILLIS);
      if (nanos != null) {
        round.put(variant, nanos);
      }
    }
    return round;
  }
}
