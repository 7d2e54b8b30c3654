package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Coherence;
import dev.multilayercache.agent.log.AgentLog;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other nodes which caches are strong here, on a thread of its own: a node that died is
 * waited for longer than the lease may go without a renewal. Used by one thread.
 */
final class Announcements implements AutoCloseable {
  private final Coherence coherence;
  private final DaemonThreads threads = new DaemonThreads("cluster-announcement");
  private @Nullable Thread thread;

  Announcements(Coherence coherence) {
    this.coherence = coherence;
  }

  /** Begins, if there is something to tell and nobody is at it. */
  void make(Session session) {
    Thread running = thread;
    if (coherence.hasAnnouncements() && (running == null || !running.isAlive())) {
      Thread started = threads.newThread(() -> announce(session));
      thread = started;
      started.start();
    }
  }

  /** What fails is begun again with the next renewal. */
  private void announce(Session session) {
    try {
      coherence.announce(session);
    } catch (InterruptedException closing) {
      return;
    } catch (RuntimeException e) {
      AgentLog.debug(
          "the other nodes do not know of the strong caches yet (%s)"
              .formatted(e.getClass().getSimpleName()));
    }
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
