package dev.multilayercache.agent.layer.hazelcast;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.layer.Endurance;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two members in this JVM, and caches whose entries are reloaded, or kept beyond their end. */
@Timeout(120)
class EnduringEntriesInClusterTest {
  private static final Loopback CLUSTER = new Loopback();
  private static HazelcastLayer one;
  private static HazelcastLayer other;

  private final String cache = "cache-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    one = CLUSTER.member();
    other = CLUSTER.member();
    await().until(() -> CLUSTER.memberInstance().getCluster().getMembers().size() == 2);
    await().until(() -> CLUSTER.memberInstance().getPartitionService().isClusterSafe());
  }

  @AfterAll
  static void stop() throws Exception {
    CLUSTER.close();
  }

  private Region region(HazelcastLayer layer, Endurance endurance) {
    ClassLoader loader = EnduringEntriesInClusterTest.class.getClassLoader();
    return layer.region(
        new RegionSpec(
            cache, String.class, loader, /* maxIdle= */ null, () -> Long.MAX_VALUE, endurance));
  }

  private Key key() {
    return new Key(cache, "a", "a");
  }

  private static Entry entry(String value, Duration ttl, Duration keptFor) {
    long end = System.nanoTime() + ttl.toNanos();
    return new Entry(value, List.of(), end, 0).enduring(end, end + keptFor.toNanos());
  }

  private Lookup.Miss miss(Region region) {
    return assertInstanceOf(Lookup.Miss.class, region.read(key(), 0));
  }

  private static void store(Lease lease, Entry entry) {
    assertEquals(Lease.Outcome.STORED, lease.store(entry, () -> true));
  }

  @Test
  void a_load_elsewhere_is_not_waited_for_by_who_does_not_want_to() {
    Region here = region(one, Endurance.NONE);
    Lease load = miss(here).lease();

    Lookup.Miss miss =
        assertInstanceOf(
            Lookup.Miss.class, region(other, Endurance.NONE).read(key(), 0, Duration.ZERO));

    assertSame(Lease.NONE, miss.lease());
    load.release();
  }

  @Nested
  class AnExpiredValueThatIsKept {
    private static final Duration KEPT_FOR = Duration.ofMinutes(1);
    private final Region here = region(one, new Endurance(1, KEPT_FOR));
    private final Region there = region(other, new Endurance(1, KEPT_FOR));

    private void expire() {
      store(miss(here).lease(), entry("old", Duration.ofMillis(300), KEPT_FOR));
      await().until(() -> there.peek(key(), 0) == null);
    }

    @Test
    void is_given_with_the_lease_to_load_it_anew() {
      expire();

      Lookup.Miss miss = miss(there);

      assertEquals("old", miss.expired().value());
      assertTrue(miss.expired().isExpired(System.nanoTime()));
      store(miss.lease(), entry("new", KEPT_FOR, KEPT_FOR));
      assertEquals("new", here.peek(key(), 0).value());
    }

    @Test
    void comes_back_when_the_load_fails() {
      expire();

      miss(there).lease().release();

      await().until(() -> "old".equals(valueOf(miss(here))));
    }

    @Test
    void does_not_come_back_when_the_load_brings_what_is_not_stored() {
      expire();
      Lease lease = miss(there).lease();

      lease.forgo();
      lease.release();
      awaitNothingIsTold();

      assertNull(miss(here).expired());
    }

    private Object valueOf(Lookup.Miss miss) {
      miss.lease().release();
      Entry expired = miss.expired();
      return expired == null ? null : expired.value();
    }

    @Test
    void does_not_come_back_once_it_is_invalidated() {
      expire();
      Lease lease = miss(there).lease();

      here.remove(key());
      lease.release();
      awaitNothingIsTold();

      assertNull(miss(here).expired());
    }

    /** What is told to the bulkhead runs in turn, if this cannot be sooner. */
    private void awaitNothingIsTold() {
      Lease next = there.claim(key());
      next.release();
      await().until(() -> there.entries() == 0);
    }

    @Test
    void is_nothing_after_its_time() {
      Region strict = region(other, new Endurance(1, Duration.ofMillis(1)));
      expire();

      assertNull(miss(strict).expired());
    }

    @Test
    void is_nothing_to_a_cache_that_has_no_use_for_it() {
      Region plain = region(other, Endurance.NONE);
      expire();

      assertNull(miss(plain).expired());
    }

    @Test
    void is_nothing_once_its_cache_is_invalidated() {
      expire();
      one.bus().orElseThrow().publish(new Invalidation.All(cache));

      assertNull(miss(here).expired());
    }
  }

  @Nested
  class AValueThatIsDueForAReload {
    private static final Duration TTL = Duration.ofMinutes(1);
    private final Region here = region(one, new Endurance(0.001, Duration.ZERO));
    private final Region there = region(other, new Endurance(0.001, Duration.ZERO));

    private void isDue() {
      store(miss(here).lease(), entry("old", TTL, Duration.ZERO));
      await().pollDelay(Duration.ofMillis(100)).until(() -> true);
    }

    private Lease lease(Region region) {
      return assertInstanceOf(Lookup.Miss.class, region.reload(key(), 0)).lease();
    }

    @Test
    void is_reloaded_by_one_node() {
      Region later = region(other, new Endurance(0.9, Duration.ZERO));
      isDue();
      Lease mine = lease(here);

      Lookup.Hit hit = assertInstanceOf(Lookup.Hit.class, later.reload(key(), 0));
      assertEquals("old", hit.entry().value());
      store(mine, entry("new", TTL, Duration.ZERO));
    }

    @Test
    void answers_on_all_nodes_meanwhile() {
      isDue();
      Lease mine = lease(here);

      assertEquals("old", there.peek(key(), 0).value());
      assertEquals("old", assertInstanceOf(Lookup.Hit.class, there.read(key(), 0)).entry().value());
      mine.release();
    }

    @Test
    void gives_way_to_the_new_one_everywhere() {
      isDue();

      store(lease(here), entry("new", TTL, Duration.ZERO));

      assertEquals("new", there.peek(key(), 0).value());
    }

    @Test
    void lives_no_longer_for_being_claimed() {
      isDue();
      long end = there.peek(key(), 0).deadlineNanos();

      lease(here);

      assertTrue(there.peek(key(), 0).deadlineNanos() - end <= 0);
    }

    @Test
    void stays_if_the_reload_fails() {
      isDue();

      lease(here).release();

      assertNotNull(there.peek(key(), 0));
    }

    @Test
    void whose_key_is_invalidated_during_the_reload_takes_nothing() {
      isDue();
      Lease mine = lease(here);

      there.remove(key());

      assertEquals(Lease.Outcome.REFUSED, mine.store(entry("new", TTL, Duration.ZERO), () -> true));
      assertNull(here.peek(key(), 0));
    }

    @Test
    void is_left_to_who_loads_it_already() {
      Lease load = miss(there).lease();

      assertInstanceOf(Lookup.Elsewhere.class, here.reload(key(), 0));
      load.release();
    }

    @Test
    void and_is_gone_is_loaded_with_a_lease_like_any_other() {
      store(lease(here), entry("new", TTL, Duration.ZERO));

      assertEquals("new", there.peek(key(), 0).value());
    }
  }
}
