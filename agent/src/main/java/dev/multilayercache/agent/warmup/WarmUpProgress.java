package dev.multilayercache.agent.warmup;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How far the warm-up is. Each call counts in the total once it is known, and in the end as loaded,
 * skipped or failed. Safe for use by any thread.
 */
public final class WarmUpProgress {
  final AtomicLong total = new AtomicLong();
  final AtomicLong loaded = new AtomicLong();
  final AtomicLong skipped = new AtomicLong();
  final AtomicLong failed = new AtomicLong();
  final AtomicLong hotEntries = new AtomicLong();
  private volatile String state = "done";

  public WarmUpProgress() {}

  void state(String now) {
    state = now;
  }

  /** {@code waiting}, {@code running} or {@code done}. */
  public String state() {
    return state;
  }

  public long total() {
    return total.get();
  }

  /** Calls that ended well. */
  public long loaded() {
    return loaded.get();
  }

  /** Calls that were not made. */
  public long skipped() {
    return skipped.get();
  }

  /** Calls that threw. */
  public long failed() {
    return failed.get();
  }

  /** Entries copied from the cluster because their keys were hot. */
  public long hotEntries() {
    return hotEntries.get();
  }
}
