package dev.multilayercache.benchmark.hit.harness;

import com.sun.management.ThreadMXBean;
import dev.multilayercache.benchmark.hit.contender.Contender;
import java.lang.management.ManagementFactory;

/** One thread's part of a slice: calls for so long, and knows what they took. */
final class Caller {
  private static final int CALLS = 1_024;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Ids ids;
  private int at;

  /**
   * @param at the index of the first id, so that two threads do not ask for the same in step
   */
  Caller(Ids ids, int at) {
    this.ids = ids;
    this.at = at;
  }

  /** What one thread did in a slice. */
  record Share(long calls, long cpuNanos, long bytes, long wallNanos) {
    double callsPerSecond() {
      return calls * 1e9 / wallNanos;
    }
  }

  Share call(Contender contender, long nanos) {
    long thread = Thread.currentThread().getId();
    long calls = 0;
    long bytes = THREADS.getThreadAllocatedBytes(thread);
    long cpu = THREADS.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    long now;
    do {
      requireAnswers(contender);
      calls += CALLS;
      now = System.nanoTime();
    } while (now - begin < nanos);
    return new Share(
        calls,
        THREADS.getCurrentThreadCpuTime() - cpu,
        THREADS.getThreadAllocatedBytes(thread) - bytes,
        now - begin);
  }

  private void requireAnswers(Contender contender) {
    at = (at + CALLS) & (ids.length() - 1);
    long sum = contender.sum(ids.sequence(), at, at + CALLS);
    if (sum != ids.expected(at, at + CALLS)) {
      throw new IllegalStateException(contender + " answered wrongly");
    }
  }
}
