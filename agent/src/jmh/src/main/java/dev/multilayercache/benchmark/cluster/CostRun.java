package dev.multilayercache.benchmark.cluster;

import dev.multilayercache.benchmark.paired.Rounds;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything that is measured on one JDK. */
final class CostRun {
  private static final int WARM_UP_ROUNDS = 30;
  private static final int ARRIVALS = 150;

  private final Path jdk;
  private final Path agentJar;
  private final int launches;
  private final int rounds;
  private final Map<String, Rounds<String, Double>> costs = new LinkedHashMap<>();
  private final Map<String, Rounds<String, Double>> arrivals = new LinkedHashMap<>();
  private String sizes = "";
  private long voidRounds;

  CostRun(Path jdk, Path agentJar, int launches, int rounds) {
    this.jdk = jdk;
    this.agentJar = agentJar;
    this.launches = launches;
    this.rounds = rounds;
  }

  void measure() throws Exception {
    for (int launch = 1; launch <= launches; launch++) {
      try (Cluster cluster = Cluster.embedded(jdk, agentJar)) {
        sizes = cluster.one().ask("local");
        measure("embedded", cluster);
      }
      try (Cluster cluster = Cluster.clients(jdk, agentJar, /* secret= */ "")) {
        measure("client", cluster);
      }
      try (Cluster cluster = Cluster.clients(jdk, agentJar, "between us")) {
        measure("client with a secret", cluster);
      }
      System.err.println("cluster costs: launch " + launch + " of " + launches);
    }
  }

  private void measure(String mode, Cluster cluster) throws InterruptedException {
    cluster.one().tell("cluster");
    cluster.one().expect("prepared");
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      cluster.one().round();
    }
    Rounds<String, Double> measured = costs.computeIfAbsent(mode, first -> new Rounds<>());
    for (int done = 0; done < rounds; ) {
      Map<String, Double> round = cluster.one().round();
      if (round == null) {
        voidRounds++;
      } else {
        round.forEach(measured::add);
        done++;
      }
    }
    new Arrivals(cluster)
        .measure(ARRIVALS, arrivals.computeIfAbsent(mode, first -> new Rounds<>()));
  }

  Map<String, Rounds<String, Double>> costs() {
    return costs;
  }

  Map<String, Rounds<String, Double>> arrivals() {
    return arrivals;
  }

  /** Bytes of each codec: {@code {codec=1, json=2}}. */
  int size(String codec) {
    return Integer.parseInt(sizes.replaceAll(".*\\b" + codec + "=(\\d+).*", "$1"));
  }

  long voidRounds() {
    return voidRounds;
  }
}
