package dev.multilayercache.agent.layer.caffeine;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** The regions a layer gave out, as long as their caches live: it keeps none of them alive. */
final class LiveRegions {
  private final Set<CaffeineRegion> regions = Collections.newSetFromMap(new WeakHashMap<>());

  synchronized void add(CaffeineRegion region) {
    regions.add(region);
  }

  synchronized List<CaffeineRegion> live() {
    return List.copyOf(regions);
  }
}
