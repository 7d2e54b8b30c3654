package dev.multilayercache.benchmark.hit;

import dev.multilayercache.benchmark.hit.contender.Peer;
import dev.multilayercache.benchmark.hit.harness.Slice;
import dev.multilayercache.benchmark.paired.Rounds;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The slices of one comparison, of all launches on one JDK. */
final class Measured {
  private final Rounds<Variant, Slice> rounds = new Rounds<>();
  private final Map<Variant, Long> processNanos = new HashMap<>();
  private final Map<Variant, Long> calls = new HashMap<>();
  private long dropped;

  void add(Variant variant, Slice slice) {
    rounds.add(variant, slice);
    processNanos.merge(variant, slice.processNanos(), Long::sum);
    calls.merge(variant, slice.calls(), Long::sum);
  }

  void addDropped(long more) {
    dropped += more;
  }

  /** Rounds that are left out because a body ran. */
  long dropped() {
    return dropped;
  }

  double median(Class<? extends Peer> peer, int threads, ToDoubleFunction<Slice> figure) {
    return rounds.median(Variant.of(peer, threads), figure);
  }

  /** The median ratio of a call's cost to another peer's in the same round. */
  double ratio(
      Class<? extends Peer> peer,
      Class<? extends Peer> to,
      int threads,
      ToDoubleFunction<Slice> figure) {
    return rounds.ratio(Variant.of(peer, threads), Variant.of(to, threads), figure);
  }

  /** The same for the share of the rounds that stays below. */
  double ratio(Class<? extends Peer> peer, Class<? extends Peer> to, int threads, double share) {
    return rounds.ratio(Variant.of(peer, threads), Variant.of(to, threads), Slice::nanos, share);
  }

  /** CPU of the whole JVM for a call, of all slices together: its clock is too coarse for one. */
  double processNanos(Class<? extends Peer> peer, int threads) {
    Variant variant = Variant.of(peer, threads);
    return processNanos.getOrDefault(variant, 0L) / (double) calls.getOrDefault(variant, 1L);
  }

  /** The median of how many nanoseconds more a call takes than another peer's in the same round. */
  double nanosMore(Class<? extends Peer> peer, Class<? extends Peer> than, int threads) {
    return rounds.difference(Variant.of(peer, threads), Variant.of(than, threads), Slice::nanos);
  }

  /** How many times as many calls two threads make in a second as one does, in the same round. */
  double scaling(Class<? extends Peer> peer) {
    return rounds.ratio(Variant.of(peer, 2), Variant.of(peer, 1), Slice::callsPerSecond);
  }

  /** The same for seconds of CPU, which both threads have even where others want the processors. */
  double scalingByCpu(Class<? extends Peer> peer) {
    return 2 * rounds.ratio(Variant.of(peer, 1), Variant.of(peer, 2), Slice::nanos);
  }
}
