package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import dev.multilayercache.agent.coherence.Invalidation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Carries out invalidations in the cluster: its maps forget, then the other nodes are told.
 *
 * <p>A key's blob is deleted, value and lease alike; so are those whose keys match a pattern. Tags,
 * caches and everything take a number of the cluster's clock instead, which entries loaded before
 * are judged by. Blocks as Hazelcast does; safe for use by any thread.
 */
final class Invalidator {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

  private final Scopes scopes;
  private final Announcer announcer;
  private final Counters counters;

  Invalidator(Scopes scopes, Announcer announcer, Counters counters) {
    this.scopes = scopes;
    this.announcer = announcer;
    this.counters = counters;
  }

  /**
   * Carries it out, and tries again for so long: while partitions move, a backup may miss a write,
   * or an answer get lost. Each step may be done twice.
   */
  void carryOut(Session session, Invalidation invalidation, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long pause = FIRST_PAUSE.toNanos();
    while (true) {
      try {
        tryOnce(session, invalidation);
        return;
      } catch (RuntimeException e) {
        // Not caught by its type: Hazelcast would be loaded with this class, before main begins.
        // Too few members: more time would not help.
        if (!(e instanceof HazelcastException)
            || e instanceof SplitBrainProtectionException
            || System.nanoTime() + pause - deadline >= 0) {
          throw e;
        }
        counters.errors.increment();
      }
      TimeUnit.NANOSECONDS.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
    }
  }

  private void tryOnce(Session session, Invalidation invalidation) {
    long sequence = scopes.known();
    if (invalidation instanceof Invalidation.ByKey one) {
      session.values(one.cache()).delete(one.key());
    } else if (invalidation instanceof Invalidation.ByPattern matching) {
      KeyScan.delete(session, matching);
    } else {
      sequence = session.advanceClock(sequence);
      for (String scope : scopesOf(invalidation)) {
        session.raiseScope(scope, sequence);
        scopes.raise(scope, sequence);
      }
    }
    announcer.tell(session, sequence, invalidation);
  }

  /**
   * Keeps the cluster's map of scopes bounded.
   *
   * <p>When there are too many, the scope of everything is raised above them: whatever was loaded
   * before is stale now, and the others say nothing more. That costs loads, never a stale answer,
   * and asks no wall clock.
   */
  void boundScopes(Session session, int most) {
    if (session.scopeCount() > most) {
      long floor = session.advanceClock(scopes.known());
      session.raiseScope(Scopes.of(null), floor);
      scopes.raise(Scopes.of(null), floor);
      session.forgetScopes(floor);
    }
  }

  /** What another node has carried out: entries loaded before it are stale here too. */
  void learn(Invalidation invalidation, long sequence) {
    if (invalidation instanceof Invalidation.ByTags || invalidation instanceof Invalidation.All) {
      scopesOf(invalidation).forEach(scope -> scopes.raise(scope, sequence));
    }
  }

  private static List<String> scopesOf(Invalidation invalidation) {
    return invalidation instanceof Invalidation.ByTags some
        ? some.tags().stream().map(tag -> Scopes.of(some.cache(), tag)).toList()
        : List.of(Scopes.of(invalidation.cache()));
  }
}
