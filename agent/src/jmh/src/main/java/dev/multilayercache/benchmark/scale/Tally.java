package dev.multilayercache.benchmark.scale;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What was counted on the wire until now, by kind: operations, and bytes in both directions. */
final class Tally {
  private final Map<Kind, LongAdder> operations = adders();
  private final Map<Kind, LongAdder> bytes = adders();

  void asked(Kind kind, long length) {
    of(operations, kind).increment();
    of(bytes, kind).add(length);
  }

  void answered(Kind kind, long length) {
    of(bytes, kind).add(length);
  }

  Count now() {
    return new Count(sums(operations), sums(bytes));
  }

  /** At one moment, or between two. */
  record Count(Map<Kind, Long> operations, Map<Kind, Long> bytes) {

    Count since(Count before) {
      return new Count(difference(operations, before.operations), difference(bytes, before.bytes));
    }

    private static Map<Kind, Long> difference(Map<Kind, Long> now, Map<Kind, Long> before) {
      Map<Kind, Long> difference = new EnumMap<>(Kind.class);
      now.forEach((kind, sum) -> difference.put(kind, sum - before.getOrDefault(kind, 0L)));
      return difference;
    }
  }

  private static LongAdder of(Map<Kind, LongAdder> adders, Kind kind) {
    return adders.computeIfAbsent(kind, none -> new LongAdder());
  }

  private static Map<Kind, LongAdder> adders() {
    Map<Kind, LongAdder> adders = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      adders.put(kind, new LongAdder());
    }
    return adders;
  }

  private static Map<Kind, Long> sums(Map<Kind, LongAdder> adders) {
    Map<Kind, Long> sums = new EnumMap<>(Kind.class);
    adders.forEach((kind, adder) -> sums.put(kind, adder.sum()));
    return sums;
  }
}
