package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.config.EncryptionConfig;
import dev.multilayercache.agent.config.ValueConfig;
import dev.multilayercache.agent.layer.hazelcast.Envelope.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the codec's bytes on their way into the cluster and back: compressed if there are
 * many, then encrypted if there is a key. Where there is one, only encrypted bytes are read.
 *
 * <p>The place that encrypted bytes are bound to is the cache, the key and the rest of the
 * envelope. Safe for use by any thread.
 */
final class Packing {
  private static final byte COMPRESSED = 1;
  private static final byte ENCRYPTED = 2;

  /** Around the codec's bytes: its first byte, and what encryption adds. */
  private static final int MOST_AROUND = 64;

  private final ValueConfig config;
  private final @Nullable Encryption encryption;

  Packing(String application, ValueConfig config, @Nullable EncryptionConfig encryption) {
    this.config = config;
    this.encryption = encryption == null ? null : new Encryption(application, encryption);
  }

  /** How many bytes an encoded value may have. */
  int mostBytes() {
    return config.maximumSize();
  }

  /** Whether any node that obeys the limit may have written so much. */
  boolean fits(Envelope envelope) {
    return envelope.payload().length <= mostBytes() + MOST_AROUND;
  }

  /** The envelope around bytes that are as the codec wrote them. */
  Envelope pack(String cache, String key, Envelope envelope, byte[] encoded) {
    byte[] smaller = encoded.length < config.compressFrom() ? null : Compression.deflate(encoded);
    byte coding = smaller == null ? Payload.PLAIN : COMPRESSED;
    byte[] packed = smaller == null ? encoded : smaller;
    if (encryption == null) {
      return envelope.around(new Payload(coding, packed));
    }
    Envelope place = envelope.around(new Payload((byte) (coding | ENCRYPTED), packed));
    return envelope.around(
        new Payload(
            place.payload().coding,
            encryption.close(packed, utf8(cache), utf8(key), place.head())));
  }

  /** Whether this node has what it takes to read it: the key, or no need of one. */
  boolean isOpen(Envelope envelope) {
    boolean isEncrypted = (envelope.payload().coding & ENCRYPTED) != 0;
    return encryption == null
        ? !isEncrypted
        : isEncrypted && encryption.knows(envelope.payload().content());
  }

  /** What the codec wrote, or null if these bytes are not that. */
  @Nullable ByteBuffer unpack(String cache, String key, Envelope envelope) {
    ByteBuffer content = envelope.payload().content();
    byte coding = envelope.payload().coding;
    if (encryption != null) {
      byte[] opened = encryption.open(content, utf8(cache), utf8(key), envelope.head());
      if (opened == null) {
        return null;
      }
      content = ByteBuffer.wrap(opened);
      coding ^= ENCRYPTED;
    }
    return switch (coding) {
      case Payload.PLAIN -> content;
      case COMPRESSED -> inflated(content);
      default -> null;
    };
  }

  private @Nullable ByteBuffer inflated(ByteBuffer content) {
    byte[] plain = Compression.inflate(content, mostBytes() + 1);
    return plain == null ? null : ByteBuffer.wrap(plain);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
