package dev.multilayercache.benchmark.hit.harness;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** One thread's part of the slices: calls for so long, and knows what that took. */
final class Caller {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private int at;

  /**
   * @param at the index of the first id, so that two threads do not ask for the same in step
   */
  Caller(int at) {
    this.at = at;
  }

  /** What one thread did in a slice. */
  record Share(long calls, long cpuNanos, long bytes, long wallNanos) {
    double callsPerSecond() {
      return calls * 1e9 / wallNanos;
    }
  }

  Share call(Calls calls, long nanos) {
    long thread = Thread.currentThread().getId();
    long made = 0;
    long bytes = THREADS.getThreadAllocatedBytes(thread);
    long cpu = THREADS.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    long now;
    do {
      at = calls.next(at);
      calls.sum(at);
      made += Calls.COUNT;
      now = System.nanoTime();
    } while (now - begin < nanos);
    return new Share(
        made,
        THREADS.getCurrentThreadCpuTime() - cpu,
        THREADS.getThreadAllocatedBytes(thread) - bytes,
        now - begin);
  }
}
