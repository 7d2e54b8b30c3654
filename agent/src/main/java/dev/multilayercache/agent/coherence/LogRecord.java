package dev.multilayercache.agent.coherence;

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
 * What one node tells the others through the log.
 *
 * @param node who tells it; unlike any other, also its own earlier lives
 * @param number the node's own count: together they name the record
 * @param incarnation of the cluster clock as the node knew it
 * @param sequence of the cluster clock for the scopes among the invalidations; else as it was known
 * @param strong caches whose invalidations must reach every node before they are confirmed
 */
public record LogRecord(
    UUID node,
    long number,
    long incarnation,
    long sequence,
    List<Invalidation> invalidations,
    List<String> strong) {
  private static final int MAGIC = 0x4D_4C_52_01;
  private static final int MOST_ITEMS = 100_000;

  public LogRecord {
    invalidations = List.copyOf(invalidations);
    strong = List.copyOf(strong);
  }

  /** Stands for a record of a later release, which may be anything. */
  public static LogRecord unknown() {
    return new LogRecord(new UUID(0, 0), 0, 0, 0, List.of(new Invalidation.All(null)), List.of());
  }

  boolean isUnknown() {
    return node.getMostSignificantBits() == 0 && node.getLeastSignificantBits() == 0;
  }

  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeLong(node.getMostSignificantBits());
      out.writeLong(node.getLeastSignificantBits());
      out.writeLong(number);
      out.writeLong(incarnation);
      out.writeLong(sequence);
      out.writeInt(invalidations.size());
      for (Invalidation each : invalidations) {
        write(out, each);
      }
      writeTexts(out, strong);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** The record, or null if the bytes are none. */
  public static @Nullable LogRecord parse(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        return null;
      }
      UUID node = new UUID(in.readLong(), in.readLong());
      long number = in.readLong();
      long incarnation = in.readLong();
      long sequence = in.readLong();
      List<Invalidation> invalidations = new ArrayList<>();
      for (int left = count(in); left > 0; left--) {
        invalidations.add(invalidation(in));
      }
      List<String> strong = readTexts(in);
      return in.available() == 0
          ? new LogRecord(node, number, incarnation, sequence, invalidations, strong)
          : null;
    } catch (IOException | IllegalArgumentException malformed) {
      return null;
    }
  }

  private static void write(DataOutputStream out, Invalidation invalidation) throws IOException {
    String cache = invalidation.cache();
    out.writeByte(kind(invalidation));
    out.writeBoolean(cache != null);
    writeText(out, cache == null ? "" : cache);
    writeTexts(out, items(invalidation));
  }

  private static int kind(Invalidation invalidation) {
    if (invalidation instanceof Invalidation.ByKey) {
      return 'K';
    }
    if (invalidation instanceof Invalidation.ByTags) {
      return 'T';
    }
    return invalidation instanceof Invalidation.ByPattern ? 'P' : 'A';
  }

  private static List<String> items(Invalidation invalidation) {
    if (invalidation instanceof Invalidation.ByKey one) {
      return List.of(one.key());
    }
    if (invalidation instanceof Invalidation.ByTags some) {
      return some.tags();
    }
    return invalidation instanceof Invalidation.ByPattern matching
        ? List.of(matching.pattern().toString())
        : List.of();
  }

  private static Invalidation invalidation(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    boolean hasCache = in.readBoolean();
    String name = readText(in);
    String cache = hasCache ? name : null;
    List<String> items = readTexts(in);
    boolean isOne = items.size() == 1;
    if (kind == 'K' && cache != null && isOne) {
      return new Invalidation.ByKey(cache, items.get(0));
    }
    if (kind == 'T') {
      return new Invalidation.ByTags(cache, items);
    }
    if (kind == 'P' && isOne) {
      return new Invalidation.ByPattern(cache, KeyPattern.parse(items.get(0)));
    }
    if (kind == 'A' && items.isEmpty()) {
      return new Invalidation.All(cache);
    }
    throw new IOException("no invalidation");
  }

  private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      writeText(out, text);
    }
  }

  private static List<String> readTexts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      texts.add(readText(in));
    }
    return texts;
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(length(in)), StandardCharsets.UTF_8);
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_ITEMS) {
      throw new IOException("a count of " + count);
    }
    return count;
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a length of " + length);
    }
    return length;
  }
}
