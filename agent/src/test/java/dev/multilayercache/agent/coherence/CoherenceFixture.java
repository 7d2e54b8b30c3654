package dev.multilayercache.agent.coherence;

import dev.multilayercache.agent.testing.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** One node over a {@link FakeCluster}, and short ways to use both. */
final class CoherenceFixture {
  private static final long AGO_MILLIS = Duration.ofDays(365).toMillis();
  static final Duration LEASE = Duration.ofSeconds(5);
  static final UUID OTHER = new UUID(1, 1);
  static final Invalidation.ByKey KEY = new Invalidation.ByKey("products", "a");
  static final Invalidation.ByTags TAG = new Invalidation.ByTags(null, List.of("red"));
  static final Invalidation.All EVERYTHING = new Invalidation.All(null);

  final FakeClock clock = new FakeClock();
  final FakeCluster cluster;
  final Generations generations = Generations.leased();
  final List<Invalidation> applied = new CopyOnWriteArrayList<>();
  final Coherence node;

  /** Milliseconds that the wall clock is ahead of the nano clock. */
  long wallAhead;

  CoherenceFixture() {
    this(new FakeCluster("this"), Duration.ZERO);
  }

  /**
   * @param patience how long an invalidation is tried
   */
  private CoherenceFixture(FakeCluster cluster, Duration patience) {
    this.cluster = cluster;
    node =
        new Coherence(
            generations,
            new Timings(LEASE, Duration.ofSeconds(1), patience, patience),
            clock,
            () -> TimeUnit.NANOSECONDS.toMillis(clock.getAsLong()) + wallAhead + AGO_MILLIS);
    node.subscribe(applied::add);
  }

  /** A node that holds its lease and has forgotten what that took. */
  static CoherenceFixture live() throws InterruptedException {
    return live(Duration.ZERO);
  }

  static CoherenceFixture live(Duration patience) throws InterruptedException {
    CoherenceFixture fixture = new CoherenceFixture(new FakeCluster("this"), patience);
    fixture.node.renew(fixture.cluster);
    fixture.forget();
    return fixture;
  }

  /** Another node of the same cluster, which has not begun. */
  CoherenceFixture beside(String name) {
    return new CoherenceFixture(cluster.seenBy(name), Duration.ZERO);
  }

  /** Until the registry of this incarnation is taken for complete. */
  void settle() throws InterruptedException {
    for (int second = 0; second < 7; second++) {
      clock.advance(Duration.ofSeconds(1));
      renew();
    }
  }

  void forget() {
    applied.clear();
    cluster.operations.clear();
  }

  void renew() throws InterruptedException {
    node.renew(cluster);
  }

  void follow() throws InterruptedException {
    node.follow(cluster);
  }

  boolean isLive() {
    return node.lease().isLive();
  }

  boolean accepts(Stamp stamp, String... tags) {
    return node.accepts(stamp, KEY.cache(), KEY.key(), List.of(tags));
  }

  /** As another node tells it. */
  long told(Invalidation... invalidations) {
    ClusterClock now = cluster.shared.clock;
    return cluster.told(OTHER, now.incarnation(), now.sequence(), invalidations);
  }

  /** As another node invalidates scopes: the clock, the scopes, the record. */
  long toldScopes(Invalidation invalidation) {
    tick(invalidation);
    return told(invalidation);
  }

  /** The first half of that. */
  void tick(Invalidation invalidation) {
    cluster.shared.clock = cluster.shared.clock.next();
    ScopeGenerations.concerned(invalidation)
        .forEach(scope -> cluster.shared.scopes.put(scope, cluster.shared.clock.sequence()));
  }
}
