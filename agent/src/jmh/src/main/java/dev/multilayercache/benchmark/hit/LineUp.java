package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.hit.contender.Peer;
import dev.multilayercache.benchmark.hit.harness.Work;
import dev.multilayercache.benchmark.hit.peer.Cache2kLoading;
import dev.multilayercache.benchmark.hit.peer.CaffeineAsShipped;
import dev.multilayercache.benchmark.hit.peer.CaffeineTuned;
import dev.multilayercache.benchmark.hit.peer.EhcacheOnHeap;
import dev.multilayercache.benchmark.hit.peer.HandWrittenSlot;
import dev.multilayercache.benchmark.hit.peer.HazelcastEmbedded;
import dev.multilayercache.benchmark.hit.peer.HazelcastFromClient;
import dev.multilayercache.benchmark.hit.peer.JetCacheBoth;
import dev.multilayercache.benchmark.hit.peer.JetCacheLocal;
import dev.multilayercache.benchmark.hit.peer.PlainMap;
import dev.multilayercache.benchmark.hit.peer.PlainMethod;
import dev.multilayercache.benchmark.hit.peer.SpringByAspectJ;
import dev.multilayercache.benchmark.hit.peer.SpringByProxy;
import dev.multilayercache.benchmark.hit.peer.SpringSync;
import dev.multilayercache.benchmark.hit.peer.SwitchedOff;
import dev.multilayercache.benchmark.hit.peer.Woven;
import dev.multilayercache.benchmark.hit.peer.WovenWith;
import java.util.List;

/** Who takes part in a comparison, in the order of the tables. */
final class LineUp {
  static final Class<? extends Peer> REFERENCE = CaffeineAsShipped.class;

  private static final List<Class<? extends Peer>> ALL =
      List.of(
          PlainMap.class,
          Woven.class,
          Cache2kLoading.class,
          CaffeineTuned.class,
          REFERENCE,
          EhcacheOnHeap.class,
          HazelcastEmbedded.class,
          HazelcastFromClient.class,
          SpringByProxy.class,
          SpringSync.class,
          SpringByAspectJ.class,
          JetCacheLocal.class,
          JetCacheBoth.class);
  private static final List<Class<? extends Peer>> FOR_SEVERAL_ARGUMENTS =
      List.of(
          Woven.class,
          Cache2kLoading.class,
          CaffeineTuned.class,
          REFERENCE,
          SpringByProxy.class,
          JetCacheLocal.class);
  private static final List<Class<? extends Peer>> FOR_NO_ARGUMENT =
      List.of(
          HandWrittenSlot.class,
          Woven.class,
          Cache2kLoading.class,
          CaffeineTuned.class,
          REFERENCE,
          SpringByProxy.class,
          JetCacheLocal.class);
  private static final List<Class<? extends Peer>> WITH_CLUSTER = List.of(Woven.class, REFERENCE);
  private static final List<Class<? extends Peer>> NOT_CACHED =
      List.of(PlainMethod.class, SwitchedOff.class);

  private static final List<Class<? extends Peer>> OPTIONS =
      List.of(
          Woven.class,
          WovenWith.KeyTemplate.class,
          WovenWith.Condition.class,
          WovenWith.CachedExceptions.class,
          WovenWith.Enduring.class,
          WovenWith.InheritTags.class,
          WovenWith.Future.class,
          WovenWith.OfReceiver.class,
          WovenWith.VaryBy.class,
          WovenWith.OfRecord.class,
          WovenWith.OfList.class,
          WovenWith.OfSubclass.class);

  private LineUp() {}

  static List<Comparison> comparisons() {
    return List.of(
        new Comparison(Work.ZIPF, /* isClustered= */ false),
        new Comparison(Work.ZIPF, /* isClustered= */ true),
        new Comparison(Work.HOT_KEY, /* isClustered= */ false),
        new Comparison(Work.TWO_ARGUMENTS, /* isClustered= */ false),
        new Comparison(Work.NO_ARGUMENT, /* isClustered= */ false),
        new Comparison(Work.FOUR_ARGUMENTS, /* isClustered= */ false),
        new Comparison(Work.OPTIONS, /* isClustered= */ false),
        new Comparison(Work.SWITCHED_OFF, /* isClustered= */ false));
  }

  static List<Class<? extends Peer>> of(Comparison comparison) {
    if (comparison.isClustered()) {
      return WITH_CLUSTER;
    }
    return switch (comparison.work()) {
      case ZIPF, HOT_KEY -> ALL;
      case TWO_ARGUMENTS, FOUR_ARGUMENTS -> FOR_SEVERAL_ARGUMENTS;
      case NO_ARGUMENT -> FOR_NO_ARGUMENT;
      case OPTIONS -> OPTIONS;
      case SWITCHED_OFF -> NOT_CACHED;
    };
  }

  /** The one that the others are divided by. */
  static Class<? extends Peer> reference(Comparison comparison) {
    return switch (comparison.work()) {
      case SWITCHED_OFF -> PlainMethod.class;
      case OPTIONS -> Woven.class;
      default -> REFERENCE;
    };
  }
}
