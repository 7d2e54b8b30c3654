package dev.multilayercache.benchmark.growth;

import dev.multilayercache.benchmark.growth.Generated.Rotation;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** Calls many methods in rotation, each with its ids in turn. Used by one thread. */
final class MethodCalls {
  static final long FIRST_ID = 1_000; // beyond the boxes that the JDK keeps

  private static final int AT_ONCE = 64;
  private static final long WARM_UP_STEP_NANOS = 1_000_000_000L;

  /** Each method, before it is said to be warm: what the JVM asks before it optimizes, and more. */
  private static final long LEAST_CALLS = 12_000;

  /** Of wall time, that the compilers may still take when a JVM is said to be warm. */
  private static final double QUIET = 0.05;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ManyMethods methods;
  private int next;
  private long id;
  private long sum;

  MethodCalls(ManyMethods methods) {
    this.methods = methods;
  }

  /** All entries of all caches. */
  void fill() {
    for (long each = FIRST_ID; each < FIRST_ID + Generated.ENTRIES; each++) {
      sum += methods.callAll(each);
    }
  }

  /**
   * Calls until the compilers are quiet: the compilers' microseconds per method, the calls of each
   * method, the seconds it took, and the bytes of code that there are more per method.
   */
  String warm(int count, long longestNanos) {
    Usage before = Usage.now();
    long begin = System.nanoTime();
    long calls = 0;
    long compiled;
    do {
      Usage step = Usage.now();
      calls += run(WARM_UP_STEP_NANOS);
      compiled = Usage.now().since(step).compileMillis();
    } while ((compiled * 1e6 > QUIET * WARM_UP_STEP_NANOS || calls / count < LEAST_CALLS)
        && System.nanoTime() - begin < longestNanos);
    Usage all = Usage.now().since(before);
    return "%d %d %d %d"
        .formatted(
            all.compileMillis() * 1_000 / count,
            calls / count,
            (System.nanoTime() - begin) / 1_000_000_000,
            all.codeBytes() / count);
  }

  /** Nanoseconds of CPU for the call of one method, or that bodies ran. */
  String slice(long nanos) {
    long bodies = Generated.BODIES.get();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long calls = run(nanos);
    double spent = THREADS.getCurrentThreadCpuTime() - cpu;
    long ran = Generated.BODIES.get() - bodies;
    return ran > 0 ? "bodies " + ran : Double.toString(spent / calls);
  }

  private long run(long nanos) {
    long calls = 0;
    long end = System.nanoTime() + nanos;
    do {
      calls += callSome();
    } while (System.nanoTime() < end);
    if (sum == 0) {
      throw new IllegalStateException("nothing was called"); // and so the sum is needed
    }
    return calls;
  }

  private long callSome() {
    List<Rotation> rotations = methods.rotations();
    long calls = 0;
    for (int i = 0; i < AT_ONCE; i++) {
      if (++next >= rotations.size()) {
        next = 0;
        id = (id + 1) % Generated.ENTRIES;
      }
      sum += rotations.get(next).call(FIRST_ID + id);
      calls += methods.inClass(next);
    }
    return calls;
  }
}
