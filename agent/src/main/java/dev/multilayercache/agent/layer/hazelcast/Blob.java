package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Stamp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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
      return bytes(
          out -> {
            out.writeByte('V');
            out.writeLong(fingerprint.bits());
            out.writeLong(stamp.incarnation());
            out.writeLong(stamp.sequence());
            out.writeLong(stamp.position());
            out.writeLong(createdAtMillis);
            out.writeLong(ttlMillis);
            out.writeShort(tags.size());
            for (String tag : tags) {
              byte[] text = tag.getBytes(StandardCharsets.UTF_8);
              out.writeInt(text.length);
              out.write(text);
            }
            out.write(payload.bytes);
          });
    }
  }

  /** A type's shape; see {@code ValueCodec.fingerprint}. */
  record Fingerprint(long bits) {}

  /** Bytes that only the codec understands. */
  final class Payload {
    final byte[] bytes;

    Payload(byte[] bytes) {
      this.bytes = bytes;
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
      return bytes(
          out -> {
            out.writeByte('L');
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
            out.writeInt(beat);
          });
    }
  }

  /** The blob, or null if the bytes are none. */
  static @Nullable Blob parse(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        return null;
      }
      return switch (in.readByte()) {
        case 'V' -> envelope(in);
        case 'L' -> token(in);
        default -> null;
      };
    } catch (IOException tooShort) {
      return null;
    }
  }

  private static @Nullable Blob envelope(DataInputStream in) throws IOException {
    Fingerprint fingerprint = new Fingerprint(in.readLong());
    Stamp stamp = new Stamp(in.readLong(), in.readLong(), in.readLong());
    long createdAtMillis = in.readLong();
    long ttlMillis = in.readLong();
    int count = in.readUnsignedShort();
    if (count > MOST_TAGS) {
      return null;
    }
    List<String> tags = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = in.readInt();
      if (length < 0 || length > in.available()) {
        return null;
      }
      tags.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }
    Payload payload = new Payload(in.readAllBytes());
    return new Envelope(fingerprint, stamp, createdAtMillis, ttlMillis, tags, payload);
  }

  private static @Nullable Blob token(DataInputStream in) throws IOException {
    Token token = new Token(new UUID(in.readLong(), in.readLong()), in.readInt());
    return in.available() == 0 ? token : null;
  }

  private static byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      content.writeTo(out);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** What follows the magic number. */
  interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }
}
