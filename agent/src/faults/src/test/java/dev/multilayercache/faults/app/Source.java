package dev.multilayercache.faults.app;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What the bodies of cached methods run: asks the database, and every tenth time is in no hurry to
 * return, so that there are loads for an invalidation to overtake.
 */
final class Source {
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

  private final Database database;

  Source(Database database) {
    this.database = database;
  }

  long load(String key) {
    long version = database.version(key);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    if (Stampede.isKey(key)) {
      dawdle(Stampede.LOAD_NANOS);
    } else if (random.nextInt(10) == 0) {
      dawdle(random.nextLong(LONGEST_NANOS));
    }
    return version;
  }

  private static void dawdle(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left; (left = until - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }
}
