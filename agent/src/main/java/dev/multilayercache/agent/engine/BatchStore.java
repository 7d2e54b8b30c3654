package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.Lifespans.Lifespan;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores several new values in all layers, farthest first, without one waiting for another. Each is
 * stored by the rules of {@link Chain#store}. Used by one thread.
 */
final class BatchStore {
  /** More at once only wait for each other, and then for longer than one may wait. */
  private static final int MOST_IN_FLIGHT = 100;

  private final Freshness freshness;
  private final int layers;
  private final List<Storing> all = new ArrayList<>();

  BatchStore(Freshness freshness, int layers) {
    this.freshness = freshness;
    this.layers = layers;
  }

  /** One value on its way. */
  private static final class Storing {
    private final Key key;
    private final Leases leases;
    private final Entry entry;
    private final @Nullable Entry here;
    private final Lifespan lifespan;
    private final BooleanSupplier stillFresh;
    private boolean refused;
    private boolean isKept;
    private @Nullable Supplier<Lease.Outcome> begun;

    Storing(
        Key key,
        Leases leases,
        Entry entry,
        @Nullable Entry here,
        Lifespan lifespan,
        BooleanSupplier stillFresh) {
      this.key = key;
      this.leases = leases;
      this.entry = entry;
      this.here = here;
      this.lifespan = lifespan;
      this.stillFresh = stillFresh;
      this.refused = !stillFresh.getAsBoolean();
    }

    void beginIn(int layer) {
      begun = refused ? null : leases.begin(layer, key, entry, here, isKept, lifespan, stillFresh);
    }

    /** What may not be kept in a far layer may not be kept in a nearer one. */
    void end() {
      Supplier<Lease.Outcome> pending = begun;
      begun = null;
      Lease.Outcome outcome = pending == null ? Lease.Outcome.SKIPPED : pending.get();
      refused |= outcome == Lease.Outcome.REFUSED;
      isKept |= outcome == Lease.Outcome.STORED;
    }
  }

  /**
   * Adds one value.
   *
   * @param ageNanos the time since its load began
   */
  void add(Key key, Leases leases, Entry entry, long ageNanos, Lifespan lifespan) {
    all.add(
        new Storing(
            key,
            leases,
            entry,
            freshness.keepable(entry, ageNanos),
            lifespan,
            () -> lifespan.isInForce() && freshness.holds(entry.stamp(), key, entry.tags())));
  }

  /** Stores them; how many were refused. */
  int run() {
    for (int layer = layers - 1; layer >= 0; layer--) {
      for (int begin = 0; begin < all.size(); begin += MOST_IN_FLIGHT) {
        store(layer, all.subList(begin, Math.min(begin + MOST_IN_FLIGHT, all.size())));
      }
    }
    return (int) all.stream().filter(each -> each.refused).count();
  }

  private static void store(int layer, List<Storing> some) {
    for (Storing each : some) {
      each.beginIn(layer);
    }
    for (Storing each : some) {
      each.end();
    }
  }
}
