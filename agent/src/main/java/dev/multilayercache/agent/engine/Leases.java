package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.Lifespans.Lifespan;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Lease;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The rights to store one key, one for each layer that did not have it. Used by one thread. */
final class Leases {
  private final List<IsolatedRegion> regions;
  private final @Nullable Lease[] leases;

  Leases(List<IsolatedRegion> regions) {
    this.regions = regions;
    this.leases = new Lease[regions.size()];
  }

  void take(int layer, Lease lease) {
    leases[layer] = lease;
  }

  boolean lacks(int layer) {
    return leases[layer] == null;
  }

  /**
   * Stores an entry in the layers nearer than one, farthest first.
   *
   * <p>A refusal ends it: what may not be kept in a far layer may not be kept in a nearer one.
   *
   * @return false if it was refused
   */
  boolean store(int farthest, Entry entry, Lifespan lifespan, BooleanSupplier stillFresh) {
    boolean alone = isSharedLayerAbsent();
    for (int i = farthest - 1; i >= 0; i--) {
      IsolatedRegion region = regions.get(i);
      Lease lease = leases[i];
      if (lease == null) {
        continue;
      }
      long deadline = lifespan.deadlineIn(region.layer(), alone && !region.isShared());
      leases[i] = null;
      Lease.Outcome outcome = region.store(lease, entry.expiringBy(deadline), stillFresh);
      if (outcome == Lease.Outcome.REFUSED) {
        return false;
      }
      alone |= outcome == Lease.Outcome.ABSENT && region.isShared();
    }
    return true;
  }

  /** Gives back what was not used. */
  void release() {
    release(0);
  }

  /** An error at one must not keep the next. */
  private void release(int first) {
    for (int i = first; i < leases.length; i++) {
      Lease lease = leases[i];
      if (lease != null) {
        leases[i] = null;
        try {
          regions.get(i).release(lease);
        } catch (Throwable e) {
          release(i + 1);
          throw e;
        }
      }
    }
  }

  private boolean isSharedLayerAbsent() {
    for (int i = 0; i < leases.length; i++) {
      if (leases[i] == Lease.NONE && regions.get(i).isShared()) {
        return true;
      }
    }
    return false;
  }
}
