package dev.multilayercache.agent.layer.file;

import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What one record of a segment says: that an entry was put, or removed, or that all were.
 *
 * <p>On disk a fixed part comes first, with a checksum of its own, so that the lengths in it can be
 * trusted; then the names with theirs; then the value, which is for its reader to judge.
 *
 * @param expiresAtMillis on the wall clock; of an entry that was put
 * @param valueLength of the bytes that follow the note
 */
record Note(
    Kind kind, String cache, String key, List<String> tags, long expiresAtMillis, int valueLength) {

  /** Checksum, kind, three lengths of names, length of the value, expiry, checksum of the names. */
  static final int FIXED_BYTES = 6 * Integer.BYTES + Long.BYTES + Integer.BYTES;

  private static final byte[] NOTHING = new byte[0];

  /** What happened. */
  enum Kind {
    PUT('P'),
    REMOVE('R'),
    CLEAR('C');

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(int code) throws DamagedException {
      for (Kind each : values()) {
        if (each.code == code) {
          return each;
        }
      }
      throw new DamagedException();
    }
  }

  /** Bytes that no agent wrote so. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException() {
      super("a record is damaged");
    }
  }

  static Note put(Id id, List<String> tags, long expiresAtMillis, int valueLength) {
    return new Note(Kind.PUT, id.cache(), id.key(), tags, expiresAtMillis, valueLength);
  }

  static Note remove(Id id) {
    return new Note(Kind.REMOVE, id.cache(), id.key(), List.of(), 0, 0);
  }

  static Note clear() {
    return new Note(Kind.CLEAR, "", "", List.of(), 0, 0);
  }

  Id id() {
    return new Id(cache, key);
  }

  /** The record, without a value. */
  byte[] toBytes() {
    return toBytes(NOTHING);
  }

  /** The whole record. */
  byte[] toBytes(byte[] value) {
    byte[] cacheBytes = cache.getBytes(StandardCharsets.UTF_8);
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    byte[] tagBytes = bytesOf(tags);
    int names = cacheBytes.length + keyBytes.length + tagBytes.length;
    ByteBuffer out =
        ByteBuffer.allocate(FIXED_BYTES + names + value.length)
            .putInt(0)
            .putInt(kind.code)
            .putInt(cacheBytes.length)
            .putInt(keyBytes.length)
            .putInt(tagBytes.length)
            .putInt(value.length)
            .putLong(expiresAtMillis)
            .putInt(0)
            .put(cacheBytes)
            .put(keyBytes)
            .put(tagBytes)
            .put(value);
    out.putInt(FIXED_BYTES - Integer.BYTES, checksum(out.array(), FIXED_BYTES, names));
    out.putInt(0, checksum(out.array(), Integer.BYTES, FIXED_BYTES - Integer.BYTES));
    return out.array();
  }

  /** A note as it was read, and how many bytes it took. */
  record Read(Note note, int length) {}

  /**
   * Reads a note; its value follows.
   *
   * @param available how many bytes there are
   * @throws EOFException if they end within the note or its value
   * @throws DamagedException if they are no note
   */
  static Read read(DataInput in, long available) throws IOException {
    if (available < FIXED_BYTES) {
      throw new EOFException();
    }
    byte[] fixed = new byte[FIXED_BYTES];
    in.readFully(fixed);
    ByteBuffer part = ByteBuffer.wrap(fixed);
    if (part.getInt() != checksum(fixed, Integer.BYTES, FIXED_BYTES - Integer.BYTES)) {
      throw new DamagedException();
    }
    Kind kind = Kind.of(part.getInt());
    int cacheLength = part.getInt();
    int keyLength = part.getInt();
    int tagsLength = part.getInt();
    int valueLength = part.getInt();
    long expiresAt = part.getLong();
    long names = (long) cacheLength + keyLength + tagsLength;
    if (available < FIXED_BYTES + names + valueLength) {
      throw new EOFException();
    }
    byte[] text = new byte[Math.toIntExact(names)];
    in.readFully(text);
    if (part.getInt() != checksum(text, 0, text.length)) {
      throw new DamagedException();
    }
    String cache = new String(text, 0, cacheLength, StandardCharsets.UTF_8);
    String key = new String(text, cacheLength, keyLength, StandardCharsets.UTF_8);
    List<String> tags = tagsIn(text, cacheLength + keyLength);
    return new Read(
        new Note(kind, cache, key, tags, expiresAt, valueLength), FIXED_BYTES + text.length);
  }

  private static byte[] bytesOf(List<String> tags) {
    List<byte[]> texts = new ArrayList<>(tags.size());
    int length = 0;
    for (String tag : tags) {
      byte[] text = tag.getBytes(StandardCharsets.UTF_8);
      texts.add(text);
      length += Integer.BYTES + text.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    texts.forEach(text -> out.putInt(text.length).put(text));
    return out.array();
  }

  private static List<String> tagsIn(byte[] names, int offset) {
    ByteBuffer in = ByteBuffer.wrap(names);
    in.position(offset);
    List<String> tags = new ArrayList<>();
    while (in.hasRemaining()) {
      int length = in.getInt();
      tags.add(new String(names, in.position(), length, StandardCharsets.UTF_8));
      in.position(in.position() + length);
    }
    return List.copyOf(tags);
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, offset, length);
    return (int) sum.getValue();
  }
}
