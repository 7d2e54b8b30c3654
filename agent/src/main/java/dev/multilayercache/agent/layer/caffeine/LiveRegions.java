package dev.multilayercache.agent.layer.caffeine;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** The regions a layer gave out, as long as their caches live: it keeps none of them alive. */
final class LiveRegions {
  private final List<WeakReference<CaffeineRegion>> references = new CopyOnWriteArrayList<>();

  void add(CaffeineRegion region) {
    references.removeIf(reference -> reference.refersTo(null));
    references.add(new WeakReference<>(region));
  }

  List<CaffeineRegion> live() {
    return references.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
  }
}
