package dev.multilayercache.benchmark.growth;

import dev.multilayercache.benchmark.growth.Sizes.Answers;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one thread did in a slice of time.
 *
 * @param nanosPerCall of the thread's CPU
 * @param callsPerSecond of wall time
 */
record CallerSlice(double nanosPerCall, double callsPerSecond) {
  private static final int CALLS = 256;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final AtomicInteger PLACES = new AtomicInteger();

  /** So that no answer can be left out. */
  @SuppressWarnings("unused")
  private static volatile long sum;

  static CallerSlice of(Answers asked, int[] ids, int from, long nanos) {
    int at = from + PLACES.getAndAdd(CALLS * 997); // a slice goes on where none was before
    long settled = System.nanoTime() + nanos / 2;
    long answered = 0;
    while (System.nanoTime() < settled) { // until each thread has found a core
      at = (at + CALLS) & (Ids.LENGTH - CALLS);
      answered += run(asked, ids, at);
    }
    long calls = 0;
    long cpu = THREADS.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    long end;
    do {
      at = (at + CALLS) & (Ids.LENGTH - CALLS);
      answered += run(asked, ids, at);
      calls += CALLS;
      end = System.nanoTime();
    } while (end - begin < nanos);
    double spent = THREADS.getCurrentThreadCpuTime() - cpu;
    sum = answered;
    return new CallerSlice(spent / calls, calls / ((end - begin) / 1e9));
  }

  private static long run(Answers asked, int[] ids, int from) {
    long sum = 0;
    for (int i = from; i < from + CALLS; i++) {
      sum += asked.to(ids[i]);
    }
    return sum;
  }
}
