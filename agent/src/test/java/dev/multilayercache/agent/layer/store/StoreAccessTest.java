package dev.multilayercache.agent.layer.store;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.MapStore;
import dev.multilayercache.layer.LayerStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoreAccessTest {
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final MapStore store = new MapStore();
  private final CountDownLatch opening = new CountDownLatch(1);
  private final CountDownLatch mayOpen = new CountDownLatch(1);
  private final Semaphore clearings = new Semaphore(0);
  private final Semaphore mayClear = new Semaphore(0);
  private StoreAccess access;

  private void starts(boolean empty) throws InterruptedException {
    access =
        new StoreAccess(
            "disk",
            this::open,
            /* isPatient= */ false,
            empty,
            Duration.ofHours(1),
            cleared -> {
              clearings.release();
              mayClear.acquire();
            });
    access.start();
    reach(opening);
  }

  private LayerStore open() throws InterruptedException {
    opening.countDown();
    mayOpen.await();
    return store;
  }

  @AfterEach
  void close() {
    access.close();
    mayOpen.countDown();
    mayClear.release(1_000);
  }

  /** What an invalidation gets that would wait for as long as need be. */
  private LayerStore invalidate() throws Exception {
    return Background.run(() -> access.awaitUsable(FOR_EVER)).result();
  }

  @Nested
  class AStoreThatIsBeingOpened {
    @Test
    void is_waited_for_by_an_invalidation() throws Exception {
      starts(/* empty= */ false);
      Background.Call<LayerStore> invalidation =
          Background.run(() -> access.awaitUsable(FOR_EVER)).untilItWaits();

      mayOpen.countDown();

      assertSame(store, invalidation.result());
      assertEquals(0, clearings.availablePermits());
    }

    @Test
    void is_not_waited_for_again_once_that_was_in_vain() throws Exception {
      starts(/* empty= */ false);
      assertNull(access.awaitUsable(Duration.ofMillis(1)));

      assertNull(invalidate());
    }

    @Test
    void that_missed_an_invalidation_is_cleared_before_it_answers() throws Exception {
      starts(/* empty= */ false);
      access.awaitUsable(Duration.ofMillis(1));

      mayOpen.countDown();

      clearings.acquire();
      assertNull(access.usable());
      mayClear.release();
      await().until(() -> access.usable() == store);
    }

    @Test
    void is_not_waited_for_if_it_is_to_be_cleared_anyway() throws Exception {
      starts(/* empty= */ true);

      assertNull(invalidate());
    }

    @Test
    void is_waited_for_no_longer_once_it_answers_although_it_is_counted_still() throws Exception {
      store.beforeCount(() -> await().forever().until(() -> mayClear.tryAcquire()));
      starts(/* empty= */ false);

      mayOpen.countDown();

      assertSame(store, invalidate());
    }

    @Test
    void owes_what_it_missed() throws Exception {
      starts(/* empty= */ false);

      access.awaitUsable(Duration.ofMillis(1));

      assertTrue(access.owesClearing());
    }

    @Test
    void owes_nothing_if_it_begins_empty_with_each_start() throws Exception {
      starts(/* empty= */ true);

      access.awaitUsable(Duration.ofMillis(1));

      assertFalse(access.owesClearing());
    }
  }

  @Nested
  class AStoreThatIsBeingCleared {
    @Test
    void is_not_waited_for_and_cleared_again_before_it_answers() throws Exception {
      starts(/* empty= */ true);
      mayOpen.countDown();
      clearings.acquire();

      assertNull(invalidate());

      mayClear.release();
      clearings.acquire();
      assertNull(access.usable());
      mayClear.release();
      await().until(() -> access.usable() == store);
    }
  }
}
