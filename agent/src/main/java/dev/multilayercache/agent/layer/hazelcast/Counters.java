package dev.multilayercache.agent.layer.hazelcast;

import java.util.concurrent.atomic.LongAdder;

/** What the layer counts since its start; whoever calls counts the failures thrown to him. */
final class Counters {
  final LongAdder errors = new LongAdder();
  final LongAdder reads = new LongAdder();
  final LongAdder readNanos = new LongAdder();
  final LongAdder expirations = new LongAdder();
}
