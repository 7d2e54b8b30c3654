package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.map.IMap;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
  private final EntryMap entries;
  private final String cache;
  private final String key;

  Slot(
      RegionContext context,
      Session session,
      IMap<String, byte[]> map,
      EntryMap entries,
      String cache,
      String key) {
    this.context = context;
    this.session = session;
    this.map = map;
    this.entries = entries;
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
    Object found = sent(() -> entries.get(key)).await(budget);
    if (found instanceof byte[] bytes) {
      return bytes;
    }
    if (found != null) {
      context.counters().errors.increment();
      context.write(session, () -> map.remove(key, found)); // that, and nothing that came since
    }
    return null;
  }

  /** What is under several keys of the map, whatever it is: one question to each member. */
  Map<String, ?> getAll(Set<String> keys) {
    return context.bulkhead().call(context.budgets().first(), () -> map.getAll(keys));
  }

  /** A token for this slot that is not in it yet. */
  HeldLease newLease() {
    return new HeldLease(map, cache, key, context.seal());
  }

  /**
   * Puts the token where {@code found} was seen; false if something else is there by now.
   *
   * <p>A token that arrives when nobody waits for it any more is taken away again: others would
   * wait for its load.
   */
  boolean take(byte @Nullable [] found, HeldLease lease) {
    Answer<Boolean> taken = beginTake(found, lease);
    try {
      return taken.await(writeBudget());
    } catch (ClusterFailure e) {
      abandonTake(taken, lease);
      throw e;
    }
  }

  /** Sends what {@link #take} sends; who has no use for the answer calls {@link #abandonTake}. */
  Answer<Boolean> beginTake(byte @Nullable [] found, HeldLease lease) {
    return sent(
        () ->
            found == null ? putWhereNothingIs(lease) : entries.replace(key, found, lease.bytes()));
  }

  /** Nobody waits for the answer any more. */
  void abandonTake(Answer<Boolean> taken, HeldLease lease) {
    taken.whenOver(() -> giveBack(lease));
    giveBack(lease);
  }

  private Answer<Boolean> putWhereNothingIs(HeldLease lease) {
    return entries
        .putIfAbsent(key, lease.bytes(), TimeUnit.SECONDS.toMillis(LEASE_SECONDS))
        // Our own bytes: an earlier try arrived although its answer did not.
        .map(other -> other == null || lease.isIn(other));
  }

  /**
   * Puts the token whatever is there; false if others change the slot all the time, or for as long
   * as one write may take.
   */
  boolean takeFromAnybody(HeldLease lease, int attempts) {
    long begun = System.nanoTime();
    long budget = writeBudget().toNanos();
    for (int attempt = 0; attempt < attempts; attempt++) {
      if (take(get(), lease)) {
        return true;
      }
      if (System.nanoTime() - begun > budget) {
        return false;
      }
    }
    return false;
  }

  /** Sends a value to take our token's place; its answer is for {@link #endFill}. */
  Answer<Boolean> beginFill(byte[] token, byte[] blob) {
    return sent(() -> entries.replace(key, token, blob));
  }

  /**
   * Whether the value has taken our token's place; false if the token was gone.
   *
   * @param wait waits for the answer
   */
  boolean endFill(HeldLease lease, Supplier<Boolean> wait, byte[] token) {
    try {
      return wait.get();
    } catch (ClusterFailure e) {
      context.bulkhead().tell(() -> withdraw(lease, token));
      throw e;
    }
  }

  /** Replaces known bytes by others; false if they are gone. */
  boolean swap(byte[] expected, byte[] next) {
    return sent(() -> entries.replace(key, expected, next)).await(writeBudget());
  }

  private static <T> Answer<T> sent(Supplier<Answer<T>> operation) {
    try {
      return operation.get();
    } catch (RuntimeException refused) { // by an instance that is closed or has no connection
      throw ClusterFailure.of(refused);
    }
  }

  Duration writeBudget() {
    return session.isWarmingUp() ? context.budgets().first() : context.budgets().write();
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
    try {
      entries.setTtl(key, TimeUnit.SECONDS.toMillis(seconds)); // nobody waits for the answer
    } catch (RuntimeException dropped) {
      return;
    }
  }

  /** Puts back what our token has displaced, in the background, for so long. */
  void putBack(HeldLease lease, byte[] displaced, long ttlMillis) {
    lease.abandon();
    context
        .bulkhead()
        .tell(
            () -> {
              if (map.replace(key, lease.end(context.budgets().write()), displaced)) {
                expireAfter(ttlMillis);
              }
            });
  }

  /** Takes our token away in the background; what other nodes wrote beside it stays. */
  void giveBack(HeldLease lease) {
    lease.abandon(); // what is told may be dropped
    context.bulkhead().tell(() -> withdraw(lease, lease.end(context.budgets().write())));
  }

  private void withdraw(HeldLease lease, byte[] token) {
    byte[] remainder = lease.remainder();
    if (remainder == null) {
      map.remove(key, token);
    } else if (map.replace(key, token, remainder)) {
      expireAfter(context.millisLeft(lease.kept()));
    }
  }
}
