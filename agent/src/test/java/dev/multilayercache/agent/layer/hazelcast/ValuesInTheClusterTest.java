package dev.multilayercache.agent.layer.hazelcast;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.map.IMap;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.config.EncryptionConfig;
import dev.multilayercache.agent.config.ValueConfig;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.testing.LogLines;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What the bytes in a cluster's map are: three nodes, of which two encrypt, with small limits. */
class ValuesInTheClusterTest {
  private static final int LARGEST = 16 << 10;
  private static final Loopback CLUSTER = new Loopback(new ValueConfig(LARGEST, 1 << 10));
  private static final String OLD_KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String NEW_KEY = Base64.getEncoder().encodeToString(new byte[16]);

  private static HazelcastLayer plain;
  private static HazelcastLayer encrypting;
  private static HazelcastLayer changed;

  /** Of each test its own, so that what is told once a minute is told in each. */
  private String cache;

  @BeforeAll
  static void start() {
    plain = CLUSTER.member();
    encrypting = member(new EncryptionConfig(OLD_KEY, List.of()));
    changed = member(new EncryptionConfig(NEW_KEY, List.of(OLD_KEY)));
    await().until(() -> CLUSTER.memberInstance().getPartitionService().isClusterSafe());
  }

  private static HazelcastLayer member(EncryptionConfig encryption) {
    return Loopback.ready(CLUSTER.layer(CLUSTER.config("secret", encryption)));
  }

  @AfterAll
  static void stop() throws Exception {
    CLUSTER.close();
  }

  @BeforeEach
  void choose_a_cache(TestInfo test) {
    cache = test.getTestMethod().orElseThrow().getName();
  }

  private Region region(HazelcastLayer layer, Type type) {
    return layer.region(new RegionSpec(cache, type, ValuesInTheClusterTest.class.getClassLoader()));
  }

  private Region texts(HazelcastLayer layer) {
    return region(layer, String.class);
  }

  private IMap<String, byte[]> map() {
    return CLUSTER.memberInstance().getMap("mlc:test:v:" + cache);
  }

  private String stored() {
    return new String(map().get("a"), StandardCharsets.ISO_8859_1);
  }

  private Key key() {
    return new Key(cache, "a", "a");
  }

  private Lease miss(Region region) {
    return assertInstanceOf(Lookup.Miss.class, region.read(key(), 0)).lease();
  }

  private Lease.Outcome store(Region region, Object value) {
    return store(miss(region), value);
  }

