package dev.multilayercache.benchmark.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One way to call one cache that is compared. */
record Variant(Kind kind, int entries, Order order, int threads) {

  /** Who caches. */
  enum Kind {
    WOVEN,
    BY_HAND;

    String command() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How ids are drawn. */
  enum Order {
    UNIFORM,
    ZIPF
  }

  static List<Variant> all() {
    List<Variant> all = new ArrayList<>();
    for (int size : Sizes.ALL) {
      for (Order order : Order.values()) {
        for (Kind kind : Kind.values()) {
          all.add(new Variant(kind, size, order, 1));
          all.add(new Variant(kind, size, order, 2));
        }
      }
    }
    return all;
  }

  /** As {@link SizesApp} understands it. */
  String command() {
    return "%s %d %s %d"
        .formatted(kind.command(), entries, order.name().toLowerCase(Locale.ROOT), threads);
  }

  Variant by(Kind other) {
    return new Variant(other, entries, order, threads);
  }

  Variant with(int otherThreads) {
    return new Variant(kind, entries, order, otherThreads);
  }

  Variant of(int otherEntries) {
    return new Variant(kind, otherEntries, order, threads);
  }
}
