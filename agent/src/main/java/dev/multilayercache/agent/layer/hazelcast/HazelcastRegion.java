package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.map.IMap;
import dev.multilayercache.agent.codec.UndecodableException;
import dev.multilayercache.agent.codec.ValueCodec;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.layer.hazelcast.Blob.Envelope;
import dev.multilayercache.agent.layer.hazelcast.Blob.Token;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One cache's blobs in the cluster.
 *
 * <p>There is no blind write: whoever misses puts a token of its own under the key by
 * compare-and-set, loads, and replaces that very token by the value. Whoever finds another's token
 * waits for the value; a token that stays unchanged belongs to nobody and is taken over. An
 * invalidation of the key deletes the token with the value. After the leases of Nishtala et al.,
 * "Scaling Memcache at Facebook" (NSDI 2013).
 *
 * <p>What is found is judged before it is decoded: sealed, of this format and type, not expired on
 * this node's clock, loaded after the last invalidation known here. Anything else is a miss, and is
 * replaced.
 */
final class HazelcastRegion implements Region {
  private static final Duration FIRST_POLL = Duration.ofMillis(2);
  private static final Duration LONGEST_POLL = Duration.ofMillis(50);
  private static final int ATTEMPTS = 10;

  private final RegionSpec spec;
  private final RegionContext context;
  private final ValueCodec codec;
  private final Blob.Fingerprint fingerprint;
  private volatile @Nullable Bound bound;

  /** The map as one session sees it. */
  private record Bound(Session session, IMap<String, byte[]> map) {}

  HazelcastRegion(RegionSpec spec, RegionContext context) {
    this.spec = spec;
    this.context = context;
    this.codec = new ValueCodec(spec.valueType(), spec.loader());
    this.fingerprint = new Blob.Fingerprint(ByteBuffer.wrap(codec.fingerprint()).getLong());
  }

  String cache() {
    return spec.cache();
  }

  @Override
  public Lookup read(Key key, long stamp) {
    Bound here = bind();
    return here == null
        ? new Lookup.Miss(Lease.NONE)
        : counting(() -> new Attempt(here, key, stamp).run());
  }

  @Override
  public @Nullable Entry peek(Key key, long stamp) {
    Bound here = bind();
    if (here == null) {
      return null;
    }
    return counting(
            () -> {
              byte[] found = get(here, key);
              return new Peek(found == null ? null : judge(key, found, stamp));
            })
        .entry;
  }