  private static Lease.Outcome store(Lease lease, Object value) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    return lease.store(new Entry(value, List.of("tag"), deadline, 0), () -> true);
  }

  private Object found(Region region) {
    Entry entry = region.peek(key(), 0);
    return entry == null ? null : entry.value();
  }

  @Nested
  class AValueThatIsTooLarge {
    private static final String SECRET_TEXT = "hunter2 ";

    @Test
    void is_not_stored_and_told_of_once_a_minute_with_its_size() {
      try (LogLines lines = new LogLines()) {
        assertEquals(Lease.Outcome.SKIPPED, store(texts(plain), SECRET_TEXT.repeat(LARGEST / 4)));
        assertEquals(Lease.Outcome.SKIPPED, store(texts(plain), SECRET_TEXT.repeat(LARGEST / 4)));

        assertEquals(
            List.of(
                "[multilayercache] layer cluster, cache "
                    + cache
                    + ": a value takes 32.0KiB and"
                    + " stays in this JVM: maximumValueSize is 16KiB."),
            lines.about(cache));
      }
    }

    @Test
    void leaves_no_lease_behind() {
      store(texts(plain), "x".repeat(LARGEST));

      await().until(() -> map().get("a") == null);
    }

    @Test
    void is_so_by_one_byte() {
      int quotes = 2;
      assertEquals(Lease.Outcome.SKIPPED, store(texts(plain), "x".repeat(LARGEST - quotes + 1)));
      await().until(() -> map().get("a") == null);
      assertEquals(Lease.Outcome.STORED, store(texts(plain), "x".repeat(LARGEST - quotes)));
    }
  }

  @Nested
  class ALargeValue {

    @Test
    void is_stored_in_fewer_bytes_and_read_by_all() {
      String text = "a product with a name ".repeat(100);
      store(texts(plain), text);

      assertTrue(stored().length() < 300, stored().length() + " bytes");
      assertEquals(text, found(texts(plain)));
    }

    @Test
    void is_stored_as_it_is_if_that_takes_no_more() {
      byte[] noise = new byte[3_000];
      new Random(1).nextBytes(noise);
      Region region = region(plain, byte[].class);
      store(region, noise);

      assertTrue(stored().length() < 4_300, stored().length() + " bytes");
      assertEquals(3_000, ((byte[]) found(region)).length);
    }
  }

  @Nested
  class AnEncryptedValue {

    @Test
    void is_not_to_be_seen_in_the_map() {
      store(texts(plain), "hunter2");
      assertTrue(stored().contains("hunter2"));
      map().delete("a");

      store(texts(encrypting), "hunter2");

      assertFalse(stored().contains("hunter2"));
      assertEquals("hunter2", found(texts(encrypting)));
    }

    @Test
    void is_a_miss_without_the_key_and_stays() {
      store(texts(encrypting), "encrypted");
      try (LogLines lines = new LogLines()) {
        assertEquals(Lease.Outcome.STORED, store(texts(plain), "plain"));

        assertEquals("plain", found(texts(plain)));
        assertEquals("encrypted", found(texts(encrypting)));
        assertEquals(1, lines.about("another encryption key or none").size());
      }
    }

    @Test
    void is_read_where_its_key_is_a_previous_one() {
      store(texts(encrypting), "old");

      assertEquals("old", found(texts(changed)));
    }

    @Test
    void of_a_new_key_is_a_miss_where_only_the_old_one_is_known() {
      store(texts(changed), "new");

      assertNull(found(texts(encrypting)));
      store(texts(encrypting), "old");
      assertEquals("old", found(texts(encrypting)));
      // Both of which it can read, and the nearest is as good as the other.
      assertEquals("old", found(texts(changed)));
    }

    @Test
    void goes_with_the_others_when_its_key_is_invalidated() {
      store(texts(encrypting), "encrypted");
      store(texts(plain), "plain");

      assertTrue(plain.publish(new Invalidation.ByKey(cache, "a")).confirmed());

      assertNull(found(texts(encrypting)));
      assertNull(found(texts(plain)));
    }
  }

  /** Types stand for shapes of a class here: {@code RollingDeployTest} has classes that change. */
  @Nested
  class AValueOfOtherClasses {
    private Region numbers() {
      return region(plain, Integer.class);
    }

    private Region longs() {
      return region(plain, Long.class);
    }

    @Test
    void answers_its_own_while_another_loads() {
      store(texts(plain), "text");

      Lease loading = miss(numbers());

      assertEquals("text", found(texts(plain)));
      assertEquals(Lease.Outcome.STORED, store(loading, 1));
      assertEquals("text", found(texts(plain)));
      assertEquals(1, found(numbers()));
    }

    @Test
    void stays_when_the_other_load_fails() {
      store(texts(plain), "text");

      miss(numbers()).release();

      await().until(() -> Blob.parse(opened()) instanceof Envelope);
      assertEquals("text", found(texts(plain)));
      assertTrue(map().getEntryView("a").getExpirationTime() < System.currentTimeMillis() + 70_000);
    }

    @Test
    void stays_when_the_other_load_brings_something_too_large() {
      store(texts(plain), "text");
      Lease loading = miss(region(plain, byte[].class));

      assertEquals(Lease.Outcome.SKIPPED, store(loading, new byte[LARGEST]));

      await().until(() -> Blob.parse(opened()) instanceof Envelope);
      assertEquals("text", found(texts(plain)));
    }

    @Test
    void is_void_with_the_lease_when_its_key_is_invalidated() {
      store(texts(plain), "text");
      Lease loading = miss(numbers());

      assertTrue(encrypting.publish(new Invalidation.ByKey(cache, "a")).confirmed());

      assertEquals(Lease.Outcome.REFUSED, store(loading, 1));
      assertNull(found(texts(plain)));
      assertNull(found(numbers()));
    }

    @Test
    void is_void_when_its_tag_is_invalidated() {
      store(texts(plain), "text");
      store(numbers(), 1);

      assertTrue(plain.publish(new Invalidation.ByTags(cache, List.of("tag"))).confirmed());

      assertNull(found(texts(plain)));
      assertNull(found(numbers()));
    }

    @Test
    void is_not_kept_once_its_tag_was_invalidated() {
      store(texts(plain), "text");
      plain.publish(new Invalidation.ByTags(cache, List.of("tag")));

      store(numbers(), 1);

      assertNull(Blob.parse(opened()).beside());
    }

    @Test
    void gives_way_to_a_third_if_it_is_the_oldest() {
      store(texts(plain), "text");
      store(numbers(), 1);

      store(longs(), 2L);

      assertNull(found(texts(plain)));
      assertEquals(1, found(numbers()));
      assertEquals(2L, found(longs()));
    }

    @Test
    void is_loaded_after_the_other_and_not_with_it() {
      Lease loading = miss(texts(plain));

      assertEquals(Lease.Outcome.ABSENT, store(miss(numbers()), 1));

      assertEquals(Lease.Outcome.STORED, store(loading, "text"));
      assertEquals(Lease.Outcome.STORED, store(numbers(), 1));
    }

    @Test
    void stays_when_a_dead_load_is_taken_over() {
      store(texts(plain), "text");
      Envelope text = (Envelope) Blob.parse(opened());
      Seal seal = new Seal("test", "secret");
      byte[] dead = Blob.Token.fresh().with(text).toBytes();
      map().set("a", seal.close(cache, "a", dead));

      assertEquals(Lease.Outcome.STORED, store(numbers(), 1));

      assertEquals("text", found(texts(plain)));
    }

    private byte[] opened() {
      return new Seal("test", "secret").open(cache, "a", map().get("a"));
    }
  }
}
