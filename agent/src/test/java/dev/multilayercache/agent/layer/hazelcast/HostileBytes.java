package dev.multilayercache.agent.layer.hazelcast;

import dev.multilayercache.agent.codec.UndecodableException;
import dev.multilayercache.agent.codec.ValueCodec;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.coherence.LogRecord;
import dev.multilayercache.agent.coherence.Stamp;
import dev.multilayercache.agent.config.EncryptionConfig;
import dev.multilayercache.agent.config.ValueConfig;
import dev.multilayercache.agent.hostile.Target;
import dev.multilayercache.agent.hostile.Target.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** What comes from the cluster: blobs with values and leases, and what nodes tell each other. */
public final class HostileBytes {
  private static final String CACHE = "products";
  private static final String KEY = "product:42";
  private static final Seal SEAL = new Seal("shop", "a secret");
  private static final Seal OPEN = new Seal("shop", null);

  private HostileBytes() {}

  /** One that is not as this node or another with the secret wrote it is never opened. */
  public static Target sealed(int inputs, List<byte[]> values) {
    List<byte[]> good = new ArrayList<>();
    for (Blob blob : blobs(values)) {
      good.add(SEAL.close(CACHE, KEY, blob.toBytes()));
    }
    List<byte[]> foreign = new ArrayList<>();
    for (Blob blob : blobs(values)) {
      foreign.add(SEAL.close(CACHE, "product:43", blob.toBytes()));
      foreign.add(SEAL.close("orders", KEY, blob.toBytes()));
      foreign.add(new Seal("other", "a secret").close(CACHE, KEY, blob.toBytes()));
      foreign.add(new Seal("shop", "another secret").close(CACHE, KEY, blob.toBytes()));
      foreign.add(OPEN.close(CACHE, KEY, blob.toBytes()));
    }
    return new Target(
        "sealed blobs",
        inputs,
        good,
        foreign,
        bytes -> {
          if (SEAL.open(CACHE, KEY, bytes) == null) {
            return Outcome.MISS;
          }
          if (good.stream().noneMatch(each -> Arrays.equals(each, bytes))) {
            throw new AssertionError("a forged blob was opened");
          }
          return Outcome.ANSWER;
        });
  }

  /** Without a secret: whatever it is, it is an answer of the type or none. */
  public static Target unsealed(
      int inputs, List<byte[]> values, List<byte[]> attacks, ValueCodec codec, Class<?> type) {
    return new Target(
        "open blobs",
        inputs,
        blobs(values).stream().map(each -> OPEN.close(CACHE, KEY, each.toBytes())).toList(),
        attacks.stream()
            .map(each -> OPEN.close(CACHE, KEY, envelope(each, null).toBytes()))
            .toList(),
        bytes -> {
          byte[] opened = OPEN.open(CACHE, KEY, bytes);
          Blob blob = opened == null ? null : Blob.parse(opened);
          if (blob instanceof Envelope envelope) {
            Envelope.Payload part = envelope.payload();
            return decode(
                codec,
                type,
                Arrays.copyOfRange(part.bytes, part.offset, part.offset + part.length));
          }
          return blob == null ? Outcome.MISS : Outcome.ANSWER;
        });
  }

  /** One that is not as a node with the key wrote it for this place is never opened. */
  public static Target encrypted(int inputs, List<byte[]> values) {
    Packing packing = packing("shop", 1);
    List<byte[]> good = new ArrayList<>();
    List<byte[]> foreign = new ArrayList<>();
    for (byte[] value : values) {
      good.add(content(packing.pack(CACHE, KEY, emptyEnvelope(), value)));
      foreign.add(content(packing.pack(CACHE, "product:43", emptyEnvelope(), value)));
      foreign.add(content(packing.pack("orders", KEY, emptyEnvelope(), value)));
      foreign.add(content(packing("other", 1).pack(CACHE, KEY, emptyEnvelope(), value)));
      foreign.add(content(packing("shop", 2).pack(CACHE, KEY, emptyEnvelope(), value)));
    }
    byte coding = packing.pack(CACHE, KEY, emptyEnvelope(), new byte[1]).payload().coding;
    return new Target(
        "encrypted values",
        inputs,
        good,
        foreign,
        bytes -> {
          Envelope found = emptyEnvelope().around(new Envelope.Payload(coding, bytes));
          if (packing.unpack(CACHE, KEY, found) == null) {
            return Outcome.MISS;
          }
          if (good.stream().noneMatch(each -> Arrays.equals(each, bytes))) {
            throw new AssertionError("a forged value was opened");
          }
          return Outcome.ANSWER;
        });
  }

