package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of several keys down the chain: each layer is asked once for what the nearer ones lack,
 * or once for each thousand. Used by one thread.
 */
final class BatchRead {
  static final int MOST_AT_ONCE = 1_000;

  /** Beyond this nothing is reserved in a shared layer: what is loaded stays in this JVM. */
  private static final int MOST_SHARED_LEASES = 10_000;

  private final Chain chain;
  private final List<LoadRequest> requests;
  private final long stamp;
  private final Leases[] leases;
  private final @Nullable Reading[] found;

  BatchRead(Chain chain, List<LoadRequest> requests, long stamp) {
    this.chain = chain;
    this.requests = requests;
    this.stamp = stamp;
    this.leases = new Leases[requests.size()];
    this.found = new Reading[requests.size()];
    for (int i = 0; i < leases.length; i++) {
      leases[i] = new Leases(chain.regions(), requests.get(i).failures());
    }
  }

  /** In the order of the requests: what was found, or the leases of the layers. */
  List<Reading> run() {
    try {
      for (int layer = 0; layer < chain.regions().size(); layer++) {
        ask(layer);
      }
      return readings();
    } catch (Throwable e) {
      Leases.releaseAll(readings(), 0);
      throw e;
    }
  }

  private List<Reading> readings() {
    List<Reading> readings = new ArrayList<>(found.length);
    for (int i = 0; i < found.length; i++) {
      Reading reading = found[i];
      readings.add(
          reading == null ? new Reading(leases[i], null, chain.regions().size()) : reading);
    }
    return readings;
  }

  private void ask(int layer) {
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null) {
        missing.add(i);
      }
    }
    for (int begin = 0; begin < missing.size(); begin += MOST_AT_ONCE) {
      int end = Math.min(begin + MOST_AT_ONCE, missing.size());
      ask(layer, missing.subList(begin, end), /* takesLeases= */ begin < MOST_SHARED_LEASES);
    }
  }

  private void ask(int layer, List<Integer> missing, boolean takesLeases) {
    List<Key> keys = new ArrayList<>(missing.size());
    for (int i : missing) {
      keys.add(requests.get(i).key());
    }
    IsolatedRegion region = chain.regions().get(layer);
    List<Lookup> lookups =
        takesLeases || !region.isShared()
            ? region.readAll(keys, stamp, requests.get(missing.get(0)).failures())
            : peeked(region, keys);
    // All are taken before the first is judged: what fails then must find them, to release them.
    for (int at = 0; at < missing.size(); at++) {
      if (lookups.get(at) instanceof Lookup.Miss miss) {
        leases[missing.get(at)].take(layer, miss.lease());
      }
    }
    for (int at = 0; at < missing.size(); at++) {
      int i = missing.get(at);
      if (lookups.get(at) instanceof Lookup.Hit hit) {
        found[i] = chain.judge(layer, requests.get(i), hit, leases[i], stamp);
      }
    }
  }

  private List<Lookup> peeked(IsolatedRegion region, List<Key> keys) {
    List<Lookup> lookups = new ArrayList<>(keys.size());
    for (Entry each : region.peekAll(keys, stamp)) {
      lookups.add(each == null ? new Lookup.Miss(Lease.NONE) : new Lookup.Hit(each));
    }
    return lookups;
  }
}
