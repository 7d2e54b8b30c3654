package dev.multilayercache.agent.layer.hazelcast;

import com.hazelcast.map.IMap;
import dev.multilayercache.agent.codec.NotEncodableException;
import dev.multilayercache.agent.codec.ValueCodec;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.hazelcast.Blob.Envelope;
import dev.multilayercache.agent.layer.hazelcast.Blob.Payload;
import dev.multilayercache.agent.log.AgentLog;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The right to replace one token of ours by a value.
 *
 * <p>The token is gone if the key was invalidated, or if another node took it over.
 */
final class ClusterLease implements Lease {
  private final RegionContext context;
  private final ValueCodec codec;
  private final Blob.Fingerprint fingerprint;
  private final String cache;
  private final Session session;
  private final IMap<String, byte[]> map;
  private final Key key;
  private final HeldLease held;
  private final long sequence;
  private boolean ended;

  ClusterLease(
      RegionContext context,
      ValueCodec codec,
      Blob.Fingerprint fingerprint,
      String cache,
      Session session,
      IMap<String, byte[]> map,
      Key key,
      HeldLease held,
      long sequence) {
    this.context = context;
    this.codec = codec;
    this.fingerprint = fingerprint;
    this.cache = cache;
    this.session = session;
    this.map = map;
    this.key = key;
    this.held = held;
    this.sequence = sequence;
  }

  @Override
  public Outcome store(Entry entry, BooleanSupplier stillFresh) {
    if (ended) {
      return Outcome.SKIPPED;
    }
    long ttlMillis = TimeUnit.NANOSECONDS.toMillis(entry.deadlineNanos() - context.nanoTime());
    if (!context.scopes().areFresh(cache, entry.tags(), sequence)) {
      release();
      return Outcome.REFUSED;
    }
    if (context.readiness().session() == null) {
      release();
      return Outcome.ABSENT;
    }
    if (ttlMillis <= 0 || entry.tags().size() > Blob.MOST_TAGS) {
      release();
      return Outcome.SKIPPED;
    }
    try {
      return store(new Payload(codec.encode(entry.value())), entry, ttlMillis);
    } catch (NotEncodableException e) {
      AgentLog.warnOncePerMinute(
          context.layer() + " not encodable " + cache,
          "layer "
              + context.layer()
              + ", cache "
              + cache
              + ": the value stays in this JVM: "
              + e.getMessage()
              + ".");
      release();
      return Outcome.SKIPPED;
    }
  }

  private Outcome store(Payload payload, Entry entry, long ttlMillis) {
    ended = true;
    long createdAt = context.wallClock().getAsLong();
    Envelope envelope =
        new Envelope(fingerprint, sequence, createdAt, ttlMillis, entry.tags(), payload);
    byte[] blob = context.seal().close(cache, key.canonical(), envelope.toBytes());
    try {
      byte[] token = held.end(context.budgets().write());
      if (!context.write(session, () -> map.replace(key.canonical(), token, blob))) {
        return Outcome.REFUSED;
      }
    } catch (ClusterFailure e) {
      context.counters().errors.increment();
      throw e;
    }
    // The envelope decides; this only frees memory, in whole seconds, not before its time.
    long seconds = TimeUnit.MILLISECONDS.toSeconds(ttlMillis) + 2;
    context.bulkhead().tell(() -> map.setTtl(key.canonical(), seconds, TimeUnit.SECONDS));
    return Outcome.STORED;
  }

  @Override
  public void release() {
    if (ended) {
      return;
    }
    ended = true;
    context.bulkhead().tell(() -> map.remove(key.canonical(), held.end(context.budgets().write())));
  }
}
