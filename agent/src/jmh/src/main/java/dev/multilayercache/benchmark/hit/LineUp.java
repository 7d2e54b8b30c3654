package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.hit.contender.Peer;
import dev.multilayercache.benchmark.hit.harness.Work;
import dev.multilayercache.benchmark.hit.peer.CaffeineAsShipped;
import dev.multilayercache.benchmark.hit.peer.CaffeineTuned;
import dev.multilayercache.benchmark.hit.peer.PlainMap;
import dev.multilayercache.benchmark.hit.peer.Woven;
import java.util.List;

/** Who takes part in a comparison, in the order of the tables. */
final class LineUp {
  static final Class<? extends Peer> REFERENCE = CaffeineAsShipped.class;

  private static final List<Class<? extends Peer>> WITH_CLUSTER = List.of(REFERENCE, Woven.class);
  private static final List<Class<? extends Peer>> ALL =
      List.of(PlainMap.class, Woven.class, CaffeineTuned.class, REFERENCE);
  private static final List<Class<? extends Peer>> FEW =
      List.of(Woven.class, CaffeineTuned.class, REFERENCE);

  private LineUp() {}

  static List<Class<? extends Peer>> of(Comparison comparison) {
    if (comparison.isClustered()) {
      return WITH_CLUSTER;
    }
    Work work = comparison.work();
    return work == Work.ZIPF || work == Work.HOT_KEY ? ALL : FEW;
  }

  static List<Comparison> comparisons() {
    return List.of(
        new Comparison(Work.ZIPF, /* isClustered= */ false),
        new Comparison(Work.ZIPF, /* isClustered= */ true),
        new Comparison(Work.HOT_KEY, /* isClustered= */ false),
        new Comparison(Work.TWO_ARGUMENTS, /* isClustered= */ false),
        new Comparison(Work.NO_ARGUMENT, /* isClustered= */ false),
        new Comparison(Work.FOUR_ARGUMENTS, /* isClustered= */ false));
  }
}
