package dev.multilayercache.agent.layer.hazelcast;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster holds under a key: a value in its envelope, or the lease of whoever loads it;
 * and beside that, the same key's value as nodes with other classes wrote it.
 *
 * <p>One place for both, so that whatever removes one removes the other. Anything else, an unknown
 * format or a byte too many or too few is no blob.
 */
sealed interface Blob permits Blob.Token, Envelope {
  /** "MLC" and the number of the format; another release's blobs are none of ours. */
  int MAGIC = 0x4D_4C_43_03;

  byte VALUE = 'V';
  byte TOKEN = 'L';

  int TOKEN_BYTES = 1 + 2 * Long.BYTES + Integer.BYTES;

  /** Itself, without what is beside it. */
  byte[] body();

  /** What other nodes wrote, or null. */
  @Nullable Envelope beside();

  /** The whole. */
  default byte[] toBytes() {
    Envelope other = beside();
    byte[] first = body();
    byte[] second = other == null ? new byte[0] : other.body();
    return ByteBuffer.allocate(Integer.BYTES + first.length + second.length)
        .putInt(MAGIC)
        .put(first)
        .put(second)
        .array();
  }

  /**
   * The right of one load to store its value.
   *
   * @param id unlike any other lease's
   * @param beat grows while the load runs
   * @param beside what was found and must not be lost, or null
   */
  record Token(UUID id, int beat, @Nullable Envelope beside) implements Blob {

    static Token fresh() {
      return new Token(UUID.randomUUID(), 0, null);
    }

    Token with(@Nullable Envelope other) {
      return new Token(id, beat, other);
    }

    Token next() {
      return new Token(id, beat + 1, beside);
    }

    @Override
    public byte[] body() {
      return ByteBuffer.allocate(TOKEN_BYTES)
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
        case VALUE -> value(in);
        case TOKEN -> token(in);
        default -> null;
      };
    } catch (BufferUnderflowException tooShort) {
      return null;
    }
  }

  private static @Nullable Blob value(ByteBuffer in) {
    Envelope value = Envelope.read(in);
    if (value == null || !in.hasRemaining()) {
      return value;
    }
    Envelope beside = beside(in);
    return beside == null ? null : value.with(beside);
  }

  private static @Nullable Blob token(ByteBuffer in) {
    UUID id = new UUID(in.getLong(), in.getLong());
    int beat = in.getInt();
    if (!in.hasRemaining()) {
      return new Token(id, beat, null);
    }
    Envelope beside = beside(in);
    return beside == null ? null : new Token(id, beat, beside);
  }

  private static @Nullable Envelope beside(ByteBuffer in) {
    Envelope last = in.get() == VALUE ? Envelope.read(in) : null;
    return in.hasRemaining() ? null : last;
  }
}
