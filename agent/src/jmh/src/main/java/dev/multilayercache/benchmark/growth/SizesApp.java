package dev.multilayercache.benchmark.growth;

import dev.multilayercache.benchmark.growth.Sizes.Answers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds a cache of each size, woven and by hand, and calls one of them for a slice of time, on one
 * thread or two; ends with its standard input.
 */
public final class SizesApp {
  private static final int MOST_THREADS = 2;

  private final Map<String, Answers> answers = new HashMap<>();
  private final Map<String, int[]> sequences = new HashMap<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          MOST_THREADS,
          task -> {
            Thread thread = new Thread(task, "caller");
            thread.setDaemon(true);
            return thread;
          });

  private SizesApp() {}

  /**
   * {@code woven 1000 uniform 2 20}: of which size, in which order, on how many threads, for how
   * many milliseconds. Answers with the nanoseconds of CPU of a call and the calls in a second, or
   * that bodies ran.
   */
  public static void main(String[] arguments) throws Exception {
    SizesApp app = new SizesApp();
    for (int size : Sizes.ALL) {
      app.prepare(size);
    }
    System.out.println("ready");
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = commands.readLine()) != null; ) {
      System.out.println(app.slice(line.split(" ")));
    }
  }

  private void prepare(int size) {
    sequences.put("uniform " + size, Ids.uniform(size));
    sequences.put("zipf " + size, Ids.zipf(size));
    for (Variant.Kind kind : Variant.Kind.values()) {
      Answers filled = kind == Variant.Kind.WOVEN ? Sizes.woven(size) : Sizes.byHand(size);
      for (int id : Ids.shuffled(size)) {
        filled.to(id);
      }
      answers.put(kind.command() + " " + size, filled);
    }
  }

  /** Who sleeps is woken on the core of him who wakes, and shares it for a while. */
  private static void awaitBusily(AtomicInteger missing) {
    missing.decrementAndGet();
    while (missing.get() > 0) {
      Thread.onSpinWait();
    }
  }

  private String slice(String[] words) throws Exception {
    Answers asked = Objects.requireNonNull(answers.get(words[0] + " " + words[1]));
    int[] sequence = Objects.requireNonNull(sequences.get(words[2] + " " + words[1]));
    int callers = Integer.parseInt(words[3]);
    long nanos = Long.parseLong(words[4]) * 1_000_000;
    AtomicInteger missing = new AtomicInteger(callers);
    long before = Sizes.BODIES.get();
    List<Future<CallerSlice>> running = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      int from = Ids.LENGTH / MOST_THREADS * i;
      running.add(
          threads.submit(
              () -> {
                awaitBusily(missing);
                return CallerSlice.of(asked, sequence, from, nanos);
              }));
    }
    double nanosPerCall = 0;
    double callsPerSecond = 0;
    for (Future<CallerSlice> each : running) {
      CallerSlice done = each.get();
      nanosPerCall += done.nanosPerCall() / callers;
      callsPerSecond += done.callsPerSecond();
    }
    long bodies = Sizes.BODIES.get() - before;
    return bodies > 0 ? "bodies " + bodies : nanosPerCall + " " + callsPerSecond;
  }
}
