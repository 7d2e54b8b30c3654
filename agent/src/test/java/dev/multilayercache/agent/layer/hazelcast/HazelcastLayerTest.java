package dev.multilayercache.agent.layer.hazelcast;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerContract;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Two members in this JVM, over loopback. */
class HazelcastLayerTest {
  private static final Loopback CLUSTER = new Loopback();
  private static HazelcastLayer one;
  private static HazelcastLayer other;

  private final Region here = region(one, "products");
  private final Region there = region(other, "products");

  @BeforeAll
  static void start() {
    one = CLUSTER.member();
    other = CLUSTER.member();
    await().until(() -> instance().getCluster().getMembers().size() == 2);
    // Writes of the tests themselves fail while partitions still move to the second member.
    await().until(() -> instance().getPartitionService().isClusterSafe());
  }

  @AfterAll
  static void stop() throws Exception {
    CLUSTER.close();
  }

  @BeforeEach
  void clear() {
    here.clear();
    region(one, "orders").clear();
  }

  private static Region region(Layer layer, String cache) {
    return layer.region(
        new RegionSpec(cache, String.class, HazelcastLayerTest.class.getClassLoader()));
  }

  private static HazelcastInstance instance() {
    return CLUSTER.memberInstance();
  }

  private static IMap<String, byte[]> map() {
    return instance().getMap("mlc:test:v:products");
  }

  private static Key key(String text) {
    return new Key("products", text, text);
  }

  private static Entry entry(String value, String... tags) {
    return entry(value, Duration.ofMinutes(1), tags);
  }

  private static Entry entry(String value, Duration ttl, String... tags) {
    return new Entry(value, List.of(tags), System.nanoTime() + ttl.toNanos(), 0);
  }

  private static Lease miss(Region region, String key) {
    return assertInstanceOf(Lookup.Miss.class, region.read(key(key), 0)).lease();
  }

  private static void store(Region region, String key, String value, String... tags) {
    assertEquals(Lease.Outcome.STORED, miss(region, key).store(entry(value, tags), () -> true));
  }

  @Nested
  class AsALayer extends LayerContract {
    @Override
    protected Layer layer() {
      return one;
    }
  }

