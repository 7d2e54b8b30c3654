package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.map.IMap;
import dev.multilayercache.agent.layer.hazelcast.Blob.Token;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A token of ours in the cluster's map, kept alive while its load runs.
 *
 * <p>Others take over a token that does not change for a while; a long load therefore renews it,
 * for a minute at most. Knows nothing of the application's objects: it may outlive the call.
 */
final class HeldLease {
  private static final int MOST_BEATS = 90;

  private final IMap<String, byte[]> map;
  private final String cache;
  private final String key;
  private final Seal seal;
  private final ReentrantLock lock = new ReentrantLock();
  private Token token = Token.fresh();
  private byte[] bytes;
  private volatile boolean closed;
  private final Runnable renewal = this::renew;
  private volatile @Nullable Renewals renewals;

  HeldLease(IMap<String, byte[]> map, String cache, String key, Seal seal) {
    this.map = map;
    this.cache = cache;
    this.key = key;
    this.seal = seal;
    this.bytes = seal.close(cache, key, token.toBytes());
  }

  byte[] bytes() {
    return bytes;
  }

  /** Before the token is put anywhere: keeps beside it what other nodes wrote, or nothing. */
  void keep(@Nullable Envelope others) {
    if (others == null && token.beside() == null) {
      return; // nothing to seal anew, as nearly always
    }
    token = token.with(others);
    bytes = seal.close(cache, key, token.toBytes());
  }

  /** What is kept beside the token, or null. */
  @Nullable Envelope kept() {
    return token.beside();
  }

  /** What shall be there when the token is gone, or null. */
  byte @Nullable [] remainder() {
    Envelope kept = token.beside();
    return kept == null ? null : seal.close(cache, key, kept.toBytes());
  }

  /** Whether what was found in the map is this token. */
  boolean isIn(Object found) {
    return found instanceof byte[] other && Arrays.equals(other, bytes);
  }

  /** The lease is ours: renews it from now on. */
  void hold(Renewals renewals) {
    this.renewals = renewals;
    renewals.begin(renewal);
  }

  /**
   * Ends the renewal; the bytes that are in the map if nobody voided the lease.
   *
   * @throws ClusterFailure if a renewal that is under way does not end in time
   */
  byte[] end(Duration budget) {
    try {
      if (!lock.tryLock(budget.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new ClusterFailure("no answer within " + budget.toMillis() + " ms");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterFailure("interrupted");
    }
    try {
      stop();
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Renews it no more, without waiting for a renewal that is under way. */
  void abandon() {
    stop();
  }

  private void renew() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      if (closed) {
        return;
      }
      Token next = token.next();
      byte[] renewed = seal.close(cache, key, next.toBytes());
      if (next.beat() > MOST_BEATS || !map.replace(key, bytes, renewed)) {
        stop();
        return;
      }
      token = next;
      bytes = renewed;
    } finally {
      lock.unlock();
    }
  }

  private void stop() {
    closed = true;
    Renewals by = renewals;
    if (by != null) {
      by.end(renewal);
    }
  }
}
