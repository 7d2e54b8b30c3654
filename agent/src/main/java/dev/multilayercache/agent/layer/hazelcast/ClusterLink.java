package dev.multilayercache.agent.layer.hazelcast;

import static java.util.Objects.requireNonNull;

import com.hazelcast.core.HazelcastInstance;
import dev.multilayercache.agent.coherence.Coherence;
import dev.multilayercache.agent.coherence.NodeLease;
import dev.multilayercache.agent.config.ClusterConfig;
import dev.multilayercache.agent.log.AgentLog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets this JVM into the cluster and keeps it there, on one background thread; another one follows
 * the log of invalidations.
 *
 * <p>Starts the instance and renews this node's lease; starts it again when it ended. A failure is
 * told once, in one line, and tried again with growing pauses.
 *
 * <p>Nothing is started before the cluster is needed for the first time, or has not been for a few
 * seconds: Hazelcast opens the default file system, whose provider {@code main} may still want to
 * choose.
 */
final class ClusterLink implements AutoCloseable {
  private static final Duration UNNEEDED = Duration.ofSeconds(3);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** With what the JVM itself needs to end, less than a second. */
  private static final Duration STOP = Duration.ofMillis(600);

  private final String layer;
  private final ClusterConfig cluster;
  private final Duration renewalInterval;
  private final Supplier<Start> kind;
  private final Function<HazelcastInstance, Session> sessions;
  private final Readiness readiness;
  private final Coherence coherence;
  private final NodeLease lease;
  private final CountDownLatch needed = new CountDownLatch(1);
  private final Thread thread;
  private final LogThread log;
  private final Announcements announcements;
  private final AbsenceReport report;
  private volatile boolean closed;
  private volatile @Nullable HazelcastInstance instance;
  private @Nullable Start start;
  private @Nullable ClusterEvents events;
  private @Nullable Callbacks callbacks;

  /**
   * @param sessions makes one for an instance that is connected
   */
  ClusterLink(
      String layer,
      ClusterConfig cluster,
      Duration renewalInterval,
      Supplier<Start> kind,
      Function<HazelcastInstance, Session> sessions,
      Readiness readiness,
      Coherence coherence) {
    this.layer = layer;
    this.cluster = cluster;
    this.renewalInterval = renewalInterval;
    this.kind = kind;
    this.sessions = sessions;
    this.readiness = readiness;
    this.coherence = coherence;
    this.lease = coherence.lease();
    this.thread = new DaemonThreads("cluster").newThread(this::run);
    this.log = new LogThread(readiness, coherence);
    this.announcements = new Announcements(coherence);
    this.report = new AbsenceReport(layer, cluster, lease);
  }

  void start() {
    thread.start();
  }

  /** The cluster is used now, so the application has begun. */
  void need() {
    needed.countDown();
  }

  private void run() {
    try {
      needed.await(UNNEEDED.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException closing) {
      return;
    }
    try {
      log.start();
      keepUntilClosed();
    } finally {
      log.close();
      announcements.close();
      if (callbacks != null) {
        callbacks.close();
      }
    }
  }

  private void keepUntilClosed() {
    Duration pause = SHORTEST_PAUSE;
    while (!closed) {
      boolean isReady = keep();
      pause = isReady ? SHORTEST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
      try {
        lease.await(isReady ? renewalInterval : pause);
      } catch (InterruptedException e) {
        break;
      }
    }
    stopInstance();
  }

  /** One round: whether this node holds its lease afterwards. */
  private boolean keep() {
    try {
      HazelcastInstance running = running();
      if (closed) {
        return false;
      }
      Session session = readiness.connection();
      if (session == null) {
        requireConnection(running);
        requireNonNull(start).settle(running);
        session = sessions.apply(running);
        readiness.connected(session);
      }
      boolean wasLive = lease.isLive();
      coherence.renew(session);
      announcements.make(session);
      report.ready(!wasLive, session.members());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Throwable e) { // whatever it is: without this thread nothing is ever proved again
      if (!closed) {
        report.absent(e);
      }
      return false;
    }
  }

  private HazelcastInstance running() {
    HazelcastInstance known = instance;
    if (known != null && known.getLifecycleService().isRunning()) {
      return known;
    }
    readiness.connected(null);
    Silence.begin();
    if (callbacks == null) {
      callbacks = Callbacks.begin();
    }
    // Made here, and not with the link: they load Hazelcast, which nothing may in premain.
    start = kind.get();
    events =
        new ClusterEvents(
            coherence, readiness, Addresses.minMembers(cluster), start.isConnectedOnceStarted());
    HazelcastInstance started = start.start(events);
    instance = started;
    return started;
  }

  private void requireConnection(HazelcastInstance running) throws InterruptedException {
    long deadline = System.nanoTime() + CONNECT.toNanos();
    while (!requireNonNull(events).isConnected()) {
      if (System.nanoTime() - deadline > 0 || !running.getLifecycleService().isRunning()) {
        throw new ClusterFailure("no server answers");
      }
      lease.await(Duration.ofMillis(500));
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Leaves the cluster, within a second; what takes longer goes on in the background.
   *
   * <p>Does not wait for an instance that is still starting: it ends once it has started, or with
   * the JVM.
   */
  @Override
  public void close() {
    closed = true;
    lease.giveUp();
    thread.interrupt();
    if (instance == null) {
      return;
    }
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      new DaemonThreads("cluster-stop").newThread(this::terminate).start();
    }
    lease.giveUp();
  }

  /** Graceful, so that partitions move to the other members. */
  private void stopInstance() {
    HazelcastInstance running = instance;
    if (running != null) {
      Thread.interrupted();
      long begun = System.nanoTime();
      deregister();
      running.shutdown();
      AgentLog.debug(
          "layer "
              + layer
              + ": left the cluster in "
              + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)
              + " ms");
      // The last word: Hazelcast's own events came before.
      lease.giveUp();
    }
  }

  private void deregister() {
    Session session = readiness.connection();
    if (session != null) {
      try {
        coherence.leave(session);
      } catch (RuntimeException unreachable) {
        AgentLog.debug("layer " + layer + ": left without a word");
      }
    }
  }

  private void terminate() {
    HazelcastInstance running = instance;
    if (running != null) {
      running.getLifecycleService().terminate();
    }
  }
}
