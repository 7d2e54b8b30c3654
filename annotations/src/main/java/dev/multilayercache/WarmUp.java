package dev.multilayercache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loads items into a cache, on the calling thread and up to three daemon threads that end with it.
 */
final class WarmUp {
  private static final int MOST_THREADS = 4;

  private final MultiLayerCache cache;
  private final Queue<WarmUpItem> waiting = new ConcurrentLinkedQueue<>();
  private final int distinct;
  private final AtomicInteger loaded = new AtomicInteger();
  private final AtomicInteger skipped = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  WarmUp(MultiLayerCache cache, Collection<WarmUpItem> items) {
    this.cache = cache;
    Set<String> keys = new HashSet<>();
    for (WarmUpItem item : items) {
      if (keys.add(item.key())) {
        waiting.add(item);
      } else {
        skipped.incrementAndGet();
      }
    }
    this.distinct = keys.size();
  }

  WarmUpReport run() {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < Math.min(distinct, MOST_THREADS); i++) {
      Thread other = new Thread(this::work, "multilayercache-warm-up-" + i);
      other.setDaemon(true);
      other.start();
      others.add(other);
    }
    work();
    awaitEnd(others);
    return new WarmUpReport(loaded.get(), skipped.get(), failed.get());
  }

  private void work() {
    for (WarmUpItem item = waiting.poll(); item != null; item = waiting.poll()) {
      if (Thread.currentThread().isInterrupted()) {
        skipped.incrementAndGet();
      } else {
        count(item).incrementAndGet();
      }
    }
  }

  /** Warms one item and says where it counts. */
  private AtomicInteger count(WarmUpItem item) {
    AtomicBoolean ran = new AtomicBoolean();
    try {
      if (!cache.contains(item.key())) {
        cache.getOrLoad(
            item.key(),
            item.options(),
            () -> {
              ran.set(true);
              return item.loader().load();
            });
      }
      return ran.get() ? loaded : skipped;
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return failed;
    }
  }

  /** Goes on waiting when interrupted: what runs is not abandoned, what waits is skipped. */
  private void awaitEnd(List<Thread> others) {
    boolean interrupted = Thread.interrupted();
    for (Thread other : others) {
      while (other.isAlive()) {
        try {
          other.join();
        } catch (InterruptedException e) {
          interrupted = true;
          others.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
