package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Coherence;
import dev.multilayercache.agent.log.AgentLog;
import java.util.concurrent.TimeUnit;

/** The thread that follows the log of invalidations. */
final class LogThread implements AutoCloseable {
  private static final long PAUSE_MILLIS = 100;

  private final Readiness readiness;
  private final Coherence coherence;
  private final Thread thread;

  LogThread(Readiness readiness, Coherence coherence) {
    this.readiness = readiness;
    this.coherence = coherence;
    this.thread = new DaemonThreads("cluster-log").newThread(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        follow();
      } catch (InterruptedException closing) {
        return;
      }
    }
  }

  /** What cannot be read now is read by the renewal of the lease, or the lease ends. */
  private void follow() throws InterruptedException {
    Session session = readiness.connection();
    if (session == null) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      return;
    }
    try {
      coherence.follow(session);
    } catch (InterruptedException closing) {
      throw closing;
    } catch (Throwable unreadable) { // whatever it is: this thread must go on
      AgentLog.debug(
          "the log of invalidations cannot be read now (%s)"
              .formatted(unreadable.getClass().getSimpleName()));
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
