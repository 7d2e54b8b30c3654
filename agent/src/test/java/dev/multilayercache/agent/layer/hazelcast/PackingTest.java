package dev.multilayercache.agent.layer.hazelcast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Stamp;
import dev.multilayercache.agent.config.EncryptionConfig;
import dev.multilayercache.agent.config.ValueConfig;
import dev.multilayercache.agent.layer.hazelcast.Envelope.Form;
import dev.multilayercache.agent.layer.hazelcast.Envelope.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackingTest {
  private static final ValueConfig VALUES = new ValueConfig(10_000, 1_000);
  private static final String FIRST_KEY = key(1);
  private static final String SECOND_KEY = key(2);

  private final Packing plain = packing(null);
  private final Packing first = packing(new EncryptionConfig(FIRST_KEY, List.of()));
  private final Packing second = packing(new EncryptionConfig(SECOND_KEY, List.of()));
  private final Packing changed = packing(new EncryptionConfig(SECOND_KEY, List.of(FIRST_KEY)));

  private static Packing packing(EncryptionConfig encryption) {
    return new Packing("shop", VALUES, encryption);
  }

  private static String key(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] text(int length) {
    return "a product with a name, ".repeat(length / 23 + 1).substring(0, length).getBytes();
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static Envelope envelope(long ttlMillis) {
    return new Envelope(
        new Form((byte) 1, 2),
        new Stamp(1, 2, 3),
        4,
        ttlMillis,
        List.of("red"),
        Payload.NONE,
        null);
  }

  private static Envelope pack(Packing packing, byte[] encoded) {
    return packing.pack("products", "a", envelope(5), encoded);
  }

  private static byte[] unpack(Packing packing, Envelope envelope) {
    return bytes(packing.unpack("products", "a", envelope));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** As it is after its way through the cluster. */
  private static Envelope arrived(Envelope sent) {
    return (Envelope) Blob.parse(sent.toBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1_000, 9_999, 10_001})
  void what_was_packed_is_unpacked(int length) {
    for (byte[] value : List.of(text(length), noise(length))) {
      for (Packing each : List.of(plain, first)) {
        assertArrayEquals(value, unpack(each, arrived(pack(each, value))));
      }
    }
  }

  @Nested
  class Compressed {

    @Test
    void are_values_from_the_size_on() {
      assertEquals(999, pack(plain, text(999)).payload().length);
      assertTrue(pack(plain, text(1_000)).payload().length < 200);
    }

    @Test
    void are_none_that_would_not_get_smaller() {
      assertEquals(5_000, pack(plain, noise(5_000)).payload().length);
    }

    @Test
    void is_none_where_it_is_never_done() {
      Packing never = new Packing("shop", new ValueConfig(10_000, Integer.MAX_VALUE), null);

      assertEquals(10_000, pack(never, text(10_000)).payload().length);
    }

    @Test
    void values_that_are_longer_than_allowed_are_none() {
      byte[] longest = Compression.deflate(text(10_001));
      byte[] longer = Compression.deflate(text(10_002));

      assertNotNull(Compression.inflate(ByteBuffer.wrap(longest), 10_001));
      assertNull(Compression.inflate(ByteBuffer.wrap(longer), 10_001));
    }

    @Test
    void values_that_are_longer_than_they_say_are_none() {
      byte[] bomb = bomb(100, 50_000_000);

      assertNull(Compression.inflate(ByteBuffer.wrap(bomb), 1 << 20));
    }

    @Test
    void values_that_are_shorter_than_they_say_are_none() {
      assertNull(Compression.inflate(ByteBuffer.wrap(bomb(101, 100)), 1 << 20));
    }

    @Test
    void values_that_say_more_than_they_can_hold_are_none() {
      int more = Integer.MAX_VALUE - 8; // than the memory of this JVM

      assertNull(Compression.inflate(ByteBuffer.allocate(100).putInt(0, more), more));
    }

    @Test
    void values_with_something_behind_them_are_none() {
      byte[] good = Compression.deflate(text(2_000));

      assertNull(
          Compression.inflate(ByteBuffer.wrap(Arrays.copyOf(good, good.length + 1)), 1 << 20));
    }

    private static byte[] bomb(int said, int length) {
      Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
      deflater.setInput(new byte[length]);
      deflater.finish();
      byte[] bytes = new byte[1 << 20];
      int deflated = deflater.deflate(bytes, 4, bytes.length - 4);
      deflater.end();
      ByteBuffer.wrap(bytes).putInt(said);
      return Arrays.copyOf(bytes, 4 + deflated);
    }
  }

  @Nested
  class Encrypted {
    private final Envelope sent = pack(first, "a secret product".getBytes());

    @Test
    void values_cannot_be_read_without_a_key() {
      String bytes = new String(sent.toBytes(), StandardCharsets.ISO_8859_1);

      assertFalse(bytes.contains("secret product"));
      assertFalse(plain.isOpen(sent));
    }

    @Test
    void values_cannot_be_read_with_another_key() {
      assertFalse(second.isOpen(sent));
      assertNull(unpack(second, sent));
    }

    @Test
    void values_are_read_with_the_key_before_the_present_one() {
      assertTrue(changed.isOpen(sent));
      assertEquals("a secret product", new String(unpack(changed, sent)));
    }

    @Test
    void values_are_written_with_the_present_key() {
      Envelope written = pack(changed, text(10));

      assertTrue(second.isOpen(written));
      assertFalse(first.isOpen(written));
    }

    @Test
    void equal_values_are_not_equal() {
      assertFalse(
          Arrays.equals(
              pack(first, text(100)).payload().bytes, pack(first, text(100)).payload().bytes));
    }

    @Test
    void values_do_not_open_at_another_place() {
      assertNull(first.unpack("orders", "a", sent));
      assertNull(first.unpack("products", "b", sent));
      assertNull(first.unpack("product", "sa", sent));
    }

    @Test
    void values_do_not_open_in_another_envelope() {
      assertNull(unpack(first, envelope(6).around(sent.payload())));
    }

    @Test
    void values_do_not_open_in_another_application() {
      Packing other = new Packing("bank", VALUES, new EncryptionConfig(FIRST_KEY, List.of()));

      assertFalse(other.isOpen(sent));
    }

    @Test
    void values_do_not_open_whichever_bit_is_flipped() {
      byte[] good = sent.payload().bytes;
      for (int bit = 0; bit < good.length * 8; bit++) {
        byte[] bad = good.clone();
        bad[bit / 8] ^= (byte) (1 << bit % 8);
        assertNull(unpack(first, sent.around(new Payload(sent.payload().coding, bad))));
      }
    }

    @Test
    void values_do_not_open_whatever_is_missing() {
      for (int length = 0; length < sent.payload().length; length++) {
        byte[] cut = Arrays.copyOf(sent.payload().bytes, length);
        assertNull(unpack(first, sent.around(new Payload(sent.payload().coding, cut))));
      }
    }

    @Test
    void are_all_values_that_a_node_with_a_key_reads() {
      assertFalse(first.isOpen(pack(plain, text(10))));
    }

    @Test
    void large_values_are_compressed_first() {
      assertTrue(pack(first, text(10_000)).payload().length < 300);
    }
  }

  @Test
  void an_unknown_coding_is_no_value() {
    Envelope later = envelope(5).around(new Payload((byte) 4, text(10)));

    assertNull(unpack(plain, later));
    assertNotEquals(0, later.payload().coding);
  }
}
