package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.engine.Lifespans.Lifespan;
import dev.multilayercache.agent.layer.Entry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loaded value as it may be stored, and for how long: perhaps for no time at all. */
record Storable(Entry entry, Lifespan lifespan) {

  /**
   * What becomes of a value that one request's load brought.
   *
   * @param stamp taken before the load
   * @return null for a value that may not be kept
   */
  static @Nullable Storable of(
      LoadRequest request,
      @Nullable Object value,
      long loadNanos,
      long stamp,
      Tags tags,
      Lifespans lifespans) {
    Keeping keeping = request.keeper().keep(value, loadNanos);
    List<String> written = keeping == null ? null : tags.ofEntry(keeping.tags());
    if (keeping == null || written == null) {
      return null;
    }
    Lifespan lifespan = lifespans.of(value, request.lifetime(), keeping.ttl());
    return new Storable(new Entry(value, written, lifespan.deadline(), stamp), lifespan);
  }
}
