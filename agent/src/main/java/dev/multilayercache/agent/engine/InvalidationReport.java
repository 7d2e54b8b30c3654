package dev.multilayercache.agent.engine;

import dev.multilayercache.agent.coherence.Confirmation;
import dev.multilayercache.agent.coherence.Invalidation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an invalidation did.
 *
 * @param confirmed whether every shared layer confirmed it, or there is none
 * @param line one line for people, as JMX returns it; keys and patterns are not in it
 */
public record InvalidationReport(boolean confirmed, String line) {

  private static final String INCOMPLETE =
      ": UNCONFIRMED: a layer beyond this JVM failed and may hold old values; applied on this node."
          + " Invalidate again.";

  /**
   * @param complete false if a layer beyond this JVM failed that has no bus
   */
  static InvalidationReport of(
      Invalidation invalidation, int caches, List<Confirmation> confirmations, boolean complete) {
    boolean confirmed = complete && confirmations.stream().allMatch(Confirmation::confirmed);
    String what =
        "Invalidated %s in %s".formatted(subject(invalidation), place(invalidation, caches));
    return new InvalidationReport(
        confirmed, what + (complete ? outcome(confirmed, confirmations) : INCOMPLETE));
  }

  private static String subject(Invalidation invalidation) {
    if (invalidation instanceof Invalidation.ByKey) {
      return "one key";
    }
    if (invalidation instanceof Invalidation.ByTags byTags) {
      return "tags " + String.join(", ", byTags.tags());
    }
    if (invalidation instanceof Invalidation.ByPattern) {
      return "keys matching the pattern";
    }
    return "all entries";
  }

  private static String place(Invalidation invalidation, int caches) {
    String cache = invalidation.cache();
    if (cache == null) {
      return caches == 1 ? "1 cache" : caches + " caches";
    }
    return caches == 0 ? "cache %s (not in use on this node)".formatted(cache) : "cache " + cache;
  }

  private static String outcome(boolean confirmed, List<Confirmation> confirmations) {
    if (confirmations.isEmpty()) {
      return " on this node only: no cluster layer is configured.";
    }
    String details =
        confirmations.stream()
            .filter(each -> each.confirmed() == confirmed)
            .map(Confirmation::detail)
            .collect(Collectors.joining("; "));
    return confirmed
        ? ": CONFIRMED, %s.".formatted(details)
        : ": UNCONFIRMED: %s; applied on this node, will be repeated.".formatted(details);
  }
}