  @Test
  void a_burst_of_invalidations_in_a_burst_of_misses_is_confirmed_all_the_same() throws Exception {
    int callers = 150;
    CountDownLatch together = new CountDownLatch(callers);
    Queue<Boolean> confirmed = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      String key = "burst" + i;
      Thread thread =
          new Thread(
              () -> {
                together.countDown();
                awaitQuietly(together);
                try {
                  here.read(key(key), 0);
                } catch (ClusterFailure tooMany) {
                  // A read may find the cluster busy: it is a miss then.
                }
                confirmed.add(one.publish(new Invalidation.ByKey("products", key)).confirmed());
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals(callers, Collections.frequency(confirmed, true));
    assertEquals("ready", one.status().state());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Nested
  class AValueStoredHere {

    @Test
    void is_found_there() {
      store(here, "a", "value", "tag");

      Entry found = there.peek(key("a"), 42);

      assertEquals("value", found.value());
      assertEquals(List.of("tag"), found.tags());
      assertEquals(42, found.stamp());
    }

    @Test
    void leaves_the_cluster_after_its_time() {
      Lease lease = miss(here, "a");
      lease.store(entry("value", Duration.ofSeconds(100)), () -> true);

      await()
          .untilAsserted(
              () -> {
                long expires = map().getEntryView("a").getExpirationTime();
                long left = expires - System.currentTimeMillis();
                assertTrue(left > 98_000 && left < 104_000, left + " ms");
              });
    }

    @Test
    void is_a_miss_there_once_expired() {
      miss(here, "a").store(entry("value", Duration.ofMillis(300)), () -> true);

      await().until(() -> there.peek(key("a"), 0) == null);

      assertInstanceOf(Lookup.Miss.class, there.read(key("a"), 0));
    }

    @Test
    void is_a_miss_for_another_type() {
      Region numbers =
          other.region(
              new RegionSpec("products", Long.class, HazelcastLayerTest.class.getClassLoader()));
      store(here, "a", "value");

      assertNull(numbers.peek(key("a"), 0));
    }
  }

  @Test
  void a_value_older_than_this_node_grants_just_now_is_no_answer() {
    AtomicLong mostMillis = new AtomicLong(Long.MAX_VALUE);
    Region bounded =
        one.region(
            new RegionSpec(
                "products",
                String.class,
                HazelcastLayerTest.class.getClassLoader(),
                /* maxIdle= */ null,
                mostMillis::get));
    store(here, "1", "value");
    assertNotNull(bounded.peek(key("1"), 0));

    mostMillis.set(0);

    assertNull(bounded.peek(key("1"), 0));
    assertNotNull(here.peek(key("1"), 0));
  }

  @Nested
  class HotKeys {
    @Test
    void that_are_left_here_are_read_there() {
      one.hotKeys().orElseThrow().write("products", List.of("a", "größer"));

      assertEquals(List.of("a", "größer"), other.hotKeys().orElseThrow().read("products"));
    }

    @Test
    void of_a_cache_for_which_none_were_left_are_none() {
      assertEquals(List.of(), one.hotKeys().orElseThrow().read("nobody's"));
    }

    @Test
    void that_nobody_can_read_are_none() {
      instance().<String, byte[]>getMap("mlc:test:h").set("forged", new byte[] {1, 2, 3});

      assertEquals(List.of(), one.hotKeys().orElseThrow().read("forged"));
    }
  }

  @Nested
  class ALoadElsewhere {

    @Test
    void is_not_waited_for_by_who_reads_several_keys() {
      Lease lease = miss(here, "a");

      List<Lookup> found = there.readAll(List.of(key("a"), key("b")), 0);

      assertEquals(new Lookup.Miss(Lease.NONE), found.get(0));
      assertTrue(((Lookup.Miss) found.get(1)).lease() != Lease.NONE);
      ((Lookup.Miss) found.get(1)).lease().release();
      lease.release();
    }

    @Test
    void of_several_keys_is_waited_for_by_who_reads_one() throws Exception {
      List<Lookup> mine = here.readAll(List.of(key("a"), key("b")), 0);

      CompletableFuture<Lookup> read = CompletableFuture.supplyAsync(() -> there.read(key("b"), 0));
      for (Lookup each : mine) {
        ((Lookup.Miss) each).lease().store(entry("value"), () -> true);
      }

      Lookup found = read.get(10, TimeUnit.SECONDS);
      assertEquals("value", assertInstanceOf(Lookup.Hit.class, found).entry().value());
    }

    @Test
    void is_waited_for() throws Exception {
      Lease lease = miss(here, "a");

      CompletableFuture<Lookup> waiting =
          CompletableFuture.supplyAsync(() -> there.read(key("a"), 0));
      lease.store(entry("value"), () -> true);

      Lookup.Hit hit = assertInstanceOf(Lookup.Hit.class, waiting.get(30, TimeUnit.SECONDS));
      assertEquals("value", hit.entry().value());
    }

    @Test
    void that_takes_long_keeps_its_lease() {
      Lease lease = miss(here, "a");

      // The lease is renewed meanwhile: the other neither gets it nor takes it over.
      Lease late = miss(there, "a");

      assertEquals(Lease.Outcome.ABSENT, late.store(entry("late"), () -> true));
      assertEquals(Lease.Outcome.STORED, lease.store(entry("value"), () -> true));
    }

    @Test
    void that_died_is_taken_over() {
      Seal seal = new Seal("test", "secret");
      map().set("a", seal.close("products", "a", Blob.Token.fresh().toBytes()));

      Lease lease = miss(there, "a");

      assertEquals(Lease.Outcome.STORED, lease.store(entry("value"), () -> true));
    }

    @Test
    void that_died_is_left_by_who_may_not_wait_to_see_that() {
      Seal seal = new Seal("test", "secret");
      map().set("a", seal.close("products", "a", Blob.Token.fresh().toBytes()));

      Lookup found = there.readWithoutWaiting(key("a"), 0);

      assertSame(Lease.NONE, assertInstanceOf(Lookup.Miss.class, found).lease());
    }
  }

  @Nested
  class AnInvalidationThere {
    private final List<Invalidation> heard = new CopyOnWriteArrayList<>();

    private void publish(Invalidation invalidation) {
      one.subscribe(heard::add);
      assertTrue(other.publish(invalidation).confirmed());
      await().until(() -> heard.stream().anyMatch(each -> same(each, invalidation)));
    }

    private static boolean same(Invalidation one, Invalidation other) {
      return one.toString().equals(other.toString());
    }

    @Test
    void by_key_voids_the_lease_here() {
      Lease lease = miss(here, "a");

      publish(new Invalidation.ByKey("products", "a"));

      assertEquals(Lease.Outcome.REFUSED, lease.store(entry("old"), () -> true));
    }

    @Test
    void by_key_removes_the_value() {
      store(here, "a", "value");

      publish(new Invalidation.ByKey("products", "a"));

      assertNull(here.peek(key("a"), 0));
    }

    @Test
    void by_tag_makes_the_value_stale() {
      store(here, "a", "value", "red");
      store(here, "b", "value", "blue");

      publish(new Invalidation.ByTags("products", List.of("red")));

      assertNull(here.peek(key("a"), 0));
      assertEquals("value", here.peek(key("b"), 0).value());
    }

    @Test
    void by_tag_of_all_caches_makes_the_value_stale() {
      store(here, "a", "value", "red");

      publish(new Invalidation.ByTags(null, List.of("red")));

      assertNull(here.peek(key("a"), 0));
    }

    @Test
    void by_tag_refuses_the_load_that_began_before() {
      Lease lease = miss(here, "a");

      publish(new Invalidation.ByTags("products", List.of("red")));

      assertEquals(Lease.Outcome.REFUSED, lease.store(entry("old", "red"), () -> true));
    }

    @Test
    void by_tag_admits_the_load_that_begins_after() {
      publish(new Invalidation.ByTags("products", List.of("red")));

      store(here, "a", "new", "red");

      assertEquals("new", there.peek(key("a"), 0).value());
    }

    @Test
    void by_pattern_removes_values_and_voids_leases() {
      store(here, "user:1", "value");
      store(here, "item:1", "value");
      Lease lease = miss(here, "user:2");

      publish(new Invalidation.ByPattern("products", KeyPattern.parse("user:*")));

      assertNull(here.peek(key("user:1"), 0));
      assertEquals("value", here.peek(key("item:1"), 0).value());
      assertEquals(Lease.Outcome.REFUSED, lease.store(entry("old"), () -> true));
    }

    @Test
    void by_pattern_reaches_all_caches() {
      Region orders = region(one, "orders");
      Key order = new Key("orders", "user:1", "user:1");
      orders.claim(order).store(entry("value"), () -> true);

      publish(new Invalidation.ByPattern(null, KeyPattern.parse("*:1")));

      assertNull(orders.peek(order, 0));
    }

    @Test
    void of_a_cache_leaves_nothing_of_it() {
      store(here, "a", "value");
      Region orders = region(one, "orders");
      Key order = new Key("orders", "a", "a");
      orders.claim(order).store(entry("value"), () -> true);

      publish(new Invalidation.All("products"));

      assertNull(here.peek(key("a"), 0));
      assertEquals("value", orders.peek(order, 0).value());
    }

    @Test
    void of_everything_leaves_nothing() {
      store(here, "a", "value");

      publish(new Invalidation.All(null));

      assertNull(here.peek(key("a"), 0));
    }
  }

  @Nested
  class BytesThatAreNotOurs {

    @Test
    void are_a_miss_and_are_replaced() {
      map().set("a", new byte[] {1, 2, 3});

      store(here, "a", "value");

      assertEquals("value", there.peek(key("a"), 0).value());
    }

    @Test
    void are_a_miss_when_moved_from_another_key() {
      store(here, "a", "value");
      map().set("b", map().get("a"));

      assertNull(here.peek(key("b"), 0));
    }

    @Test
    void are_a_miss_whichever_bit_is_flipped() {
      store(here, "a", "value", "tag");
      byte[] good = map().get("a");

      for (int bit = 0; bit < good.length * 8; bit++) {
        byte[] bad = good.clone();
        bad[bit / 8] ^= (byte) (1 << bit % 8);
        map().set("a", bad);
        assertNull(here.peek(key("a"), 0), "bit " + bit);
      }
    }

    @Test
    void that_are_no_bytes_are_a_miss_and_go() {
      instance().<String, Object>getMap("mlc:test:v:products").set("a", "text");

      assertNull(here.peek(key("a"), 0));

      await().until(() -> map().get("a") == null);
    }

    @Test
    void in_the_log_are_counted_and_ignored() {
      long before = one.status().errors();

      instance().getRingbuffer("mlc:test:log").add(new byte[] {1, 2, 3});

      await().until(() -> one.status().errors() > before);
      assertEquals("ready", one.status().state());
    }
  }

  @Test
  void reads_are_counted() {
    long before = one.status().reads();

    here.peek(key("a"), 0);

    assertEquals(before + 1, one.status().reads());
  }
}
