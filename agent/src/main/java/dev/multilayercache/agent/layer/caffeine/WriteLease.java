package dev.multilayercache.agent.layer.caffeine;

import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Lease;
import java.util.function.BooleanSupplier;

/** The right to write a value over whatever is there, unless that is newer. */
record WriteLease(CaffeineRegion region, Object local) implements Lease {

  @Override
  public Outcome store(Entry entry, BooleanSupplier stillFresh) {
    if (!region.hasRoom()) {
      return Outcome.SKIPPED;
    }
    Entry now =
        region.replace(
            local,
            old ->
                stillFresh.getAsBoolean() && (old == null || old.stamp() <= entry.stamp())
                    ? entry
                    : old);
    return now == entry ? Outcome.STORED : Outcome.REFUSED;
  }

  @Override
  public void release() {}
}
