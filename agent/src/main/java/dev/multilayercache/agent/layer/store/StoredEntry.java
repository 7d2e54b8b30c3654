package dev.multilayercache.agent.layer.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a store holds it: a value as the codec wrote it, with what decides whether and how
 * long it may answer.
 *
 * <p>Place and checksum are in it, so that bytes which a store mixes up or damages are no answer.
 *
 * @param fingerprint the shape of the type it was written with
 * @param createdAtMillis on the wall clock
 */
record StoredEntry(
    long fingerprint,
    long createdAtMillis,
    long ttlMillis,
    String cache,
    String key,
    List<String> tags,
    ByteBuffer payload) {

  /** "MLS" and the number of the format; another release's entries are none of ours. */
  private static final int MAGIC = 0x4D_4C_53_01;

  private static final int CHECKED_FROM = 2 * Integer.BYTES;
  private static final int MOST_TAGS = 1_000;

  /**
   * Cut to whole milliseconds on both sides: one is taken off, so that life never grows.
   *
   * @param mostMillis the longest life that is allowed now
   */
  long millisLeft(long nowMillis, long mostMillis) {
    long age = nowMillis - createdAtMillis + 1;
    long life = Math.min(ttlMillis, mostMillis);
    return Math.min(life, life - age);
  }

  byte[] toBytes() {
    List<byte[]> texts = new ArrayList<>();
    texts.add(utf8(cache));
    texts.add(utf8(key));
    tags.forEach(tag -> texts.add(utf8(tag)));
    int length = CHECKED_FROM + 3 * Long.BYTES + Integer.BYTES + payload.remaining();
    for (byte[] text : texts) {
      length += Integer.BYTES + text.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length).putInt(MAGIC).putInt(0);
    out.putLong(fingerprint).putLong(createdAtMillis).putLong(ttlMillis).putInt(tags.size());
    for (byte[] text : texts) {
      out.putInt(text.length).put(text);
    }
    out.put(payload.duplicate());
    return out.putInt(Integer.BYTES, checksum(out.array())).array();
  }

  /** The entry in these bytes, of which it keeps a part, or null if they are none. */
  static @Nullable StoredEntry parse(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      if (in.getInt() != MAGIC || in.getInt() != checksum(bytes)) {
        return null;
      }
      long fingerprint = in.getLong();
      long createdAtMillis = in.getLong();
      long ttlMillis = in.getLong();
      int tagCount = in.getInt();
      if (tagCount < 0 || tagCount > MOST_TAGS) {
        return null;
      }
      String cache = text(bytes, in);
      String key = text(bytes, in);
      List<String> tags = tagCount == 0 ? List.of() : new ArrayList<>(tagCount);
      for (int i = 0; i < tagCount; i++) {
        tags.add(text(bytes, in));
      }
      return new StoredEntry(fingerprint, createdAtMillis, ttlMillis, cache, key, tags, in.slice());
    } catch (BufferUnderflowException tooShort) {
      return null;
    }
  }

  private static String text(byte[] bytes, ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    String text = new String(bytes, in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int checksum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(
        bytes, Math.min(CHECKED_FROM, bytes.length), Math.max(0, bytes.length - CHECKED_FROM));
    return (int) sum.getValue();
  }

  /** The codec's bytes alone. */
  byte[] payloadBytes() {
    return Arrays.copyOfRange(
        payload.array(),
        payload.arrayOffset() + payload.position(),
        payload.arrayOffset() + payload.limit());
  }
}
