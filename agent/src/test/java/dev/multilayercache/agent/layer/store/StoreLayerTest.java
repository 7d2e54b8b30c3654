package dev.multilayercache.agent.layer.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Forgetter;
import dev.multilayercache.agent.layer.GuardedLayer;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerContract;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.testing.LogLines;
import dev.multilayercache.agent.testing.MapStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StoreLayerTest {
  private static final String CACHE = "products";

  private final MapStore store = new MapStore();
  private final AtomicLong wallClock = new AtomicLong(1_000_000);
  private final StoreLayer layer =
      StoreLayer.ofOurs(
          "disk", () -> store, false, Duration.ofHours(1), System::nanoTime, wallClock::get);

  @AfterEach
  void close() {
    layer.close();
  }

  private static StoreLayer ready(StoreLayer layer) {
    layer.start();
    region(layer); // a patient one opens its store when it is needed
    await().until(() -> layer.status().state().equals("ready"));
    return layer;
  }

  private static Region region(Layer layer) {
    return layer.region(new RegionSpec(CACHE, String.class, StoreLayerTest.class.getClassLoader()));
  }

  private static Key key(String text) {
    return new Key(CACHE, text, text);
  }

  private static Entry entry(String value, String... tags) {
    return new Entry(value, List.of(tags), System.nanoTime() + Duration.ofMinutes(1).toNanos(), 0);
  }

  private static Lease miss(Region region, String key) {
    return assertInstanceOf(Lookup.Miss.class, region.read(key(key), 0)).lease();
  }

  private static void store(Region region, String key, String value, String... tags) {
    assertEquals(Lease.Outcome.STORED, miss(region, key).store(entry(value, tags), () -> true));
  }

  private static boolean forget(Layer layer, Invalidation invalidation) {
    return layer.forgetter().map(forgetter -> forgetter.forget(invalidation)).orElseThrow();
  }

  @Nested
  class OverAThirdPartysStore extends LayerContract {
    private final StoreLayer layer =
        ready(StoreLayer.ofOurs("third", MapStore::new, false, System::nanoTime));

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
  class OverAThirdPartysStoreOnItsOwnThreads extends LayerContract {
    private final StoreLayer layer =
        ready(
            StoreLayer.onOwnThreads(
                "third", MapStore::new, MapStore.class.getClassLoader(), false, System::nanoTime));

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
  class Guarded extends LayerContract {
    private final StoreLayer inner =
        ready(StoreLayer.ofOurs("third", MapStore::new, false, System::nanoTime));

    @Override
    protected Layer layer() {
      return new GuardedLayer(inner, System::nanoTime);
    }

    @AfterEach
    void close() {
      inner.close();
    }
  }

  @Nested
  class BeforeItsStoreIsOpen {
    private final CountDownLatch opening = new CountDownLatch(1);
    private final StoreLayer slow =
        StoreLayer.ofOurs(
            "disk",
            () -> {
              opening.await();
              return store;
            },
            false,
            System::nanoTime);

    @AfterEach
    void open() {
      opening.countDown();
      slow.close();
    }

    @Test
    void a_read_is_a_miss_without_a_lease() {
      slow.start();

      assertSame(Lease.NONE, miss(region(slow), "a"));
      assertEquals("starting", slow.status().state());
    }

    @Test
    void an_invalidation_waits_for_it_and_reaches_what_an_earlier_run_left() throws Exception {
      store(region(ready(layer)), "a", "of an earlier run");
      slow.start();
      Thread invalidating =
          new Thread(() -> forget(slow, new Invalidation.ByKey(CACHE, "a")), "invalidating");
      invalidating.start();
      await().until(() -> invalidating.getState() == Thread.State.TIMED_WAITING);

      opening.countDown();
      invalidating.join();

      assertEquals(0, store.entries());
    }

    @Test
    void an_invalidation_that_waited_in_vain_is_not_confirmed_and_empties_it_later() {
      store(region(ready(layer)), "a", "of an earlier run");
      slow.start();

      assertFalse(forget(slow, new Invalidation.ByKey(CACHE, "a")));
      opening.countDown();
      await().until(() -> slow.status().state().equals("ready"));

      assertEquals(0, store.entries());
    }
  }

  @Nested
  class AStoreThatCannotBeOpened {
    private final AtomicInteger attempts = new AtomicInteger();
    private final StoreLayer absent =
        StoreLayer.ofOurs(
            "redis",
            () -> {
              attempts.incrementAndGet();
              throw new IOException("no connection");
            },
            false,
            System::nanoTime);

    @AfterEach
    void close() {
      absent.close();
    }

    @Test
    void is_told_in_one_line() {
      try (LogLines lines = new LogLines()) {
        absent.start();

        await().until(() -> absent.status().state().equals("absent: no connection"));
        assertEquals(
            List.of(
                "[multilayercache] layer redis: cannot be opened: no connection. The application"
                    + " runs without it; tried again every 10 s."),
            lines.about("layer redis"));
      }
    }

    @Test
    void has_nothing_to_forget() {
      absent.start();
      await().until(() -> attempts.get() > 0);

      assertTrue(forget(absent, new Invalidation.All(null)));
    }
  }

  @Nested
  class AStoreThatIsOpenedLate {
    @Test
    void begins_empty_for_it_was_not_told_what_was_invalidated() {
      store(region(ready(layer)), "a", "of an earlier run");
      AtomicInteger attempts = new AtomicInteger();
      StoreLayer late =
          StoreLayer.ofOurs(
              "disk",
              () -> {
                if (attempts.getAndIncrement() == 0) {
                  throw new IOException("in use");
                }
                return store;
              },
              false,
              Duration.ofMillis(1),
              System::nanoTime,
              wallClock::get);

      ready(late);

      assertEquals(0, store.entries());
      late.close();
    }
  }

  @Nested
  class ALayerOfAClusteredNode {
    @Test
    void begins_empty_for_nobody_knows_what_was_invalidated_meanwhile() {
      store(region(ready(layer)), "a", "of an earlier run");
      StoreLayer clustered = StoreLayer.ofOurs("disk", () -> store, true, System::nanoTime);

      ready(clustered);

      assertEquals(0, store.entries());
      clustered.close();
    }
  }

  @Nested
  class AnInvalidation {
    private final Region region = region(ready(layer));

    @Test
    void by_tag_removes_what_carries_it_in_every_cache_of_the_store() throws Exception {
      store(region, "a", "1", "red", "round");
      store(region, "b", "2", "blue");

      assertTrue(forget(layer, new Invalidation.ByTags(null, List.of("round", "square"))));

      assertNull(store.get(CACHE, "a"));
      assertNotNull(store.get(CACHE, "b"));
    }

    @Test
    void by_a_thread_that_is_interrupted_is_carried_out_and_leaves_it_so() throws Exception {
      store(region, "a", "1", "red");
      store(region, "b", "2", "blue");

      Thread.currentThread().interrupt();
      boolean isForgotten = forget(layer, new Invalidation.ByTags(null, List.of("red")));
      boolean isInterrupted = Thread.interrupted();

      assertTrue(isForgotten);
      assertTrue(isInterrupted);
      assertNull(store.get(CACHE, "a"));
      assertNotNull(region.peek(key("b"), 0));
    }

    @Test
    void of_one_cache_leaves_the_others() throws Exception {
      store(region, "a", "1", "red");

      forget(layer, new Invalidation.ByTags("orders", List.of("red")));
      forget(layer, new Invalidation.All("orders"));
      forget(layer, new Invalidation.ByPattern("orders", KeyPattern.parse("*")));
      forget(layer, new Invalidation.ByKey("orders", "a"));

      assertNotNull(store.get(CACHE, "a"));
    }

    @Test
    void of_all_clears_the_store_whatever_caches_this_JVM_knows() {
      store(region, "a", "1");

      forget(layer, new Invalidation.All(null));

      assertEquals(1, store.clearings());
    }

    @Test
    void by_a_tag_voids_a_load_that_began_before() {
      Lease lease = miss(region, "a");

      forget(layer, new Invalidation.ByTags(CACHE, List.of("red")));

      assertEquals(Lease.Outcome.REFUSED, lease.store(entry("old", "red"), () -> true));
      assertEquals(0, store.entries());
    }

    @Test
    void waits_for_a_put_that_is_on_its_way_and_removes_it() throws Exception {
      Lease lease = miss(region, "a");
      Thread invalidating =
          new Thread(
              () -> forget(layer, new Invalidation.ByTags(CACHE, List.of("red"))), "invalidating");
      // The value has been judged fresh and is about to be put when the invalidation comes.
      store.beforePut(
          () -> {
            invalidating.start();
            await().until(() -> invalidating.getState() == Thread.State.TIMED_WAITING);
          });

      lease.store(entry("old", "red"), () -> true);
      invalidating.join();

      assertEquals(0, store.entries());
    }
  }

  @Nested
  class AStoreThatFailedToForget {
    private final Region region = region(ready(layer));

    private void failToForget() {
      store(region, "a", "old");
      store.failWith(new IOException("disk"));
      assertFalse(forget(layer, new Invalidation.ByKey(CACHE, "a")));
    }

    @Test
    void answers_nothing_although_it_still_could() {
      failToForget();

      assertSame(Lease.NONE, miss(region, "a"));
      assertNull(region.peek(key("a"), 0));
      assertTrue(layer.status().state().startsWith("absent: "), layer.status().state());
    }

    @Test
    void confirms_no_other_invalidation_either() {
      failToForget();

      assertFalse(forget(layer, new Invalidation.ByKey(CACHE, "b")));
    }

    @Test
    void is_cleared_as_soon_as_it_can_be_and_answers_again() {
      failToForget();

      store.failWith(null);
      await().until(() -> layer.status().state().equals("ready"));

      assertEquals(0, store.entries());
      store(region, "a", "new");
      assertEquals("new", region.peek(key("a"), 0).value());
    }
  }

  @Nested
  class BytesThatAreNotWhatWasStored {
    private final Region region = region(ready(layer));

    @Test
    void are_a_miss_when_one_is_changed() {
      store(region, "a", "value");
      store.damage(CACHE, "a");

      assertNull(region.peek(key("a"), 0));
      assertEquals(1, layer.status().errors());
    }

    @Test
    void are_a_miss_under_another_key() {
      store(region, "a", "value of a");
      store(region, "b", "value of b");
      store.confuse(CACHE, "a", "b");

      assertNull(region.peek(key("a"), 0));
    }

    @Test
    void are_a_miss_when_they_are_anything_else() throws Exception {
      store.put(CACHE, "a", new byte[0], List.of(), Duration.ofMinutes(1));
      store.put(CACHE, "b", new byte[] {1, 2, 3}, List.of(), Duration.ofMinutes(1));

      assertNull(region.peek(key("a"), 0));
      assertNull(region.peek(key("b"), 0));
    }

    @Test
    void are_a_miss_for_a_method_that_returns_something_else() {
      store(region, "a", "text");
      Region ofNumbers =
          layer.region(new RegionSpec(CACHE, Integer.class, getClass().getClassLoader()));

      assertNull(ofNumbers.peek(key("a"), 0));
    }
  }

  @Nested
  class TheLifeOfAnEntry {
    private final Region region = region(ready(layer));

    @Test
    void ends_by_the_wall_clock_whichever_JVM_asks() {
      store(region, "a", "value");

      wallClock.addAndGet(Duration.ofMinutes(1).toMillis());

      assertNull(region.peek(key("a"), 0));
      assertEquals(1, layer.status().expirations());
    }

    @Test
    void is_not_prolonged_by_a_wall_clock_that_is_set_back() {
      store(region, "a", "value");

      wallClock.addAndGet(-Duration.ofDays(1).toMillis());

      long left = region.peek(key("a"), 0).deadlineNanos() - System.nanoTime();
      assertTrue(left <= Duration.ofMinutes(1).toNanos(), left + " ns");
    }
  }

  @Nested
  class Keys {
    @Test
    void that_bytes_cannot_tell_apart_are_not_stored() {
      Region region = region(ready(layer));

      assertEquals(Lease.Outcome.SKIPPED, miss(region, "\uD800").store(entry("value"), () -> true));
      assertNull(region.peek(key("?"), 0));
    }
  }

  @Nested
  class AStoreThatHangs {
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final MapStore third = new MapStore();
    private final StoreLayer layer =
        StoreLayer.onOwnThreads(
            "third", () -> third, MapStore.class.getClassLoader(), false, System::nanoTime);

    @AfterEach
    void let_go() {
      hanging.countDown();
      layer.close();
    }

    private void hang() {
      try {
        hanging.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Test
    void while_it_is_closed_does_not_keep_the_agent_from_leaving() throws Exception {
      CountDownLatch closing = new CountDownLatch(1);
      third.beforeClose(
          () -> {
            closing.countDown();
            hang();
          });
      ready(layer);

      try (LogLines lines = new LogLines()) {
        assertTimeoutPreemptively(Duration.ofSeconds(30), layer::close);

        assertEquals(
            List.of(
                "[multilayercache] layer third: closing its store failed (no answer within 500 ms)."),
            lines.about("closing"));
      }
      closing.await();
    }

    @Test
    void while_it_counts_is_cleared_all_the_same_if_it_failed_to_forget() {
      third.beforeCount(this::hang);
      ready(layer);
      third.failWith(new IOException("disk"));
      assertFalse(forget(layer, new Invalidation.ByKey(CACHE, "a")));

      third.failWith(null);

      await().until(() -> third.clearings() > 0);
    }

    @Test
    void costs_its_caller_a_time_budget_and_confirms_nothing_until_the_put_is_over() {
      Region region =
          new GuardedLayer(ready(layer), System::nanoTime)
              .region(new RegionSpec(CACHE, String.class, getClass().getClassLoader()));
      third.beforePut(this::hang);

      assertEquals(Lease.Outcome.ABSENT, miss(region, "a").store(entry("old"), () -> true));
      assertFalse(forget(layer, new Invalidation.ByKey(CACHE, "a")));
      hanging.countDown();
      await().until(() -> layer.status().state().equals("ready"));

      assertEquals(0, third.entries());
    }
  }

  @Nested
  class TheEnd {
    @Test
    void of_the_JVM_leaves_the_store_able_to_forget() {
      Region region = region(ready(layer));
      store(region, "a", "value");

      layer.end();

      assertTrue(forget(layer, new Invalidation.ByKey(CACHE, "a")));
      assertEquals(0, store.entries());
    }

    @Test
    void of_the_agent_closes_the_store() {
      ready(layer);

      layer.close();

      assertTrue(store.isClosed());
      assertSame(Lease.NONE, miss(region(layer), "a"));
    }

    @Test
    void of_the_agent_closes_a_store_that_is_being_opened_once_it_is_open() throws Exception {
      CountDownLatch opening = new CountDownLatch(1);
      CountDownLatch mayOpen = new CountDownLatch(1);
      StoreLayer slow =
          StoreLayer.ofOurs(
              "disk",
              () -> {
                opening.countDown();
                mayOpen.await();
                return store;
              },
              false,
              System::nanoTime);
      slow.start();
      opening.await();

      slow.close();
      mayOpen.countDown();

      await().until(store::isClosed);
      assertEquals("closed", slow.status().state());
    }
  }

  @Test
  void its_forgetter_is_the_guarded_layers_too() {
    Forgetter forgetter = new GuardedLayer(layer, System::nanoTime).forgetter().orElseThrow();

    assertSame(layer.forgetter().orElseThrow(), forgetter);
  }
}
