package dev.multilayercache.agent.layer.store;

import dev.multilayercache.agent.codec.NotEncodableException;
import dev.multilayercache.agent.codec.UndecodableException;
import dev.multilayercache.agent.codec.ValueCodec;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.log.AgentLog;
import java.nio.ByteBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the entries of one cache become bytes in a store, and which bytes are entries again: those of
 * this place, format and type that have not expired. Safe for use by any thread.
 */
final class StoreForm {
  private static final int MOST_REASONS = 100;

  private final String cache;
  private final StoreContext context;
  private final ValueCodec codec;
  private final long fingerprint;
  private final LongSupplier mostMillis;
  private final Set<String> toldReasons = ConcurrentHashMap.newKeySet();

  StoreForm(RegionSpec spec, StoreContext context) {
    this.cache = spec.cache();
    this.context = context;
    this.mostMillis = spec.mostMillis();
    this.codec = new ValueCodec(spec.valueType(), spec.loader());
    this.fingerprint = 31 * codec.fingerprint() + ValueCodec.ID;
  }

  String cache() {
    return cache;
  }

  /** The entry, or null if the bytes are no answer now. */
  @Nullable Entry read(String key, byte[] found, long stamp) {
    StoredEntry stored = StoredEntry.parse(found);
    if (stored == null
        || stored.fingerprint() != fingerprint
        || !stored.cache().equals(cache)
        || !stored.key().equals(key)) {
      tellUnreadable();
      return null;
    }
    // The clock is read before the life left: a pause must not lengthen it.
    long now = context.nanoClock().getAsLong();
    long left = stored.millisLeft(context.wallClock().getAsLong(), mostMillis.getAsLong());
    if (left <= 0) {
      context.counts().expirations.increment();
      return null;
    }
    try {
      Object value = codec.decode(stored.payloadBytes());
      return new Entry(value, stored.tags(), context.deadline(now, left), stamp);
    } catch (UndecodableException e) {
      tellUnreadable();
      return null;
    }
  }

  /** The bytes for an entry, or null if it must stay in this JVM; that is told once per reason. */
  byte @Nullable [] write(String key, Entry entry) {
    long createdAt = context.wallClock().getAsLong(); // before the life left: neither may grow
    long ttlMillis =
        TimeUnit.NANOSECONDS.toMillis(entry.deadlineNanos() - context.nanoClock().getAsLong());
    if (ttlMillis <= 0 || !isText(key) || !entry.tags().stream().allMatch(StoreForm::isText)) {
      return null;
    }
    byte[] payload;
    try {
      payload = codec.encode(entry.value());
    } catch (NotEncodableException e) {
      tellNotEncodable(String.valueOf(e.getMessage()));
      return null;
    }
    return new StoredEntry(
            fingerprint, createdAt, ttlMillis, cache, key, entry.tags(), ByteBuffer.wrap(payload))
        .toBytes();
  }

  /** Whether it survives as bytes: half a surrogate pair does not, and would become another key. */
  private static boolean isText(String text) {
    CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    return encoder.canEncode(text);
  }

  private void tellNotEncodable(String reason) {
    if (toldReasons.size() < MOST_REASONS && toldReasons.add(reason)) {
      AgentLog.warn(
          "layer %s, cache %s: the value stays in memory: %s."
              .formatted(context.layer(), cache, reason));
    }
  }

  private void tellUnreadable() {
    context.counts().errors.increment();
    AgentLog.warnOncePerMinute(
        context.layer() + " unreadable " + cache,
        "layer %s, cache %s: found an entry that cannot be read; loading it anew. Usual after a"
                .formatted(context.layer(), cache)
            + " release that changed classes; else the store is damaged or not this layer's alone.");
  }
}
