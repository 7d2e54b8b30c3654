package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Stamp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value with what decides who can read it, and how long it may answer.
 *
 * @param stamp what its writer had proved to know before the load
 * @param createdAtMillis on the writer's wall clock
 * @param payload the value
 * @param beside the same key's value in another form, for nodes that cannot read this one
 */
record Envelope(
    Form form,
    Stamp stamp,
    long createdAtMillis,
    long ttlMillis,
    List<String> tags,
    Payload payload,
    @Nullable Envelope beside)
    implements Blob {
  static final int MOST_TAGS = 1_000;

  /** All before the tags, but not what says that a value begins. */
  private static final int FIXED_BYTES = 2 + 6 * Long.BYTES + Short.BYTES;

  /**
   * What a reader must have in common with the writer.
   *
   * @param codec see {@code ValueCodec.ID}
   * @param shape of the type it was written with; see {@code ValueCodec.fingerprint}
   */
  record Form(byte codec, long shape) {}

  /** A value's bytes, where they are among others. */
  static final class Payload {
    /** As the codec wrote them. */
    static final byte PLAIN = 0;

    /** What a value has before it was written. */
    static final Payload NONE = new Payload(PLAIN, new byte[0]);

    final byte coding;
    final byte[] bytes;
    final int offset;
    final int length;

    Payload(byte coding, byte[] bytes) {
      this(coding, bytes, 0, bytes.length);
    }

    /**
     * Part of other bytes.
     *
     * @param coding what was done to the codec's bytes; see {@link Packing}
     */
    Payload(byte coding, byte[] bytes, int offset, int length) {
      this.coding = coding;
      this.bytes = bytes;
      this.offset = offset;
      this.length = length;
    }

    ByteBuffer content() {
      return ByteBuffer.wrap(bytes, offset, length);
    }
  }

  /** The same value with another beginning and life, to be packed anew. */
  Envelope dated(long newCreatedAtMillis, long newTtlMillis) {
    return new Envelope(
        form, stamp, newCreatedAtMillis, newTtlMillis, tags, Payload.NONE, /* beside= */ null);
  }

  /** The same around other bytes. */
  Envelope around(Payload other) {
    return new Envelope(form, stamp, createdAtMillis, ttlMillis, tags, other, beside);
  }

  /** The same value with another one's beside it, or none. */
  Envelope with(@Nullable Envelope other) {
    return new Envelope(form, stamp, createdAtMillis, ttlMillis, tags, payload, other);
  }

  @Override
  public byte[] body() {
    byte[] head = head();
    return ByteBuffer.allocate(1 + head.length + Integer.BYTES + payload.length)
        .put(VALUE)
        .put(head)
        .putInt(payload.length)
        .put(payload.bytes, payload.offset, payload.length)
        .array();
  }

  /** All but the payload. */
  byte[] head() {
    byte[][] texts = new byte[tags.size()][];
    int length = FIXED_BYTES;
    for (int i = 0; i < texts.length; i++) {
      texts[i] = tags.get(i).getBytes(StandardCharsets.UTF_8);
      length += Integer.BYTES + texts[i].length;
    }
    ByteBuffer out =
        ByteBuffer.allocate(length)
            .put(form.codec())
            .put(payload.coding)
            .putLong(form.shape())
            .putLong(stamp.incarnation())
            .putLong(stamp.sequence())
            .putLong(stamp.position())
            .putLong(createdAtMillis)
            .putLong(ttlMillis)
            .putShort((short) texts.length);
    for (byte[] text : texts) {
      out.putInt(text.length).put(text);
    }
    return out.array();
  }

  /** Reads what follows {@link Blob#VALUE}, up to the end of the payload; null if it is none. */
  static @Nullable Envelope read(ByteBuffer in) {
    byte codec = in.get();
    byte coding = in.get();
    Form form = new Form(codec, in.getLong());
    Stamp stamp = new Stamp(in.getLong(), in.getLong(), in.getLong());
    long createdAtMillis = in.getLong();
    long ttlMillis = in.getLong();
    List<String> tags = tags(in);
    if (tags == null) {
      return null;
    }
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      return null;
    }
    int at = in.arrayOffset() + in.position();
    in.position(in.position() + length);
    Payload payload = new Payload(coding, in.array(), at, length);
    return new Envelope(form, stamp, createdAtMillis, ttlMillis, tags, payload, null);
  }

  private static @Nullable List<String> tags(ByteBuffer in) {
    int count = Short.toUnsignedInt(in.getShort());
    if (count > MOST_TAGS) {
      return null;
    }
    List<String> tags = count == 0 ? List.of() : new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = in.getInt();
      if (length < 0 || length > in.remaining()) {
        return null;
      }
      int at = in.arrayOffset() + in.position();
      tags.add(new String(in.array(), at, length, StandardCharsets.UTF_8));
      in.position(in.position() + length);
    }
    return tags;
  }
}