  @Override
  public Lease claim(Key key) {
    Bound here = bind();
    if (here == null) {
      return Lease.NONE;
    }
    long sequence = context.scopes().known();
    HeldLease mine = lease(here, key);
    return write(
        here,
        () -> {
          for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            byte[] found = here.map.get(key.canonical());
            if (found == null ? isPut(here, key, mine) : isReplaced(here, key, found, mine)) {
              return granted(here, key, mine, sequence);
            }
          }
          return Lease.NONE;
        });
  }

  @Override
  public void remove(Key key) {
    Bound here = bind();
    if (here != null) {
      write(
          here,
          () -> {
            here.map.delete(key.canonical());
            return true;
          });
    }
  }

  @Override
  public void removeMatching(KeyPattern pattern) {
    Bound here = bind();
    if (here != null) {
      scan(
          () -> {
            KeyScan.delete(here.map, pattern);
            return 0;
          });
    }
  }

  @Override
  public void clear() {
    Bound here = bind();
    if (here != null) {
      scan(
          () -> {
            here.map.clear();
            return 0;
          });
    }
  }

  @Override
  public long entries() {
    Bound here = bind();
    return here == null ? 0 : scan(here.map::size);
  }

  /** The map of the present session, or null while the cluster is absent. */
  private @Nullable Bound bind() {
    Session session = context.readiness().session();
    Bound known = bound;
    if (session == null || (known != null && known.session == session)) {
      return session == null ? null : known;
    }
    // Making a proxy may ask the cluster: within the budget too.
    Bound made =
        counted(
            () ->
                context
                    .bulkhead()
                    .call(
                        context.budgets().first(),
                        () -> new Bound(session, session.values(spec.cache()))));
    bound = made;
    return made;
  }

  /** One read: from the first look at the key to a hit or a lease. */
  private final class Attempt {
    private final Bound here;
    private final Key key;
    private final long stamp;
    private final long begun = context.nanoTime();
    private byte @Nullable [] watched;
    private long watchedSince;
    private long pauseNanos = FIRST_POLL.toNanos();

    Attempt(Bound here, Key key, long stamp) {
      this.here = here;
      this.key = key;
      this.stamp = stamp;
    }

    Lookup run() {
      HeldLease mine = lease(here, key);
      for (int attempt = 0; attempt < ATTEMPTS; ) {
        byte[] found = get(here, key);
        Entry entry = found == null ? null : judge(key, found, stamp);
        if (entry != null) {
          return new Lookup.Hit(entry);
        }
        if (found != null && isToken(key, found) && !isAbandoned(found)) {
          if (!waits()) {
            return new Lookup.Miss(Lease.NONE);
          }
          continue;
        }
        attempt++;
        long sequence = context.scopes().known();
        if (take(found, mine)) {
          return new Lookup.Miss(granted(here, key, mine, sequence));
        }
      }
      return new Lookup.Miss(Lease.NONE);
    }

    private boolean take(byte @Nullable [] found, HeldLease mine) {
      return write(
          here, () -> found == null ? isPut(here, key, mine) : isReplaced(here, key, found, mine));
    }

    private boolean isAbandoned(byte[] found) {
      long now = context.nanoTime();
      if (watched == null || !Arrays.equals(watched, found)) {
        watched = found;
        watchedSince = now;
      }
      return now - watchedSince >= context.budgets().loadLease().toNanos();
    }

    /** Sleeps until the next look; false if this call has waited, or the layer been, enough. */
    private boolean waits() {
      // The whole wait may exceed the lease by one pause, so that an abandoned one is seen as such.
      long longest = context.budgets().loadLease().toNanos() + 2 * LONGEST_POLL.toNanos();
      if (context.nanoTime() - begun > longest || context.readiness().session() != here.session) {
        return false;
      }
      try {
        TimeUnit.NANOSECONDS.sleep(pauseNanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      pauseNanos = Math.min(2 * pauseNanos, LONGEST_POLL.toNanos());
      return true;
    }
  }

  /** The entry, or null if the bytes are no answer now. */
  private @Nullable Entry judge(Key key, byte[] found, long stamp) {
    byte[] opened = context.seal().open(spec.cache(), key.canonical(), found);
    Blob blob = opened == null ? null : Blob.parse(opened);
    if (blob instanceof Token) {
      return null;
    }
    if (!(blob instanceof Envelope envelope) || !envelope.fingerprint().equals(fingerprint)) {
      context.tellUnreadable(spec.cache());
      return null;
    }
    long left = context.millisLeft(envelope);
    if (left <= 0) {
      context.counters().expirations.increment();
      return null;
    }
    if (!context.scopes().areFresh(spec.cache(), envelope.tags(), envelope.sequence())) {
      return null;
    }
    try {
      Object value = codec.decode(envelope.payload().bytes);
      return new Entry(value, envelope.tags(), context.deadline(left), stamp);
    } catch (UndecodableException e) {
      context.tellUnreadable(spec.cache());
      return null;
    }
  }

  private boolean isToken(Key key, byte[] found) {
    byte[] opened = context.seal().open(spec.cache(), key.canonical(), found);
    return opened != null && Blob.parse(opened) instanceof Token;
  }

  private HeldLease lease(Bound here, Key key) {
    return new HeldLease(here.map, spec.cache(), key.canonical(), context.seal());
  }

  private boolean isPut(Bound here, Key key, HeldLease mine) {
    byte[] other =
        here.map.putIfAbsent(
            key.canonical(), mine.bytes(), RegionContext.LEASE_SECONDS, TimeUnit.SECONDS);
    // Our own bytes: an earlier try arrived although its answer did not.
    return other == null || Arrays.equals(other, mine.bytes());
  }

  private boolean isReplaced(Bound here, Key key, byte[] found, HeldLease mine) {
    return here.map.replace(key.canonical(), found, mine.bytes());
  }

  private Lease granted(Bound here, Key key, HeldLease mine, long sequence) {
    mine.hold(context.renewals());
    return new ClusterLease(
        context, codec, fingerprint, spec.cache(), here.session, here.map, key, mine, sequence);
  }

  private byte @Nullable [] get(Bound here, Key key) {
    Duration budget =
        here.session.isWarmingUp() ? context.budgets().first() : context.budgets().read();
    return Bulkhead.await(here.map.getAsync(key.canonical()).toCompletableFuture(), budget);
  }

  private <T> T write(Bound here, Callable<T> task) {
    return counted(() -> context.write(here.session, task));
  }

  private <T> T scan(Callable<T> task) {
    return counted(() -> context.bulkhead().call(context.budgets().scan(), task));
  }

  /** A read: its number and time are counted, and its failure. */
  private <T> T counting(Callable<T> task) {
    long begun = context.nanoTime();
    try {
      return counted(task);
    } finally {
      context.counters().reads.increment();
      context.counters().readNanos.add(context.nanoTime() - begun);
    }
  }

  private <T> T counted(Callable<T> task) {
    try {
      return task.call();
    } catch (Exception e) {
      context.counters().errors.increment();
      throw ClusterFailure.of(e);
    }
  }

  /** What a peek saw; null is nothing. */
  private record Peek(@Nullable Entry entry) {}
}
