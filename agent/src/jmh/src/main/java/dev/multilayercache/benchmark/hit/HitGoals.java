package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.hit.contender.Peer;
import dev.multilayercache.benchmark.hit.harness.Slice;
import dev.multilayercache.benchmark.hit.harness.Work;
import dev.multilayercache.benchmark.hit.peer.Cache2kLoading;
import dev.multilayercache.benchmark.hit.peer.CaffeineTuned;
import dev.multilayercache.benchmark.hit.peer.JetCacheBoth;
import dev.multilayercache.benchmark.hit.peer.JetCacheLocal;
import dev.multilayercache.benchmark.hit.peer.PlainMap;
import dev.multilayercache.benchmark.hit.peer.PlainMethod;
import dev.multilayercache.benchmark.hit.peer.SpringByAspectJ;
import dev.multilayercache.benchmark.hit.peer.SpringByProxy;
import dev.multilayercache.benchmark.hit.peer.SpringSync;
import dev.multilayercache.benchmark.hit.peer.SwitchedOff;
import dev.multilayercache.benchmark.hit.peer.Woven;
import java.util.List;

/** What a hit may cost, beside what it cost on one JDK. */
final class HitGoals {
  private static final String RATIO = "%.2f";
  private static final String TIMES = "%.1f";

  private final JdkFigures figures;

  HitGoals(JdkFigures figures) {
    this.figures = figures;
  }

  String markdown() {
    StringBuilder text = new StringBuilder("| woven method | measured, 1 / 2 threads | goal | |\n");
    text.append("|---|---|---|---|\n");
    oneArgument().forEach(goal -> text.append(goal.row()));
    otherArguments().forEach(goal -> text.append(goal.row()));
    againstPeers().forEach(goal -> text.append(goal.row()));
    return text.toString();
  }

  private List<Goal> oneArgument() {
    Measured zipf = figures.of(Work.ZIPF);
    return List.of(
        Goal.atMost("one argument, Zipf, of Caffeine: 1 thread", RATIO, 0.45, reference(zipf, 1)),
        Goal.atMost("the same: 2 threads", RATIO, 0.70, reference(zipf, 2)),
        Goal.atMost(
            "the same, of Caffeine with a coarse ticker",
            RATIO,
            1.15,
            both(zipf, CaffeineTuned.class)),
        Goal.atMost("bytes more than the box of the argument", "%.1f", 0.5, bytesBeyondBox(zipf)),
        Goal.atMost("one hot key, of Caffeine", RATIO, 0.50, both(hotKey(), LineUp.REFERENCE)),
        Goal.atMost(
            "the same, of Caffeine with a coarse ticker",
            RATIO,
            1.20,
            both(hotKey(), CaffeineTuned.class)));
  }

  private List<Goal> otherArguments() {
    Measured two = figures.of(Work.TWO_ARGUMENTS);
    Measured none = figures.of(Work.NO_ARGUMENT);
    Measured off = figures.of(Work.SWITCHED_OFF);
    return List.of(
        Goal.atMost(
            "two arguments, of Caffeine with a record as key",
            RATIO,
            0.60,
            both(two, LineUp.REFERENCE)),
        Goal.atMost(
            "no argument, ns",
            TIMES,
            3,
            none.median(Woven.class, 1, Slice::nanos),
            none.median(Woven.class, 2, Slice::nanos)),
        Goal.atMost("the same, bytes", TIMES, 0.05, none.median(Woven.class, 1, Slice::bytes)),
        Goal.atMost(
            "switched off: ns more than the plain method",
            TIMES,
            1,
            off.nanosMore(SwitchedOff.class, PlainMethod.class, 1),
            off.nanosMore(SwitchedOff.class, PlainMethod.class, 2)));
  }

  private List<Goal> againstPeers() {
    return List.of(
        faster(SpringByProxy.class, 10),
        faster(SpringSync.class, 10),
        faster(SpringByAspectJ.class, 10),
        faster(JetCacheLocal.class, 15),
        faster(JetCacheBoth.class, 15),
        Goal.atMost(
            "of cache2k, one argument, Zipf",
            RATIO,
            1.5,
            both(figures.of(Work.ZIPF), Cache2kLoading.class)),
        Goal.atLeast(
            "calls of 2 threads in a second, of 1 thread's: needs a quiet machine",
            RATIO,
            1.7,
            figures.of(Work.ZIPF).scaling(Woven.class)),
        Goal.atLeast(
            "the same in a second of each thread's CPU",
            RATIO,
            1.7,
            figures.of(Work.ZIPF).scalingByCpu(Woven.class)));
  }

  private Goal faster(Class<? extends Peer> peer, double times) {
    Measured zipf = figures.of(Work.ZIPF);
    return Goal.atLeast(
        "times as fast as "
            + JdkFigures.title(peer)
                .replace("@Cacheable", "`@Cacheable`")
                .replace("@Cached", "`@Cached`"),
        TIMES,
        times,
        zipf.ratio(peer, Woven.class, 1, Slice::nanos),
        zipf.ratio(peer, Woven.class, 2, Slice::nanos));
  }

  private Measured hotKey() {
    return figures.of(Work.HOT_KEY);
  }

  private static double reference(Measured measured, int threads) {
    return measured.ratio(Woven.class, LineUp.REFERENCE, threads, Slice::nanos);
  }

  private static double[] both(Measured measured, Class<? extends Peer> to) {
    return new double[] {
      measured.ratio(Woven.class, to, 1, Slice::nanos),
      measured.ratio(Woven.class, to, 2, Slice::nanos)
    };
  }

  private static double bytesBeyondBox(Measured measured) {
    return measured.median(Woven.class, 1, Slice::bytes)
        - measured.median(PlainMap.class, 1, Slice::bytes);
  }
}
