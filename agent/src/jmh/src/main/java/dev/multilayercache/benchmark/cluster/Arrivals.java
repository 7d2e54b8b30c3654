package dev.multilayercache.benchmark.cluster;

import dev.multilayercache.benchmark.paired.Rounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long it takes until the other JVM knows: from before the call until a thread there, which
 * looks all the time, sees it. Both read one monotonic clock.
 */
final class Arrivals {
  static final String TOPIC = "topic";
  static final String STEPS = "steps";
  static final String INVALIDATION = "invalidation";

  private static final int WARM_UP = 60;

  /** Between two: what follows an invalidation is over then. */
  private static final int PAUSE_MILLIS = 20;

  private static final Map<String, String> COMMANDS =
      Map.of(TOPIC, "publish", STEPS, "steps", INVALIDATION, "invalidate");

  private final Cluster cluster;
  private final Random random = new Random(1);
  private long id;

  Arrivals(Cluster cluster) {
    this.cluster = cluster;
  }

  void measure(int rounds, Rounds<String, Double> measured) throws InterruptedException {
    for (int done = -WARM_UP; done < rounds; done++) {
      List<String> order = new ArrayList<>(COMMANDS.keySet());
      Collections.shuffle(order, random);
      for (String kind : order) {
        double nanos = arrival(kind);
        if (done >= 0) {
          measured.add(kind, nanos);
        }
      }
    }
  }

  private double arrival(String kind) throws InterruptedException {
    id++;
    cluster.other().tell("prime " + id);
    cluster.other().expect("primed");
    cluster.other().tell("watch " + (kind.equals(INVALIDATION) ? Long.toString(id) : "message"));
    cluster.other().expect("watching");
    Thread.sleep(PAUSE_MILLIS);
    String begun = cluster.one().ask(COMMANDS.get(kind) + " " + id);
    return Double.parseDouble(cluster.other().nextLine()) - Double.parseDouble(begun);
  }
}
