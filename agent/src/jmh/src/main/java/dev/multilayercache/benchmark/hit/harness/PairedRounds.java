package dev.multilayercache.benchmark.hit.harness;

import dev.multilayercache.benchmark.hit.contender.Contender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** Rounds of one short slice for each contender and number of threads, in random order. */
final class PairedRounds {
  static final int MOST_THREADS = 2;

  private static final long SLICE_NANOS = 25_000_000;
  private static final long FIRST_SLICE_NANOS = 300_000_000;
  private static final int WARM_UP_ROUNDS = 6;
  private static final int MOST_DROPPED = 500;

  private final Map<String, Contender> contenders;
  private final Ids ids;
  private final Callers callers;
  private final List<Turn> order = new ArrayList<>();
  private final Random random = new Random();

  PairedRounds(Map<String, Contender> contenders, Ids ids, Callers callers) {
    this.contenders = contenders;
    this.ids = ids;
    this.callers = callers;
    contenders.forEach(
        (peer, contender) -> {
          for (int threads = 1; threads <= MOST_THREADS; threads++) {
            order.add(new Turn(peer, contender, threads));
          }
        });
  }

  /** One slice in each round. */
  private record Turn(String peer, Contender contender, int threads) {}

  /**
   * Compiles the code, and waits until nothing is left to load: a cluster takes seconds to join.
   */
  void warmUp() throws Exception {
    for (Contender contender : contenders.values()) {
      ids.fill(contender);
      callers.slice(contender, MOST_THREADS, FIRST_SLICE_NANOS);
      callers.slice(contender, MOST_THREADS, FIRST_SLICE_NANOS);
    }
    for (int i = 0; i < WARM_UP_ROUNDS; i++) {
      round(line -> {});
    }
    measure(/* rounds= */ 1, line -> {});
  }

  /**
   * Tells a line for each slice of so many rounds.
   *
   * @return how many more rounds there were, of which nothing is told because a body ran
   */
  int measure(int rounds, Consumer<String> lines) throws Exception {
    int dropped = 0;
    for (int done = 0; done < rounds; ) {
      contenders.values().forEach(ids::fill);
      Map<String, Long> before = bodies();
      List<String> told = new ArrayList<>();
      round(told::add);
      if (bodies().equals(before)) {
        told.forEach(lines);
        done++;
      } else if (++dropped > MOST_DROPPED) {
        throw new IllegalStateException("Bodies run all the time: " + before + ", " + bodies());
      }
    }
    return dropped;
  }

  private void round(Consumer<String> lines) throws Exception {
    Collections.shuffle(order, random);
    for (Turn turn : order) {
      Slice slice = callers.slice(turn.contender(), turn.threads(), SLICE_NANOS);
      lines.accept(
          String.join(
              " ", PairedJvm.SLICE, turn.peer(), Integer.toString(turn.threads()), slice.print()));
    }
  }

  private Map<String, Long> bodies() {
    Map<String, Long> bodies = new LinkedHashMap<>();
    contenders.forEach((peer, contender) -> bodies.put(peer, contender.bodies()));
    return bodies;
  }
}
