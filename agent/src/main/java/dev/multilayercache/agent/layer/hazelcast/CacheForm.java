package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.codec.NotEncodableException;
import dev.multilayercache.agent.codec.UndecodableException;
import dev.multilayercache.agent.codec.ValueCodec;
import dev.multilayercache.agent.coherence.Stamp;
import dev.multilayercache.agent.layer.Endurance;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.layer.hazelcast.Blob.Token;
import dev.multilayercache.agent.layer.hazelcast.Envelope.Form;
import dev.multilayercache.agent.layer.hazelcast.Envelope.Payload;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the entries of one cache become bytes in the cluster, and which bytes are entries again.
 *
 * <p>What is found is judged before it is decoded: sealed, of this format and shape, not expired on
 * this node's clock, loaded after the last invalidation known here. Anything else is no entry. A
 * value that only nodes with other classes can read is left to them: it stays beside this node's
 * own, one at a time, so that two versions of an application do not take each other's values away.
 * Safe for use by any thread.
 */
final class CacheForm {
  private static final Object UNREADABLE = new Object();
  private static final long GONE = Long.MIN_VALUE;

  private final String cache;
  private final RegionContext context;
  private final LongSupplier mostMillis;
  private final ValueCodec codec;
  private final Form form;
  private final Packing packing;
  private final Remarks remarks;
  private final Endurance endurance;

  CacheForm(RegionSpec spec, RegionContext context) {
    this.cache = spec.cache();
    this.context = context;
    this.mostMillis = spec.mostMillis();
    this.codec = new ValueCodec(spec.valueType(), spec.loader(), context.packing().mostBytes());
    this.form = new Form(ValueCodec.ID, codec.fingerprint());
    this.packing = context.packing();
    this.remarks = new Remarks(cache, context);
    this.endurance = spec.endurance();
  }

  String cache() {
    return cache;
  }

  /** What the bytes are to this node now. */
  Look look(String key, byte[] found, long stamp) {
    ByteBuffer opened = context.seal().look(cache, key, found);
    Blob blob = opened == null ? null : Blob.parse(opened);
    if (blob == null) {
      remarks.tellUnreadable();
      return Look.NOTHING;
    }
    boolean isToken = blob instanceof Token;
    Envelope others = null;
    Entry expired = null;
    for (Envelope each = first(blob); each != null; each = each.beside()) {
      long now = context.nanoTime(); // before the life left: a pause must not lengthen it
      long left = lifeLeft(key, each);
      Object value = left == GONE ? UNREADABLE : decode(key, each);
      if (value != UNREADABLE) {
        Entry entry = entry(value, each, context.deadline(now, left), stamp);
        if (left > 0) {
          return new Look(entry, isToken, null);
        }
        expired = entry;
      } else {
        others = left > 0 && others == null && packing.fits(each) ? each.with(null) : others;
      }
    }
    if (others != null && !isToken && expired == null) {
      remarks.tellOthers(packing.isOpen(others));
    }
    return new Look(expired, isToken, others);
  }

  private Entry entry(@Nullable Object value, Envelope envelope, long deadline, long stamp) {
    Entry entry = new Entry(value, envelope.tags(), deadline, stamp);
    return endurance.isNone()
        ? entry
        : endurance.prepared(entry, TimeUnit.MILLISECONDS.toNanos(envelope.ttlMillis()));
  }

  /**
   * Writes a live value anew, with the same end but as if it began now; null if it is not time to
   * load it anew.
   *
   * @param found in the slot
   */
  @Nullable Redated claim(String key, byte[] found, Slot slot) {
    ByteBuffer opened = context.seal().look(cache, key, found);
    Blob blob = opened == null ? null : Blob.parse(opened);
    Envelope mine = null;
    Envelope others = null;
    for (Envelope each = blob == null ? null : first(blob); each != null; each = each.beside()) {
      if (mine == null && each.form().equals(form)) {
        mine = each;
      } else if (others == null && packing.fits(each)) {
        others = each.with(null);
      }
    }
    return mine == null ? null : claim(key, mine, others, slot);
  }

  private @Nullable Redated claim(String key, Envelope mine, @Nullable Envelope others, Slot slot) {
    long left = context.millisLeft(mine, mostMillis.getAsLong());
    ByteBuffer encoded = packing.unpack(cache, key, mine);
    if (encoded == null || !endurance.isReloadDue(mine.ttlMillis() - left, mine.ttlMillis())) {
      return null;
    }
    byte[] content = new byte[encoded.remaining()];
    encoded.get(content);
    Envelope redated = mine.dated(context.wallClock().getAsLong(), left).with(others);
    byte[] bytes =
        context.seal().close(cache, key, packing.pack(cache, key, redated, content).toBytes());
    return new Redated(slot, bytes, others);
  }

  private static @Nullable Envelope first(Blob blob) {
    return blob instanceof Envelope value ? value : blob.beside();
  }

  /**
   * How long the value may answer whoever can read it, nothing or less if it is only kept; {@link
   * #GONE} also if it was invalidated.
   */
  private long lifeLeft(String key, Envelope envelope) {
    long left = context.millisLeft(envelope, mostMillis.getAsLong());
    if (left <= -endurance.keptFor().toMillis()) {
      context.counters().expirations.increment();
      return GONE;
    }
    return context.coherence().accepts(envelope.stamp(), cache, key, envelope.tags()) ? left : GONE;
  }

  private @Nullable Object decode(String key, Envelope envelope) {
    if (!envelope.form().equals(form) || !packing.isOpen(envelope)) {
      return UNREADABLE;
    }
    ByteBuffer encoded = packing.unpack(cache, key, envelope);
    if (encoded == null) {
      return UNREADABLE;
    }
    try {
      return codec.decode(
          encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
    } catch (UndecodableException ofOtherClasses) {
      return UNREADABLE;
    }
  }

  /**
   * The bytes for an entry, or null if its value must stay in this JVM; that is told.
   *
   * @param stamp what this node had proved to know before the load
   * @param createdAt milliseconds, read before what is left of the entry's life
   * @param others what is to be kept beside it, or null
   */
  byte @Nullable [] write(
      String key,
      Entry entry,
      Stamp stamp,
      long createdAt,
      long ttlMillis,
      @Nullable Envelope others) {
    byte[] encoded;
    try {
      encoded = codec.encode(entry.value());
    } catch (NotEncodableException e) {
      remarks.tellNotEncodable(e);
      return null;
    }
    Envelope envelope =
        new Envelope(form, stamp, createdAt, ttlMillis, entry.tags(), Payload.NONE, others);
    return context.seal().close(cache, key, packing.pack(cache, key, envelope, encoded).toBytes());
  }
}
