package dev.multilayercache.agent.engine;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one loaded value is to be kept.
 *
 * @param ttl upper bound on its age, if it is shorter than the cache's; null says nothing
 */
public record Keeping(List<String> tags, @Nullable Duration ttl) {

  /** For as long as the cache keeps values. */
  public static Keeping tagged(List<String> tags) {
    return new Keeping(tags, /* ttl= */ null);
  }
}
