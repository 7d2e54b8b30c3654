package dev.multilayercache.benchmark.hit.harness;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
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

  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
  private static final long SLICE_NANOS = 25_000_000;
  private static final long FIRST_SLICE_NANOS = 150_000_000;
  private static final long COMPILED_MILLIS = 20;

  /** A busy machine lets what was asked of the compiler wait for a second. */
  private static final long QUIET_NANOS = 3_000_000_000L;

  /** So long may bodies run: a cluster takes seconds to join. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final Map<String, Calls> contenders;
  private final Callers callers;
  private final List<Turn> order = new ArrayList<>();
  private final Random random = new Random();

  PairedRounds(Map<String, Calls> contenders, Callers callers) {
    this.contenders = contenders;
    this.callers = callers;
    contenders.forEach(
        (peer, calls) -> {
          for (int threads = 1; threads <= MOST_THREADS; threads++) {
            order.add(new Turn(peer, calls, threads));
          }
        });
  }

  /** One slice in each round. */
  private record Turn(String peer, Calls calls, int threads) {}

  /** Calls until next to nothing was compiled for some seconds, and nothing loaded. */
  void warmUp() throws Exception {
    for (Calls calls : contenders.values()) {
      callers.slice(calls, MOST_THREADS, FIRST_SLICE_NANOS);
    }
    long begin = System.nanoTime();
    long quietSince = begin;
    while (System.nanoTime() - quietSince < QUIET_NANOS
        && System.nanoTime() - begin < PATIENCE_NANOS) {
      long compiled = COMPILER.getTotalCompilationTime();
      measure(/* rounds= */ 1, line -> {});
      if (COMPILER.getTotalCompilationTime() - compiled > COMPILED_MILLIS) {
        quietSince = System.nanoTime();
      }
    }
  }

  /**
   * Tells a line for each slice of so many rounds.
   *
   * @return how many more rounds there were, of which nothing is told because a body ran
   */
  int measure(int rounds, Consumer<String> lines) throws Exception {
    int dropped = 0;
    long begin = System.nanoTime();
    for (int done = 0; done < rounds; ) {
      contenders.values().forEach(Calls::fill);
      Map<String, Long> before = bodies();
      List<String> told = new ArrayList<>();
      round(told::add);
      if (bodies().equals(before)) {
        told.forEach(lines);
        done++;
        begin = System.nanoTime();
        continue;
      }
      dropped++;
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        throw new IllegalStateException("Bodies run all the time: " + before + ", " + bodies());
      }
    }
    return dropped;
  }

  private void round(Consumer<String> lines) throws Exception {
    Collections.shuffle(order, random);
    for (Turn turn : order) {
      Slice slice = callers.slice(turn.calls(), turn.threads(), SLICE_NANOS);
      lines.accept(
          String.join(
              " ", PairedJvm.SLICE, turn.peer(), Integer.toString(turn.threads()), slice.print()));
    }
  }

  private Map<String, Long> bodies() {
    Map<String, Long> bodies = new LinkedHashMap<>();
    contenders.forEach((peer, calls) -> bodies.put(peer, calls.bodies()));
    return bodies;
  }
}
