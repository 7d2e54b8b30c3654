package dev.multilayercache.faults.app;

import dev.multilayercache.MultiLayerCached;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Fills the caches of a small heap: ever new keys, each with a tag of its own, and big values. */
final class Ballast {
  private static final int LARGEST = 64 * 1024;

  private Ballast() {}

  static void start() {
    Thread thread = new Thread(Ballast::readAgainAndAgain, "ballast");
    thread.setDaemon(true);
    thread.start();
  }

  private static void readAgainAndAgain() {
    for (long key = 0; true; key++) {
      value(key, "tag" + key);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  @MultiLayerCached(cache = "ballast", key = "{key}", tags = "{tag}")
  static byte[] value(long key, String tag) {
    return new byte[1024 + ThreadLocalRandom.current().nextInt(LARGEST)];
  }
}
