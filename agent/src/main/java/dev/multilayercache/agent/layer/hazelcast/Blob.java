package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Stamp;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster holds under a key: a value in its envelope, or the lease of whoever loads it.
 *
 * <p>Anything else, an unknown format or a byte too many or too few is no blob.
 */
sealed interface Blob {
  /** "MLC" and the number of the format; another release's blobs are none of ours. */
  int MAGIC = 0x4D_4C_43_02;

  int MOST_TAGS = 1_000;

  byte VALUE = 'V';
  byte TOKEN = 'L';

  /** Of a value: all before its tags. */
  int HEADER_BYTES = Integer.BYTES + 1 + 6 * Long.BYTES + Short.BYTES;

  int TOKEN_BYTES = Integer.BYTES + 1 + 2 * Long.BYTES + Integer.BYTES;

  byte[] toBytes();

  /**
   * A value with what decides how long it may answer.
   *
   * @param fingerprint the shape of the type it was written with
   * @param stamp what its writer had proved to know before the load
   * @param createdAtMillis on the writer's wall clock
   * @param payload the value as the codec wrote it
   */
  record Envelope(
      Fingerprint fingerprint,
      Stamp stamp,
      long createdAtMillis,
      long ttlMillis,
      List<String> tags,
      Payload payload)
      implements Blob {

    @Override
    public byte[] toBytes() {
      byte[][] texts = new byte[tags.size()][];
      int length = HEADER_BYTES + payload.length;
      for (int i = 0; i < texts.length; i++) {
        texts[i] = tags.get(i).getBytes(StandardCharsets.UTF_8);
        length += Integer.BYTES + texts[i].length;
      }
      ByteBuffer out =
          ByteBuffer.allocate(length)
              .putInt(MAGIC)
              .put(VALUE)
              .putLong(fingerprint.bits())
              .putLong(stamp.incarnation())
              .putLong(stamp.sequence())
              .putLong(stamp.position())
              .putLong(createdAtMillis)
              .putLong(ttlMillis)
              .putShort((short) texts.length);
      for (byte[] text : texts) {
        out.putInt(text.length).put(text);
      }
      return out.put(payload.bytes, payload.offset, payload.length).array();
    }
  }

  /** A type's shape; see {@code ValueCodec.fingerprint}. */
  record Fingerprint(long bits) {}

  /** Bytes that only the codec understands, where they are among others. */
  final class Payload {
    final byte[] bytes;
    final int offset;
    final int length;

    Payload(byte[] bytes) {
      this(bytes, 0, bytes.length);
    }

    Payload(byte[] bytes, int offset, int length) {
      this.bytes = bytes;
      this.offset = offset;
      this.length = length;
    }
  }

  /**
   * The right of one load to store its value.
   *
   * @param id unlike any other lease's
   * @param beat grows while the load runs
   */
  record Token(UUID id, int beat) implements Blob {

    static Token fresh() {
      return new Token(UUID.randomUUID(), 0);
    }

    Token next() {
      return new Token(id, beat + 1);
    }

    @Override
    public byte[] toBytes() {
      return ByteBuffer.allocate(TOKEN_BYTES)
          .putInt(MAGIC)
          .put(TOKEN)
          .putLong(id.getMostSignificantBits())
          .putLong(id.getLeastSignificantBits())
          .putInt(beat)
          .array();
    }
  }

  /** The blob, or null if the bytes are none. */
  static @Nullable Blob parse(byte[] bytes) {
    return parse(ByteBuffer.wrap(bytes));
  }

  /** The blob in these bytes, which it keeps a part of, or null if they are none. */
  static @Nullable Blob parse(ByteBuffer in) {
    try {
      if (in.getInt() != MAGIC) {
        return null;
      }
      return switch (in.get()) {
        case VALUE -> envelope(in);
        case TOKEN -> token(in);
        default -> null;
      };
    } catch (BufferUnderflowException tooShort) {
      return null;
    }
  }

  private static @Nullable Blob envelope(ByteBuffer in) {
    Fingerprint fingerprint = new Fingerprint(in.getLong());
    Stamp stamp = new Stamp(in.getLong(), in.getLong(), in.getLong());
    long createdAtMillis = in.getLong();
    long ttlMillis = in.getLong();
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
    Payload payload = new Payload(in.array(), in.arrayOffset() + in.position(), in.remaining());
    return new Envelope(fingerprint, stamp, createdAtMillis, ttlMillis, tags, payload);
  }

  private static @Nullable Blob token(ByteBuffer in) {
    Token token = new Token(new UUID(in.getLong(), in.getLong()), in.getInt());
    return in.hasRemaining() ? null : token;
  }
}
