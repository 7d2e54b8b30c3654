package dev.multilayercache.agent.layer.hazelcast;

import static java.util.Objects.requireNonNull;

import com.hazelcast.core.HazelcastInstance;
import dev.multilayercache.agent.config.AgentConfig.ClusterConfig;
import dev.multilayercache.agent.log.AgentLog;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets this JVM into the cluster and keeps it there, on one background thread.
 *
 * <p>Starts the instance, prepares a session, and does so again whenever the session was suspended
 * or the instance ended. A failure is told once, in one line, and tried again with growing pauses.
 *
 * <p>Nothing is started before the cluster is needed for the first time, or has not been for a few
 * seconds: Hazelcast opens the default file system, whose provider {@code main} may still want to
 * choose.
 */
final class ClusterLink implements AutoCloseable {
  private static final Duration UNNEEDED = Duration.ofSeconds(3);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** With what the JVM itself needs to end, less than a second. */
  private static final Duration STOP = Duration.ofMillis(600);

  private final String layer;
  private final String application;
  private final ClusterConfig cluster;
  private final Duration maxStaleness;
  private final Supplier<Start> kind;
  private final Readiness readiness;
  private final ClusterBus bus;
  private final CountDownLatch needed = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable HazelcastInstance instance;
  private @Nullable Start start;
  private @Nullable ClusterEvents events;
  private @Nullable Callbacks callbacks;
  private String told = "";

  ClusterLink(
      String layer,
      String application,
      ClusterConfig cluster,
      Duration maxStaleness,
      Supplier<Start> kind,
      Readiness readiness,
      ClusterBus bus) {
    this.layer = layer;
    this.application = application;
    this.cluster = cluster;
    this.maxStaleness = maxStaleness;
    this.kind = kind;
    this.readiness = readiness;
    this.bus = bus;
    this.thread = new DaemonThreads("cluster").newThread(this::run);
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
      keepUntilClosed();
    } finally {
      if (callbacks != null) {
        callbacks.close();
      }
    }
  }

  private void keepUntilClosed() {
    Duration pause = SHORTEST_PAUSE;
    long awaySince = System.nanoTime();
    boolean mayHoldStale = false;
    while (!closed) {
      boolean isReady = keep();
      if (isReady) {
        pause = SHORTEST_PAUSE;
        awaySince = System.nanoTime();
        mayHoldStale = true;
      } else {
        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
        if (mayHoldStale && System.nanoTime() - awaySince > maxStaleness.toNanos() / 2) {
          bus.tellListeners(new dev.multilayercache.agent.coherence.Invalidation.All(null));
          mayHoldStale = false;
        }
      }
      try {
        readiness.await(isReady ? beatInterval() : min(pause, beatInterval()));
      } catch (InterruptedException e) {
        break;
      }
    }
    stopInstance();
  }

  /** One round: whether this node uses the cluster afterwards. */
  private boolean keep() {
    try {
      HazelcastInstance running = running();
      if (closed) {
        return false;
      }
      Session session = readiness.session();
      if (session == null) {
        requireConnection(running);
        requireNonNull(start).settle(running);
        session = new Session(running, application, Addresses.minMembers(cluster));
        bus.prepare(session);
        told = "";
        AgentLog.info("layer " + layer + ": ready, members: " + session.members());
      }
      bus.beat(session);
      return true;
    } catch (RuntimeException | LinkageError e) {
      if (!closed) {
        tellAbsent(reason(e));
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HazelcastInstance running() {
    HazelcastInstance known = instance;
    if (known != null && known.getLifecycleService().isRunning()) {
      return known;
    }
    Silence.begin();
    if (callbacks == null) {
      callbacks = Callbacks.begin();
    }
    // Made here, and not with the link: they load Hazelcast, which nothing may in premain.
    start = kind.get();
    events =
        new ClusterEvents(
            readiness, bus, Addresses.minMembers(cluster), start.isConnectedOnceStarted());
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
      readiness.await(Duration.ofMillis(500));
    }
  }

  private void tellAbsent(String reason) {
    readiness.suspend(reason);
    if (!reason.equals(told)) {
      told = reason;
      AgentLog.warn(
          "layer "
              + layer
              + ": not in cluster "
              + cluster.name()
              + " at "
              + Addresses.describe(cluster)
              + ": "
              + reason
              + ". Caching without this layer and trying again; check cluster in agent.yaml.");
    }
  }

  private String reason(Throwable failure) {
    if (failure instanceof ClusterFailure) {
      return String.valueOf(failure.getMessage());
    }
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage());
      if (each instanceof BindException || message.contains("bind has failed")) {
        return "no port from "
            + cluster.firstPort()
            + " to "
            + cluster.lastPort()
            + " is free on "
            + cluster.networkInterface();
      }
      if (message.contains("failed to start")) {
        return "joining took too long: something at these ports does not answer as a member";
      }
    }
    return failure.getClass().getSimpleName();
  }

  private Duration beatInterval() {
    return min(maxStaleness.dividedBy(4), Duration.ofSeconds(5));
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
    readiness.suspend("closed");
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
    readiness.suspend("closed");
  }

  /** Graceful, so that partitions move to the other members. */
  private void stopInstance() {
    HazelcastInstance running = instance;
    if (running != null) {
      Thread.interrupted();
      long begun = System.nanoTime();
      running.shutdown();
      AgentLog.debug(
          "layer "
              + layer
              + ": left the cluster in "
              + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)
              + " ms");
      // The last word: Hazelcast's own events came before.
      readiness.suspend("closed");
    }
  }

  private void terminate() {
    HazelcastInstance running = instance;
    if (running != null) {
      running.getLifecycleService().terminate();
    }
  }
}
