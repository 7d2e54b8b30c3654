package dev.multilayercache.agent.layer.store;

import java.util.concurrent.atomic.LongAdder;

/** What one layer counts. */
final class StoreCounts {
  final LongAdder errors = new LongAdder();
  final LongAdder expirations = new LongAdder();
  final LongAdder reads = new LongAdder();
  final LongAdder readNanos = new LongAdder();
}
