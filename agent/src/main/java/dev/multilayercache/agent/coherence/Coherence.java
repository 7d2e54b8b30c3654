package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.coherence.LogCursor.Read;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * This node's part in the protocol that keeps all nodes' layers coherent; see coherence.md.
 *
 * <p>Values in the cluster carry a {@link Stamp} and are judged by what this node knows of the log.
 * Values in this JVM are judged by {@link Generations}, to which the log's records are applied, and
 * only as long as the {@link NodeLease} runs. Safe for use by any thread; {@link #renew} and {@link
 * #follow} are called by one each.
 */
public final class Coherence implements InvalidationBus {
  private final NodeName node = new NodeName();
  private final NodeState state = new NodeState();
  private final NodeRegistration registration = new NodeRegistration();
  private final List<Consumer<Invalidation>> listeners = new CopyOnWriteArrayList<>();
  private final NodeLease lease;
  private final LogBeginning beginning;
  private final LeaseRenewer renewer;
  private final LogFollower follower;
  private final Publisher publisher;
  private final StrongAnnouncement announcement;
  private final Janitor janitor;
  private volatile @Nullable Cluster cluster;

  /**
   * @param generations of {@link Generations#leased}
   * @param wallClock milliseconds
   */
  public Coherence(
      Generations generations, Timings timings, LongSupplier nanoClock, LongSupplier wallClock) {
    lease = new NodeLease(generations, nanoClock);
    LogCursor cursor = new LogCursor(this::apply);
    ClockTicks ticks = new ClockTicks(wallClock);
    Invalidator invalidator = new Invalidator(node, state, ticks);
    StrongAcknowledgement acknowledgement =
        new StrongAcknowledgement(timings.lease(), state, registration, cursor, nanoClock);
    LogCatchUp catchUp = new LogCatchUp(cursor, timings.operation());
    beginning =
        new LogBeginning(state, lease, cursor, ticks, catchUp, this::tellListeners, nanoClock);
    renewer =
        new LeaseRenewer(
            state,
            lease,
            cursor,
            registration,
            beginning,
            invalidator,
            catchUp,
            timings,
            this::tellListeners,
            new SleepDetector(nanoClock, wallClock),
            nanoClock);
    follower = new LogFollower(state, lease, cursor, registration, nanoClock);
    publisher = new Publisher(state, lease, invalidator, acknowledgement, timings, nanoClock);
    announcement = new StrongAnnouncement(state.strong, invalidator, acknowledgement);
    janitor = new Janitor(invalidator, timings.lease(), nanoClock);
  }

  public NodeLease lease() {
    return lease;
  }

  /** This node's name; not to be asked for before {@code main}. */
  public UUID node() {
    return node.get();
  }

  /**
   * Renews the lease, and brings this node up to date before.
   *
   * @throws RuntimeException if it could not; the lease then runs out by itself
   */
  public void renew(Cluster present) throws InterruptedException {
    cluster = present;
    renewer.renew(present);
    janitor.clean(present);
  }

  /** Whether the other nodes are to be told of strong caches of this one. */
  public boolean hasAnnouncements() {
    return !state.strong.toAnnounce().isEmpty();
  }

  /**
   * Tells the other nodes, and waits until all know, which may take longer than a lease.
   *
   * @throws RuntimeException if they could not be told now
   */
  public void announce(Cluster present) throws InterruptedException {
    announcement.make(present);
  }

  /**
   * Applies what other nodes invalidate; waits some time for it.
   *
   * @throws RuntimeException if the log cannot be read now
   */
  public void follow(Cluster present) throws InterruptedException {
    Read read = follower.follow(present);
    if (read != Read.APPLIED) {
      loseTrack(read, "records of the log of invalidations were lost; beginning anew");
    }
  }

  /** The cluster may have lost data, or two parts of it met again: nothing it holds is trusted. */
  public void distrust(String why) {
    beginning.distrustCluster();
    lease.suspend(why);
  }

  /** This node is about to join another cluster; {@link #distrustMerged} says when it has. */
  public void awaitMerged(String why) {
    beginning.awaitMergedCluster();
    lease.suspend(why);
  }

  /** This node has joined another cluster, which was not told what this one invalidated. */
  public void distrustMerged(String why) {
    beginning.distrustMergedCluster();
    lease.suspend(why);
    lease.signal();
  }

  /** This node leaves: nobody need wait for it. */
  public void leave(Cluster present) {
    lease.giveUp();
    registration.remove(present);
  }

  /** To be taken before a load begins, and kept with its value. */
  public Stamp stamp() {
    return state.stamps.stamp();
  }

  /** Whether a value that was read from the cluster may answer. */
  public boolean accepts(Stamp stamp, String cache, String key, List<String> tags) {
    return state.accepts(stamp, cache, key, tags);
  }

  /** Whether this node must leave an entry in the cluster alone. */
  public boolean isQuarantined(String cache, String key, List<String> tags) {
    return state.quarantine.covers(cache, key, tags);
  }

  /** Invalidations that wait to be carried out again. */
  int pending() {
    return state.quarantine.size();
  }

  @Override
  public Confirmation publish(Invalidation invalidation) {
    return publisher.publish(cluster, invalidation);
  }

  @Override
  public void subscribe(Consumer<Invalidation> listener) {
    listeners.add(listener);
  }

  @Override
  public void requireStrong(String cache) {
    if (state.strong.want(cache)) {
      lease.signal();
    }
  }

  @Override
  public boolean isStrong(String cache) {
    return state.strong.mayServe(cache);
  }

  private void apply(LogRecord record, long position) {
    if (record.isUnknown()) {
      loseTrack(
          Read.BEHIND, "a node of another version invalidates here; give all nodes the same agent");
      return;
    }
    state.read(record, position);
    if (!record.node().equals(node.get())) {
      record.invalidations().forEach(this::tellListeners);
    }
    if (record.incarnation() != state.incarnation) {
      lease.suspend("the cluster has begun anew");
    }
  }

  private void loseTrack(Read read, String why) {
    beginning.lostTrack(read);
    lease.suspend(why);
  }

  private void tellListeners(Invalidation invalidation) {
    for (Consumer<Invalidation> listener : listeners) {
      listener.accept(invalidation);
    }
  }
}
