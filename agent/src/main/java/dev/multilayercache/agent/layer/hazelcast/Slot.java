package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.map.IMap;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The place of one key in a cache's map, as one session sees it. Calls keep the time budgets.
 *
 * <p>There is no blind write: a token is put where nothing was, or where known bytes were, and a
 * value only where a token of our own is.
 */
final class Slot {
  /** How long a token stays in the map when its owner died; renewal does not need it. */
  private static final int LEASE_SECONDS = 60;

  private final RegionContext context;
  private final Session session;
  private final IMap<String, byte[]> map;
  private final String cache;
  private final String key;

  Slot(RegionContext context, Session session, IMap<String, byte[]> map, String cache, String key) {
    this.context = context;
    this.session = session;
    this.map = map;
    this.cache = cache;
    this.key = key;
  }

  String key() {
    return key;
  }

  boolean isOfPresentSession() {
    return context.readiness().session() == session;
  }

  /** What is there, or null. What is no bytes is none of ours, and is taken away. */
  byte @Nullable [] get() {
    Duration budget = session.isWarmingUp() ? context.budgets().first() : context.budgets().read();
    // Not cast by the compiler: others may have put anything there.
    Object found = Bulkhead.<Object>await(widened(map.getAsync(key).toCompletableFuture()), budget);
    if (found instanceof byte[] bytes) {
      return bytes;
    }
    if (found != null) {
      context.counters().errors.increment();
      context.write(session, () -> map.remove(key, found)); // that, and nothing that came since
    }
    return null;
  }

  @SuppressWarnings("unchecked") // only read
  private static Future<Object> widened(Future<?> answer) {
    return (Future<Object>) answer;
  }

  /** A token for this slot that is not in it yet. */
  HeldLease newLease() {
    return new HeldLease(map, cache, key, context.seal());
  }

  /** Puts the token where {@code found} was seen; false if something else is there by now. */
  boolean take(byte @Nullable [] found, HeldLease lease) {
    return taking(lease, () -> isTaken(found, lease));
  }

  /** Puts the token whatever is there; false if others change the slot all the time. */
  boolean takeFromAnybody(HeldLease lease, int attempts) {
    return taking(
        lease,
        () -> {
          for (int attempt = 0; attempt < attempts; attempt++) {
            if (isTaken(map.get(key), lease)) {
              return true;
            }
          }
          return false;
        });
  }

  /**
   * Takes the slot within the budget. A token that arrives when nobody waits for it any more is
   * taken away again: others would wait for its load.
   */
  private boolean taking(HeldLease lease, Callable<Boolean> attempt) {
    AtomicBoolean givenUp = new AtomicBoolean();
    try {
      return context.write(
          session,
          () -> {
            boolean taken = attempt.call();
            if (givenUp.get()) {
              map.remove(key, lease.bytes());
            }
            return taken;
          });
    } catch (ClusterFailure e) {
      givenUp.set(true);
      giveBack(lease);
      throw e;
    }
  }

  /** Replaces our token by a value; false if the token is gone. */
  boolean fill(byte[] token, byte[] blob) {
    try {
      return context.write(session, () -> map.replace(key, token, blob));
    } catch (ClusterFailure e) {
      context.bulkhead().tell(() -> map.remove(key, token));
      throw e;
    }
  }

  void delete() {
    context.write(
        session,
        () -> {
          map.delete(key);
          return true;
        });
  }

  /** Frees the memory later, in the background: the envelope decides how long a value answers. */
  void expireAfter(long ttlMillis) {
    // In whole seconds, not before its time.
    long seconds = TimeUnit.MILLISECONDS.toSeconds(ttlMillis) + 2;
    context.bulkhead().tell(() -> map.setTtl(key, seconds, TimeUnit.SECONDS));
  }

  /** Takes our token away in the background. */
  void giveBack(HeldLease lease) {
    lease.abandon(); // what is told may be dropped
    context.bulkhead().tell(() -> map.remove(key, lease.end(context.budgets().write())));
  }

  private boolean isTaken(byte @Nullable [] found, HeldLease lease) {
    if (found != null) {
      return map.replace(key, found, lease.bytes());
    }
    byte[] other = map.putIfAbsent(key, lease.bytes(), LEASE_SECONDS, TimeUnit.SECONDS);
    // Our own bytes: an earlier try arrived although its answer did not.
    return other == null || Arrays.equals(other, lease.bytes());
  }
}
