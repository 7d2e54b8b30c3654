package dev.multilayercache.agent.layer.caffeine;

import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Lease;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The right to store what was loaded after a miss, unless something as new is already there.
 *
 * <p>It reserves nothing: whether an invalidation came in between is asked within the insertion.
 */
record LoadLease(CaffeineRegion region, Object local, LongSupplier nanoClock) implements Lease {

  @Override
  public Outcome store(Entry entry, BooleanSupplier stillFresh) {
    if (!region.hasRoom()) {
      return Outcome.SKIPPED;
    }
    Entry now =
        region.replace(
            local, old -> stillFresh.getAsBoolean() && !isAsNew(old, entry) ? entry : old);
    return now == entry ? Outcome.STORED : Outcome.REFUSED;
  }

  @Override
  public void forgo() {
    var unused =
        region.replace(
            local, old -> old != null && old.isExpired(nanoClock.getAsLong()) ? null : old);
  }

  @Override
  public void release() {}

  private boolean isAsNew(@Nullable Entry old, Entry entry) {
    return old != null && old.stamp() >= entry.stamp() && !old.isExpired(nanoClock.getAsLong());
  }
}
