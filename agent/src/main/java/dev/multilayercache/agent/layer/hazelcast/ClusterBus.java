package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Confirmation;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.InvalidationBus;
import dev.multilayercache.agent.log.AgentLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Invalidations to and from the other nodes, and when this node may use the cluster.
 *
 * <p>What the cluster does not confirm is kept, and done again before this node uses the cluster
 * again.
 */
final class ClusterBus implements InvalidationBus, AutoCloseable {
  private static final int MOST_SCOPES = 100_000;

  private final String layer;
  private final Readiness readiness;
  private final Scopes scopes;
  private final Bulkhead bulkhead = Bulkhead.ofInvalidations();
  private final Budgets budgets;
  private final Counters counters;
  private final Announcer announcer;
  private final Invalidator invalidator;
  private final Journal journal = new Journal();
  private final List<Consumer<Invalidation>> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Object listeningTo;

  ClusterBus(
      String layer,
      Readiness readiness,
      Scopes scopes,
      Budgets budgets,
      Counters counters,
      Seal seal) {
    this.layer = layer;
    this.readiness = readiness;
    this.scopes = scopes;
    this.budgets = budgets;
    this.counters = counters;
    this.announcer = new Announcer(seal, this::receive, this::messageLost, this::refused);
    this.invalidator = new Invalidator(scopes, announcer, counters);
  }

  @Override
  public void subscribe(Consumer<Invalidation> listener) {
    listeners.add(listener);
  }

  @Override
  public Confirmation publish(Invalidation invalidation) {
    // What is asked for must not be lost because the asking thread is being stopped.
    boolean interrupted = Thread.interrupted();
    try {
      return tryPublish(invalidation);
    } catch (ClusterFailure e) {
      counters.errors.increment();
      return postpone(invalidation, String.valueOf(e.getMessage()));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Nothing more can be published; what waits is given up. */
  @Override
  public void close() {
    bulkhead.close();
  }

  private Confirmation tryPublish(Invalidation invalidation) {
    Session session = readiness.session();
    if (session == null) {
      return postpone(invalidation, readiness.state());
    }
    Duration budget =
        invalidation instanceof Invalidation.ByPattern ? budgets.scan() : budgets.publish();
    int members =
        bulkhead.call(
            budget,
            () -> {
              invalidator.carryOut(session, invalidation, budget);
              return session.members();
            });
    if (members < session.minMembers()) {
      return postpone(invalidation, tooFew(session, members));
    }
    if (readiness.session() != session) {
      return postpone(invalidation, readiness.state());
    }
    return new Confirmation(true, "confirmed by the cluster (" + counted(members) + ")");
  }

  private Confirmation postpone(Invalidation invalidation, String reason) {
    synchronized (journal) {
      journal.add(invalidation);
      readiness.suspend(reason.startsWith("absent: ") ? reason.substring(8) : reason);
    }
    return new Confirmation(
        false, "not confirmed by the cluster (" + reason + "); repeated when it is back");
  }

  /**
   * Brings this node up to date with the cluster, then lets it use the cluster.
   *
   * <p>In this order, so that nothing falls between two steps: hear the others, learn what was
   * invalidated, repeat what was not confirmed, drop what was kept in this JVM meanwhile.
   *
   * @throws ClusterFailure if the cluster is not complete, or changed meanwhile
   */
  void prepare(Session session) throws InterruptedException {
    long suspensions = readiness.suspensions();
    requireMembers(session);
    listen(session);
    session.scopes().forEach(scopes::raise);
    scopes.learn(session.clock(scopes.known()));
    for (Invalidation invalidation : journal.copy()) {
      invalidator.carryOut(session, invalidation, budgets.publish());
      requireMembers(session);
      journal.remove(invalidation);
    }
    tellListeners(new Invalidation.All(null));
    synchronized (journal) {
      if (!journal.isEmpty() || !readiness.resume(session, suspensions)) {
        throw new ClusterFailure("it changed while this node was joining");
      }
    }
  }

  /** Everything the cluster holds may be stale: it lost data, or two halves of it met again. */
  void distrust(String reason) {
    postpone(new Invalidation.All(null), reason);
  }

  void tellListeners(Invalidation invalidation) {
    for (Consumer<Invalidation> listener : listeners) {
      listener.accept(invalidation);
    }
  }

  /** Upkeep: lets the others notice whether they missed something of this node. */
  void beat(Session session) {
    invalidator.boundScopes(session, MOST_SCOPES);
    announcer.beat(session, scopes.known());
  }

  private void listen(Session session) {
    if (listeningTo != session.identity()) {
      announcer.listen(session);
      listeningTo = session.identity();
    }
  }

  private void receive(Message message) {
    scopes.learn(message.sequence());
    Invalidation invalidation = message.invalidation();
    if (invalidation == null) {
      return;
    }
    invalidator.learn(invalidation, message.sequence());
    tellListeners(invalidation);
  }

  private void messageLost() {
    readiness.suspend("a message of another node was lost; catching up");
  }

  private void refused() {
    counters.errors.increment();
    AgentLog.warnOncePerMinute(
        layer + " foreign message",
        "layer "
            + layer
            + ": ignored a message that is not of this agent or not sealed with cluster.secret."
            + " Give all nodes the same secret, and other applications another application name.");
  }

  private static void requireMembers(Session session) {
    int members = session.members();
    if (members < session.minMembers()) {
      throw new ClusterFailure(tooFew(session, members));
    }
  }

  private static String tooFew(Session session, int members) {
    return counted(members) + " of at least " + session.minMembers() + " (cluster.minMembers)";
  }

  private static String counted(int members) {
    return members == 1 ? "1 member" : members + " members";
  }
}
