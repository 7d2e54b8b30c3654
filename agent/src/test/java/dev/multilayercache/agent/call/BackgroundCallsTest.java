package dev.multilayercache.agent.call;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundCallsTest {
  private final BackgroundCalls calls = new BackgroundCalls(/* mostThreads= */ 1, 1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  private void run() {
    begun.countDown();
    try {
      reach(mayEnd);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void beyond_what_may_run_and_wait_are_turned_away() throws Exception {
    assertTrue(calls.offer(this::run));
    reach(begun);
    assertTrue(calls.offer(() -> {}));

    assertFalse(calls.offer(() -> {}));
    mayEnd.countDown();
  }

  @Test
  void that_waited_run_when_there_is_room() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    calls.offer(this::run);
    reach(begun);
    calls.offer(() -> ran.set(true));

    mayEnd.countDown();

    await().untilTrue(ran);
  }

  @Test
  void are_no_reason_for_the_JVM_to_stay() throws Exception {
    AtomicBoolean isDaemon = new AtomicBoolean();

    calls.offer(() -> isDaemon.set(Thread.currentThread().isDaemon()));

    await().untilTrue(isDaemon);
  }
}
