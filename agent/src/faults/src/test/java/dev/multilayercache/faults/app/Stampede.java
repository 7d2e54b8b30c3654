package dev.multilayercache.faults.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Many threads that ask for one key, which nobody has, at once. */
final class Stampede {
  static final long LOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long STACK_BYTES = 256 * 1024;

  private Stampede() {}

  /** Whether a key is asked for by stampedes only. */
  static boolean isKey(String key) {
    return key.startsWith("s");
  }

  /** How many threads got an exception, and how many milliseconds the slowest call took. */
  static String run(Subject subject, String key, int threads) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(threads);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger failures = new AtomicInteger();
    AtomicLong slowest = new AtomicLong();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Runnable call =
          () -> {
            ready.countDown();
            try {
              go.await();
              long began = System.nanoTime();
              subject.read(key);
              slowest.accumulateAndGet(System.nanoTime() - began, Math::max);
            } catch (Throwable e) {
              failures.incrementAndGet();
            }
          };
      Thread thread = new Thread(null, call, "stampede-" + i, STACK_BYTES);
      thread.start();
      all.add(thread);
    }
    ready.await();
    go.countDown();
    for (Thread each : all) {
      each.join();
    }
    return failures + " " + TimeUnit.NANOSECONDS.toMillis(slowest.get());
  }
}
