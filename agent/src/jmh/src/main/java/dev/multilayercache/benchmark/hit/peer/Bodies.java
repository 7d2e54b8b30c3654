package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;
import java.util.concurrent.atomic.AtomicLong;

/** What is cached; every contender, having a class loader of its own, counts its own. */
final class Bodies {
  private static final AtomicLong RUN = new AtomicLong();

  private Bodies() {}

  static Long run(long id) {
    RUN.incrementAndGet();
    return id + Contender.MORE;
  }

  static long count() {
    return RUN.get();
  }
}