  private static Packing packing(String application, int key) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) key);
    String text = Base64.getEncoder().encodeToString(bytes);
    ValueConfig never = new ValueConfig(1 << 20, Integer.MAX_VALUE);
    return new Packing(application, never, new EncryptionConfig(text, List.of()));
  }

  private static Envelope emptyEnvelope() {
    return envelope(new byte[0], null);
  }

  private static byte[] content(Envelope envelope) {
    return envelope.payload().bytes;
  }

  /** Whatever they are, they do not become more than a value may have. */
  public static Target compressed(int inputs, List<byte[]> values, ValueCodec codec) {
    int most = 1 << 20;
    return new Target(
        "compressed values",
        inputs,
        values.stream().map(Compression::deflate).toList(),
        List.of(bomb(most + 1), bomb(100), bomb(Integer.MAX_VALUE), bomb(-1)),
        bytes -> {
          byte[] plain = Compression.inflate(ByteBuffer.wrap(bytes), most);
          return plain == null ? Outcome.MISS : decode(codec, Object.class, plain);
        });
  }

  /** A hundred million bytes that say they are fewer, or more. */
  private static byte[] bomb(int said) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, /* nowrap= */ true);
    byte[] deflated = new byte[1 << 20];
    deflater.setInput(new byte[100_000_000]);
    deflater.finish();
    int length = Integer.BYTES + deflater.deflate(deflated, Integer.BYTES, 1 << 19);
    deflater.end();
    ByteBuffer.wrap(deflated).putInt(said);
    return Arrays.copyOf(deflated, length);
  }

  /** The value alone. */
  public static Target values(
      String name,
      int inputs,
      List<byte[]> values,
      List<byte[]> attacks,
      ValueCodec codec,
      Class<?> type) {
    return new Target(name, inputs, values, attacks, bytes -> decode(codec, type, bytes));
  }

  private static Outcome decode(ValueCodec codec, Class<?> type, byte[] bytes) {
    try {
      Object value = codec.decode(bytes);
      if (value != null && !type.isInstance(value) && type != Object.class) {
        return Outcome.MISS; // as the engine sees it
      }
      return Outcome.ANSWER;
    } catch (UndecodableException refused) {
      return Outcome.REFUSAL;
    }
  }

  public static Target leases(int inputs) {
    List<byte[]> good = List.of(new Blob.Token(new UUID(1, 2), 3, null).toBytes());
    return new Target(
        "leases",
        inputs,
        good,
        List.of(),
        bytes -> {
          Blob blob = Blob.parse(bytes);
          if (blob instanceof Blob.Token && !Arrays.equals(blob.toBytes(), bytes)) {
            throw new AssertionError("another lease than was written");
          }
          return blob == null ? Outcome.MISS : Outcome.ANSWER;
        });
  }

  /** One that is read is written again as it was. */
  public static Target records(int inputs) {
    return new Target(
        "records of the log",
        inputs,
        goodRecords(),
        List.of(),
        bytes -> parsed(bytes) == null ? Outcome.MISS : Outcome.ANSWER);
  }

  private static List<byte[]> goodRecords() {
    return List.of(
        record(new Invalidation.ByKey(CACHE, KEY)),
        record(new Invalidation.ByTags(null, List.of("red", "green"))),
        record(new Invalidation.ByPattern(CACHE, KeyPattern.parse("product:*"))),
        record(new Invalidation.ByPattern(null, KeyPattern.parse("re:product:\\d+"))),
        record(new Invalidation.All(CACHE)),
        record(null));
  }

  private static byte[] record(@Nullable Invalidation invalidation) {
    List<Invalidation> some = invalidation == null ? List.of() : List.of(invalidation);
    return new LogRecord(new UUID(1, 2), 3, 4, 5, some, List.of("prices")).toBytes();
  }

  private static @Nullable Object parsed(byte[] bytes) {
    return LogRecord.parse(bytes);
  }

  private static List<Blob> blobs(List<byte[]> values) {
    List<Blob> blobs = new ArrayList<>();
    for (byte[] value : values) {
      blobs.add(envelope(value, null));
    }
    Envelope first = envelope(values.get(0), null);
    blobs.add(new Blob.Token(new UUID(1, 2), 3, null));
    blobs.add(new Blob.Token(new UUID(1, 2), 3, first));
    blobs.add(envelope(values.get(values.size() - 1), first));
    return blobs;
  }

  private static Envelope envelope(byte[] value, @Nullable Envelope beside) {
    return new Envelope(
        new Envelope.Form(ValueCodec.ID, 1),
        new Stamp(1, 2, 3),
        3,
        60_000,
        List.of("red"),
        new Envelope.Payload(Envelope.Payload.PLAIN, value),
        beside);
  }
}
