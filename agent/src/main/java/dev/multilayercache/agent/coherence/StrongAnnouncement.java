package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.Invalidator.Written;
import java.util.List;

/** Tells all nodes which caches are strong here, and waits until all know. */
final class StrongAnnouncement {
  private final StrongCaches strong;
  private final Invalidator invalidator;
  private final StrongAcknowledgement acknowledgement;

  StrongAnnouncement(
      StrongCaches strong, Invalidator invalidator, StrongAcknowledgement acknowledgement) {
    this.strong = strong;
    this.invalidator = invalidator;
    this.acknowledgement = acknowledgement;
  }

  void make(Cluster cluster) throws InterruptedException {
    List<String> caches = strong.toAnnounce();
    if (!caches.isEmpty()) {
      Written written = invalidator.announce(cluster, caches);
      acknowledgement.await(cluster, written);
      strong.announced(caches);
    }
  }
}
