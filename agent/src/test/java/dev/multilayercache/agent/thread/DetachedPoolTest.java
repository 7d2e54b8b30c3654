package dev.multilayercache.agent.thread;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class DetachedPoolTest {
  private final DetachedPool tasks =
      new DetachedPool(number -> "test-" + number, /* mostThreads= */ 1, 1);
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
    assertTrue(tasks.offer(this::run));
    reach(begun);
    assertTrue(tasks.offer(() -> {}));

    assertFalse(tasks.offer(() -> {}));
    mayEnd.countDown();
  }

  @Test
  void that_waited_run_when_there_is_room() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    tasks.offer(this::run);
    reach(begun);
    tasks.offer(() -> ran.set(true));

    mayEnd.countDown();

    await().untilTrue(ran);
  }

  private static DetachedPool whoseThreadsFailWith(Throwable failure) {
    return new DetachedPool(
        1,
        1,
        work -> {
          throw DetachedPoolTest.<RuntimeException>thrown(failure);
        });
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> X thrown(Throwable failure) throws X {
    throw (X) failure;
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new OutOfMemoryError(
            "unable to create native thread: possibly out of memory or process/resource limits"
                + " reached"),
        new SecurityException(),
        new NoClassDefFoundError());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void for_which_there_is_no_thread_are_turned_away_each_time(Throwable failure) {
    DetachedPool none = whoseThreadsFailWith(failure);

    assertFalse(none.offer(() -> {}));
    assertFalse(none.offer(() -> {}));
  }

  @Test
  void let_another_error_of_the_virtual_machine_pass() {
    DetachedPool none = whoseThreadsFailWith(new InternalError());

    assertThrows(InternalError.class, () -> none.offer(() -> {}));
  }

  @Test
  void are_no_reason_for_the_JVM_to_stay() throws Exception {
    AtomicBoolean isDaemon = new AtomicBoolean();

    tasks.offer(() -> isDaemon.set(Thread.currentThread().isDaemon()));

    await().untilTrue(isDaemon);
  }
}
