package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.layer.LocalRegion;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** What a cache's regions in this JVM count themselves, since the last reset. */
final class RegionCounts {
  private final List<LocalRegion> regions;
  private volatile long expirationsBefore;
  private volatile long evictionsBefore;

  RegionCounts(List<IsolatedRegion> regions) {
    this.regions = regions.stream().map(IsolatedRegion::asLocal).filter(Objects::nonNull).toList();
  }

  long expirations() {
    return sum(LocalRegion::expirations) - expirationsBefore;
  }

  long evictions() {
    return sum(LocalRegion::evictions) - evictionsBefore;
  }

  void reset() {
    expirationsBefore = sum(LocalRegion::expirations);
    evictionsBefore = sum(LocalRegion::evictions);
  }

  private long sum(ToLongFunction<LocalRegion> count) {
    return regions.stream().mapToLong(count).sum();
  }
}
