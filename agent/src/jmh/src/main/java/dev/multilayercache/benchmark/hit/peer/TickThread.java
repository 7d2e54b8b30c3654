package dev.multilayercache.benchmark.hit.peer;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/** Publishes the time about every millisecond, and runs then what it was given to do. */
final class TickThread implements Executor {
  private static final long TICK_NANOS = 1_000_000;

  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private volatile long nanos = System.nanoTime();

  private TickThread() {}

  static TickThread start() {
    TickThread started = new TickThread();
    Thread thread = new Thread(started::tick, "tick");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  long nanos() {
    return nanos;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  private void tick() {
    while (true) {
      nanos = System.nanoTime();
      for (Runnable task; (task = tasks.poll()) != null; ) {
        task.run();
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }
}
