package dev.multilayercache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WarmUpTest {
  private final FakeAgent agent = new FakeAgent();
  private final MultiLayerCache cache =
      new NamedCache(WarmUpTest.class, "products", () -> new AgentDoor(agent));

  @Test
  void each_item_is_there_afterwards() {
    WarmUpReport report =
        cache.warmUp(
            List.of(
                new WarmUpItem("item1", () -> "value1"),
                new WarmUpItem("item2", () -> "value2"),
                new WarmUpItem("item3", () -> "value3")));

    assertEquals(new WarmUpReport(3, 0, 0), report);
    assertEquals(Map.of("item1", "value1", "item2", "value2", "item3", "value3"), agent.values);
  }

  @Test
  void one_failing_item_stops_no_other() {
    WarmUpReport report =
        cache.warmUp(
            List.of(
                new WarmUpItem("item1", () -> "value1"),
                new WarmUpItem("item2", WarmUpTest::fail),
                new WarmUpItem("item3", () -> "value3")));

    assertEquals(new WarmUpReport(2, 0, 1), report);
    assertNull(cache.<String>get("item2"));
  }

  @Test
  void an_error_of_a_loader_is_counted_as_well() {
    WarmUpItem item =
        new WarmUpItem(
            "k",
            () -> {
              throw new AssertionError();
            });

    assertEquals(new WarmUpReport(0, 0, 1), cache.warmUp(List.of(item)));
  }

  @Test
  void what_is_there_already_is_skipped() {
    cache.put("k", "old");

    WarmUpReport report = cache.warmUp(List.of(new WarmUpItem("k", () -> "new")));

    assertEquals(new WarmUpReport(0, 1, 0), report);
    assertEquals("old", cache.<String>get("k"));
  }

  @Test
  void a_key_that_comes_twice_is_loaded_once() {
    AtomicInteger calls = new AtomicInteger();
    WarmUpItem item = new WarmUpItem("k", calls::incrementAndGet);

    assertEquals(new WarmUpReport(1, 2, 0), cache.warmUp(List.of(item, item, item)));
    assertEquals(1, calls.get());
  }

  @Test
  void four_items_are_loaded_at_a_time() throws Exception {
    CountDownLatch allFour = new CountDownLatch(4);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<WarmUpItem> items = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      items.add(
          new WarmUpItem(
              "k" + i,
              () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                allFour.countDown();
                boolean met = allFour.await(20, TimeUnit.SECONDS);
                running.decrementAndGet();
                return met;
              }));
    }

    assertEquals(new WarmUpReport(100, 0, 0), cache.warmUp(items));
    assertEquals(4, most.get());
    assertTrue(!agent.values.containsValue(false));
  }

  @Test
  void one_item_is_loaded_on_the_calling_thread() {
    cache.warmUp(List.of(new WarmUpItem("k", Thread::currentThread)));

    assertEquals(Thread.currentThread(), cache.<Thread>get("k"));
  }

  @Test
  void its_threads_do_not_keep_the_JVM_alive() {
    Set<Boolean> daemons = ConcurrentHashMap.newKeySet();
    CountDownLatch two = new CountDownLatch(2);
    List<WarmUpItem> items = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      items.add(
          new WarmUpItem(
              "k" + i,
              () -> {
                two.countDown();
                two.await();
                Thread thread = Thread.currentThread();
                return thread.getName().startsWith("multilayercache")
                    && daemons.add(thread.isDaemon());
              }));
    }

    cache.warmUp(items);

    assertEquals(Set.of(true), daemons);
  }

  @Test
  void what_has_not_begun_is_skipped_when_the_caller_is_interrupted() {
    Thread.currentThread().interrupt();

    WarmUpReport report = cache.warmUp(List.of(new WarmUpItem("k", () -> "v")));

    assertEquals(new WarmUpReport(0, 1, 0), report);
    assertTrue(Thread.interrupted());
  }

  private static String fail() throws Exception {
    throw new Exception("Factory error");
  }
}
