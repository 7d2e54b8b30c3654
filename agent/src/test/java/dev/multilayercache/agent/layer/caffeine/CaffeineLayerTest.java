package dev.multilayercache.agent.layer.caffeine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerContract;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.LocalRegion;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.layer.Slot;
import dev.multilayercache.agent.testing.FakeClock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CaffeineLayerTest {
  private final FakeClock clock = new FakeClock();

  /** Other tests of this JVM have layers and threads too. */
  private final String name = "local-" + UUID.randomUUID();

  private final CaffeineLayer layer =
      new CaffeineLayer(name, 100, null, clock, Duration.ofHours(1));
  private final LocalRegion region = region(layer);

  @AfterEach
  void close() {
    layer.close();
  }

  @Nested
  class AsALayer extends LayerContract {
    private final CaffeineLayer layer = new CaffeineLayer("local", 100, System::nanoTime);

    @Override
    protected Layer layer() {
      return layer;
    }

    @AfterEach
    void close() {
      layer.close();
    }
  }

  @Nested
  class AnEntryThatMayBeIdleForAMinute {
    private final LocalRegion idle =
        (LocalRegion)
            layer.region(
                new RegionSpec(
                    "idle", Object.class, null, Duration.ofMinutes(1), () -> Long.MAX_VALUE));

    AnEntryThatMayBeIdleForAMinute() {
      idle.claim(key(1)).store(entry("value", 600), () -> true);
    }

    private Key key(int number) {
      return new Key("idle", number, String.valueOf(number));
    }

    @Test
    void expires_if_it_is_not_read_for_so_long() {
      clock.advance(Duration.ofMinutes(1));

      assertNull(idle.probe(1));
    }

    @Test
    void stays_if_it_is_read() {
      for (int i = 0; i < 9; i++) {
        clock.advance(Duration.ofSeconds(59));
        assertNotNull(idle.probe(1), "round " + i);
      }
    }

    @Test
    void is_never_read_behind_the_caches_back() throws Throwable {
      assertNull(idle.quietProbe().invoke(1));
      assertNull(idle.slot(1));
    }

    @Test
    void counts_as_expired_not_as_evicted() {
      clock.advance(Duration.ofMinutes(1));
      layer.prune();

      assertEquals(1, idle.expirations());
      assertEquals(0, idle.evictions());
    }
  }

  @Nested
  class AnExpiredEntry {
    private final Entry entry = entry("value", 1);

    AnExpiredEntry() {
      write("a", entry);
      clock.advance(Duration.ofHours(1));
    }

    @Test
    void is_still_given_to_a_probe() {
      assertSame(entry, region.probe("a"));
    }

    @Test
    void is_counted_as_an_expiration_when_read() {
      region.peek(key("a"), 0);

      assertEquals(1, region.expirations());
    }

    @Test
    void is_not_counted_as_an_eviction() {
      region.peek(key("a"), 0);

      assertEquals(0, region.evictions());
    }

    @Test
    void counts_once_however_often_it_is_discarded() {
      region.discard("a", entry, /* expired= */ true);
      region.discard("a", entry, /* expired= */ true);

      assertEquals(1, layer.status().expirations());
    }

    @Test
    void discarded_as_invalidated_is_not_counted_as_expired() {
      region.discard("a", entry, /* expired= */ false);

      assertEquals(0, region.expirations());
      assertNull(region.probe("a"));
    }

    @Test
    void gives_way_to_a_load_although_its_stamp_is_newer() {
      write("b", entry("dead", 9));
      Lease lease = lease("c");
      write("c", entry("newer stamp", 9));
      clock.advance(Duration.ofHours(1));

      assertEquals(Lease.Outcome.STORED, lease.store(entry("loaded", 1), () -> true));
    }
  }

  @Nested
  class AStore {
    @Test
    void asks_for_freshness_while_it_holds_the_key() throws Exception {
      Lease lease = lease("a");
      Thread[] remover = new Thread[1];

      lease.store(
          entry("old", 1),
          () -> {
            // The removal of an invalidation that comes now must wait for this insertion.
            remover[0] = new Thread(() -> region.remove(key("a")));
            remover[0].start();
            await().until(() -> remover[0].getState() == Thread.State.BLOCKED);
            return true;
          });
      remover[0].join();

      assertNull(region.probe("a"));
    }

    @Test
    void of_an_older_value_never_replaces_a_newer_write() {
      write("a", entry("newer", 5));

      Lease.Outcome outcome = region.claim(key("a")).store(entry("older", 4), () -> true);

      assertEquals(Lease.Outcome.REFUSED, outcome);
      assertEquals("newer", region.probe("a").value());
    }

    @Test
    void of_an_entry_discarded_meanwhile_removes_only_that_entry() {
      Entry old = entry("old", 1);
      write("a", old);
      write("a", entry("new", 2));

      region.discard("a", old, /* expired= */ false);

      assertEquals("new", region.probe("a").value());
    }
  }

  @Nested
  class Pruning {
    Pruning() {
      write("expired1", entry("1", Duration.ofMillis(1)));
      write("expired2", entry("2", Duration.ofMillis(1)));
      write("valid", entry("3", Duration.ofHours(1)));
      clock.advance(Duration.ofMillis(5));
    }

    @Test
    void reports_how_many_expired_entries_it_removed() {
      assertEquals(2, layer.prune());
    }

    @Test
    void leaves_live_entries() {
      layer.prune();

      assertEquals(1, region.entries());
      assertEquals("3", region.probe("valid").value());
    }

    @Test
    void happens_by_itself() {
      try (CaffeineLayer quick =
          new CaffeineLayer("quick", 100, null, clock, Duration.ofMillis(1))) {
        LocalRegion other = region(quick);
        other.claim(key("a")).store(entry("value", Duration.ofMillis(1)), () -> true);
        clock.advance(Duration.ofMillis(5));

        await().untilAsserted(() -> assertEquals(0, other.entries()));
      }
    }
  }

  @Nested
  class AFullRegion {
    @Test
    void evicts_down_to_its_maximum() {
      for (int i = 0; i < 10_000; i++) {
        write("key" + i, entry("value", 1));
      }

      layer.prune();

      assertEquals(100, region.entries());
    }

    @Test
    void evicts_by_itself_soon_after_the_last_write() {
      try (CaffeineLayer quick =
          new CaffeineLayer("quick", 100, null, clock, Duration.ofMillis(1))) {
        LocalRegion other = region(quick);
        for (int i = 0; i < 10_000; i++) {
          other.claim(key("key" + i)).store(entry("value", 1), () -> true);
        }

        await().untilAsserted(() -> assertEquals(100, other.entries()));
      }
    }

    @Test
    void counts_evictions_and_not_expirations() {
      for (int i = 0; i < 1_000; i++) {
        write("key" + i, entry("value", 1));
      }

      layer.prune();

      assertEquals(900, region.evictions());
      assertEquals(0, region.expirations());
      assertEquals(900, layer.status().evictions());
    }
  }

  @Nested
  class ItsThread {
    @Test
    void is_a_daemon_without_a_context_class_loader() {
      write("a", entry("value", 1));

      await().until(() -> housekeeping() != null);
      assertTrue(housekeeping().isDaemon());
      assertNull(housekeeping().getContextClassLoader());
    }

    @Test
    void is_not_there_before_the_first_write() {
      new CaffeineLayer("unused", 100, clock);

      assertNull(threadNamed("multilayercache-unused"));
    }

    @Test
    void ends_when_the_layer_is_closed() throws Exception {
      write("a", entry("value", 1));
      await().until(() -> housekeeping() != null);
      Thread thread = housekeeping();

      layer.close();

      thread.join(Duration.ofSeconds(10).toMillis());
      assertEquals(Thread.State.TERMINATED, thread.getState());
    }

    private Thread housekeeping() {
      return threadNamed("multilayercache-" + name);
    }

    private Thread threadNamed(String name) {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals(name))
          .findAny()
          .orElse(null);
    }
  }

  @Test
  void it_keeps_no_region_alive() {
    WeakReference<Object> given = new WeakReference<>(region(layer));

    await()
        .until(
            () -> {
              System.gc();
              return given.refersTo(null);
            });
  }

  @Nested
  class ASlot {
    private final Slot slot = region.slot("only");
    private final Entry first = entry("first", 1);

    ASlot() {
      store(first);
      assertSame(first, slot.entry());
    }

    private void store(Entry entry) {
      region.claim(key("only")).store(entry, () -> true);
    }

    @Test
    void is_one_for_one_key_object() {
      assertSame(slot, region.slot("only"));
    }

    @Test
    void has_the_entry_that_took_the_place_of_another() {
      Entry second = entry("second", 2);

      store(second);

      assertSame(second, slot.entry());
    }

    @Test
    void is_empty_when_the_key_was_removed() {
      region.remove(key("only"));

      assertNull(slot.entry());
    }

    @Test
    void is_empty_when_keys_that_match_were_removed() {
      region.removeMatching(KeyPattern.parse("on*"));

      assertNull(slot.entry());
    }

    @Test
    void is_empty_when_the_region_was_cleared() {
      region.clear();

      assertNull(slot.entry());
    }

    @Test
    void is_empty_when_the_entry_was_dropped() {
      region.discard("only", first, /* expired= */ false);

      assertNull(slot.entry());
    }

    @Test
    void is_empty_when_the_entry_expired_and_was_pruned() {
      clock.advance(Duration.ofMinutes(2));

      layer.prune();

      assertNull(slot.entry());
    }
  }

  @Test
  void a_maximum_of_zero_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new CaffeineLayer("local", 0, clock));
  }

  private static LocalRegion region(Layer layer) {
    return (LocalRegion) layer.region(new RegionSpec("products", Object.class, null));
  }

  private static Key key(String text) {
    return new Key("products", text, text);
  }

  private Entry entry(Object value, long stamp) {
    return new Entry(value, List.of(), clock.in(Duration.ofMinutes(1)), stamp);
  }

  private Entry entry(Object value, Duration ttl) {
    return new Entry(value, List.of(), clock.in(ttl), 1);
  }

  private Lease lease(String key) {
    return ((Lookup.Miss) region.read(key(key), 0)).lease();
  }

  private void write(String key, Entry entry) {
    region.claim(key(key)).store(entry, () -> true);
  }
}
