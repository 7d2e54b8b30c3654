package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
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
 * What one node tells the others.
 *
 * @param sender the node; unlike any other's, also of its own earlier lives
 * @param number how many invalidations the sender has told, this one included, so that a lost one
 *     is noticed
 * @param sequence the cluster's clock; for tags and whole caches that of the invalidation
 * @param invalidation null says only that the sender is there and how far it has counted
 */
record Message(UUID sender, long number, long sequence, @Nullable Invalidation invalidation) {
  private static final int MAGIC = 0x4D_4C_54_01;
  private static final int MOST_ITEMS = 100_000;

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeLong(sender.getMostSignificantBits());
      out.writeLong(sender.getLeastSignificantBits());
      out.writeLong(number);
      out.writeLong(sequence);
      out.writeByte(kind());
      out.writeBoolean(invalidation != null && invalidation.cache() != null);
      writeText(out, invalidation == null ? null : invalidation.cache());
      List<String> items = items();
      out.writeInt(items.size());
      for (String item : items) {
        writeText(out, item);
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** The message, or null if the bytes are none. */
  static @Nullable Message parse(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        return null;
      }
      UUID sender = new UUID(in.readLong(), in.readLong());
      long number = in.readLong();
      long sequence = in.readLong();
      byte kind = in.readByte();
      boolean hasCache = in.readBoolean();
      String text = readText(in);
      String cache = hasCache ? text : null;
      int count = in.readInt();
      if (count < 0 || count > MOST_ITEMS) {
        return null;
      }
      List<String> items = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        items.add(readText(in));
      }
      if (kind == 'B') {
        return new Message(sender, number, sequence, null);
      }
      Invalidation invalidation = invalidation(kind, cache, items);
      return invalidation == null ? null : new Message(sender, number, sequence, invalidation);
    } catch (IOException | IllegalArgumentException malformed) {
      return null;
    }
  }

  private byte kind() {
    if (invalidation instanceof Invalidation.ByKey) {
      return 'K';
    }
    if (invalidation instanceof Invalidation.ByTags) {
      return 'T';
    }
    if (invalidation instanceof Invalidation.ByPattern) {
      return 'P';
    }
    return (byte) (invalidation == null ? 'B' : 'A');
  }

  private List<String> items() {
    if (invalidation instanceof Invalidation.ByKey one) {
      return List.of(one.key());
    }
    if (invalidation instanceof Invalidation.ByTags some) {
      return some.tags();
    }
    if (invalidation instanceof Invalidation.ByPattern matching) {
      return List.of(matching.pattern().toString());
    }
    return List.of();
  }

  private static @Nullable Invalidation invalidation(
      byte kind, @Nullable String cache, List<String> items) {
    return switch (kind) {
      case 'K' ->
          cache == null || items.size() != 1 ? null : new Invalidation.ByKey(cache, items.get(0));
      case 'T' -> new Invalidation.ByTags(cache, items);
      case 'P' ->
          items.size() != 1
              ? null
              : new Invalidation.ByPattern(cache, KeyPattern.parse(items.get(0)));
      case 'A' -> new Invalidation.All(cache);
      default -> null;
    };
  }

  private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
    byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a length of " + length);
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
