package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.codec.NotEncodableException;
import dev.multilayercache.agent.codec.UndecodableException;
import dev.multilayercache.agent.codec.ValueCodec;
import dev.multilayercache.agent.coherence.Stamp;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.layer.hazelcast.Blob.Envelope;
import dev.multilayercache.agent.layer.hazelcast.Blob.Payload;
import dev.multilayercache.agent.layer.hazelcast.Blob.Token;
import dev.multilayercache.agent.log.AgentLog;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the entries of one cache become bytes in the cluster, and which bytes are entries again.
 *
 * <p>What is found is judged before it is decoded: sealed, of this format and type, not expired on
 * this node's clock, loaded after the last invalidation known here. Anything else is no entry. Safe
 * for use by any thread.
 */
final class CacheForm {
  private static final int MOST_REASONS = 100;

  private final String cache;
  private final RegionContext context;
  private final LongSupplier mostMillis;
  private final ValueCodec codec;
  private final Blob.Fingerprint fingerprint;
  private final Set<String> toldReasons = ConcurrentHashMap.newKeySet();

  CacheForm(RegionSpec spec, RegionContext context) {
    this.cache = spec.cache();
    this.context = context;
    this.mostMillis = spec.mostMillis();
    this.codec = new ValueCodec(spec.valueType(), spec.loader());
    this.fingerprint = new Blob.Fingerprint(codec.fingerprint());
  }

  String cache() {
    return cache;
  }

  /** The entry, or null if the bytes are no answer now. */
  @Nullable Entry read(String key, byte[] found, long stamp) {
    Blob blob = open(key, found);
    if (blob instanceof Token) {
      return null;
    }
    if (!(blob instanceof Envelope envelope) || !envelope.fingerprint().equals(fingerprint)) {
      tellUnreadable();
      return null;
    }
    long now = context.nanoTime(); // before the life left: a pause must not lengthen it
    long left = context.millisLeft(envelope, mostMillis.getAsLong());
    if (left <= 0) {
      context.counters().expirations.increment();
      return null;
    }
    if (!context.coherence().accepts(envelope.stamp(), cache, key, envelope.tags())) {
      return null;
    }
    try {
      Object value = decode(envelope.payload());
      return new Entry(value, envelope.tags(), context.deadline(now, left), stamp);
    } catch (UndecodableException e) {
      tellUnreadable();
      return null;
    }
  }

  boolean isToken(String key, byte[] found) {
    return open(key, found) instanceof Token;
  }

  /**
   * The bytes for an entry, or null if its value must stay in this JVM; that is told once for each
   * reason.
   *
   * @param stamp what this node had proved to know before the load
   */
  byte @Nullable [] write(String key, Entry entry, Stamp stamp, long ttlMillis) {
    Payload payload;
    try {
      payload = new Payload(codec.encode(entry.value()));
    } catch (NotEncodableException e) {
      tellNotEncodable(String.valueOf(e.getMessage()));
      return null;
    }
    long createdAt = context.wallClock().getAsLong();
    Envelope envelope =
        new Envelope(fingerprint, stamp, createdAt, ttlMillis, entry.tags(), payload);
    return context.seal().close(cache, key, envelope.toBytes());
  }

  private @Nullable Object decode(Payload payload) throws UndecodableException {
    return codec.decode(payload.bytes, payload.offset, payload.length);
  }

  private @Nullable Blob open(String key, byte[] found) {
    ByteBuffer opened = context.seal().look(cache, key, found);
    return opened == null ? null : Blob.parse(opened);
  }

  private void tellNotEncodable(String reason) {
    if (toldReasons.size() < MOST_REASONS && toldReasons.add(reason)) {
      AgentLog.warn(
          "layer %s, cache %s: the value stays in this JVM: %s."
              .formatted(context.layer(), cache, reason));
    }
  }

  private void tellUnreadable() {
    context.counters().errors.increment();
    AgentLog.warnOncePerMinute(
        context.layer() + " unreadable " + cache,
        "layer %s, cache %s: found an entry that this node cannot read; loading it anew. Usual when"
                .formatted(context.layer(), cache)
            + " classes differ between nodes; else check application and cluster.secret.");
  }
}
