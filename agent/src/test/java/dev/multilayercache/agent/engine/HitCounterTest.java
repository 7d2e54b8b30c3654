package dev.multilayercache.agent.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.Background.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HitCounterTest {
  private static final int THREADS = 8;
  private static final int EACH = 200_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64})
  void counts_exactly_whether_threads_have_slots_or_not(int slots) throws Exception {
    HitCounter counter = new HitCounter(ThreadSlots.of(slots));
    CyclicBarrier begin = new CyclicBarrier(THREADS);
    List<Call<Void>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          Background.run(
              () -> {
                begin.await();
                for (int n = 0; n < EACH; n++) {
                  counter.increment();
                }
                return null;
              }));
    }

    for (Call<Void> each : threads) {
      each.result();
    }
    assertEquals(THREADS * EACH, counter.sum());
  }

  @Test
  void says_how_often_this_thread_has_counted() {
    HitCounter counter = new HitCounter(ThreadSlots.of(1));

    assertEquals(1, counter.increment());
    assertEquals(2, counter.increment());
  }

  @Test
  void says_about_how_often_threads_without_a_slot_have() throws Exception {
    HitCounter counter = new HitCounter(ThreadSlots.of(1));
    counter.increment();

    List<Long> said =
        Background.run(() -> List.of(counter.increment(), counter.increment())).result();

    assertEquals(List.of(1L, 2L), said);
  }

  @Test
  void begins_anew_at_zero() {
    HitCounter counter = new HitCounter(ThreadSlots.of(1));
    counter.increment();

    counter.reset();
    counter.increment();

    assertEquals(1, counter.sum());
  }

  @Test
  void two_threads_never_have_one_slot() throws Exception {
    ThreadSlots slots = ThreadSlots.of(1);
    assertEquals(0, slots.ofCurrentThread());

    assertEquals(ThreadSlots.NONE, Background.run(slots::ofCurrentThread).result());
    assertEquals(0, slots.ofCurrentThread());
  }

  @Test
  void a_thread_without_a_slot_waits_for_nobody() throws Exception {
    ThreadSlots slots = ThreadSlots.of(1);
    slots.ofCurrentThread();

    synchronized (slots.owners()) {
      assertEquals(ThreadSlots.NONE, Background.run(slots::ofCurrentThread).result());
    }
  }

  @Test
  void the_slot_of_a_thread_that_is_gone_is_given_out_again() throws Exception {
    ThreadSlots slots = ThreadSlots.of(1);
    assertNotEquals(ThreadSlots.NONE, ofAnotherThread(slots));

    await()
        .until(
            () -> {
              System.gc();
              return slots.ofCurrentThread() == 0;
            });
  }

  private static int ofAnotherThread(ThreadSlots slots) throws Exception {
    int[] slot = new int[1];
    Thread thread = new Thread(() -> slot[0] = slots.ofCurrentThread());
    thread.start();
    thread.join();
    return slot[0];
  }
}
