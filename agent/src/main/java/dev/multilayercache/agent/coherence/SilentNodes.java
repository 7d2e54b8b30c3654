package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Cluster.Registered;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Since when nodes of the registry have not beaten, by this node's clock alone: a record that does
 * not change is that of a node which renews nothing. Used by one thread.
 */
final class SilentNodes {
  private final long silenceNanos;
  private final Map<String, Sighting> sightings = new HashMap<>();

  private record Sighting(Content content, long sinceNanos) {}

  /**
   * @param silenceNanos for how long a node must not beat
   */
  SilentNodes(long silenceNanos) {
    this.silenceNanos = silenceNanos;
  }

  /** Whether a node has been seen for longer than that with the record that it has now. */
  boolean isSilent(String name, Registered node, long nowNanos) {
    Sighting before = sightings.get(name);
    if (before == null || !before.content().equals(node.content())) {
      sightings.put(name, new Sighting(node.content(), nowNanos));
      return false;
    }
    return nowNanos - before.sinceNanos() > silenceNanos;
  }

  void forget(String name) {
    sightings.remove(name);
  }

  /** Forgets those that are not in the registry any more. */
  void retain(Set<String> registered) {
    sightings.keySet().retainAll(registered);
  }
}
