package dev.multilayercache.agent.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.coherence.KeyPattern;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GuardedLayerTest {
  private static final Key KEY = new Key("cache", "k", "k");
  private static final Duration BUDGET = Duration.ofMillis(250);

  private final FailingLayer inner = new FailingLayer();
  private final GuardedLayer layer = new GuardedLayer(inner, BUDGET, inner.now::get);
  private final Region region = layer.region(new RegionSpec("cache", Object.class, null));

  private void read(int times) {
    for (int i = 0; i < times; i++) {
      region.read(KEY, 0);
    }
  }

  private void pass(Duration time) {
    inner.now.addAndGet(time.toNanos());
  }

  private void open() {
    inner.failWith(new IllegalStateException("secret"));
    read(5);
    inner.calls.set(0);
  }

  @Nested
  class ALayerThatAnswers {
    @Test
    void is_seen_as_it_is() {
      assertEquals(new Lookup.Hit(FailingLayer.ENTRY), region.read(KEY, 0));
      assertSame(FailingLayer.ENTRY, region.peek(KEY, 0));
      assertEquals(1, region.entries());
      assertEquals("ready", layer.status().state());
    }

    @Test
    void takes_a_value_through_its_lease() {
      inner.holdsEntry = false;
      Lookup.Miss miss = assertInstanceOf(Lookup.Miss.class, region.read(KEY, 0));

      assertEquals(Lease.Outcome.STORED, miss.lease().store(FailingLayer.ENTRY, () -> true));
    }
  }

  @Nested
  class AFailure {
    @Test
    void of_a_read_is_a_miss_without_a_lease() {
      inner.failWith(new IllegalStateException());

      assertEquals(new Lookup.Miss(Lease.NONE), region.read(KEY, 0));
      assertNull(region.peek(KEY, 0));
    }

    @Test
    void of_a_write_is_a_skipped_one() {
      Lease lease = region.claim(KEY);
      inner.failWith(new NoClassDefFoundError());

      assertEquals(Lease.Outcome.ABSENT, lease.store(FailingLayer.ENTRY, () -> true));
      assertSame(Lease.NONE, region.claim(KEY));
    }

    @Test
    void of_giving_a_lease_back_is_kept_from_the_caller() {
      Lease lease = region.claim(KEY);
      inner.failWith(new IllegalStateException());

      lease.release();

      assertEquals(4, layer.status().errors());
    }

    @Test
    void of_a_removal_reaches_the_caller() {
      inner.failWith(new IllegalStateException());

      assertThrows(IllegalStateException.class, () -> region.remove(KEY));
      assertThrows(IllegalStateException.class, () -> region.clear());
      assertThrows(
          IllegalStateException.class, () -> region.removeMatching(KeyPattern.parse("k*")));
    }

    @Test
    void is_added_to_the_errors_that_the_layer_counted_itself() {
      inner.failWith(new IllegalStateException());

      read(2);

      assertEquals(5, layer.status().errors());
    }

    @Test
    void of_the_virtual_machine_passes_and_is_not_the_layers() {
      inner.failWith(new StackOverflowError());

      for (int i = 0; i < 10; i++) {
        assertThrows(StackOverflowError.class, () -> region.read(KEY, 0));
      }
      assertEquals("ready", layer.status().state());
    }

    @Test
    void on_an_interrupted_thread_is_not_held_against_the_layer() {
      inner.failWith(new IllegalStateException());
      Thread.currentThread().interrupt();
      try {
        read(10);
      } finally {
        Thread.interrupted();
      }

      assertEquals("ready", layer.status().state());
    }
  }

  @Nested
  class AfterFiveFailuresInARow {
    @Test
    void calls_are_answered_without_the_layer() {
      open();

      assertEquals(new Lookup.Miss(Lease.NONE), region.read(KEY, 0));
      assertNull(region.peek(KEY, 0));
      assertSame(Lease.NONE, region.claim(KEY));
      assertEquals(0, region.entries());
      assertEquals(0, inner.calls.get());
    }

    @Test
    void a_removal_says_that_it_was_not_done() {
      open();

      Exception e = assertThrows(LayerFailure.class, () -> region.remove(KEY));

      assertEquals(
          "layer cluster is open for 1 s: 5 calls failed in a row (last: IllegalStateException)",
          e.getMessage());
    }

    @Test
    void a_value_loaded_meanwhile_is_not_stored() {
      Lease lease = region.claim(KEY);
      open();

      assertEquals(Lease.Outcome.ABSENT, lease.store(FailingLayer.ENTRY, () -> true));
      assertEquals(0, inner.calls.get());
    }

    @Test
    void the_state_says_why_and_how_long() {
      open();
      pass(Duration.ofMillis(1));

      assertEquals(
          "open for 1 s: 5 calls failed in a row (last: IllegalStateException)",
          layer.status().state());
    }

    @Test
    void the_state_repeats_what_a_failure_of_ours_says() {
      inner.failWith(new LayerFailure("no answer within 50 ms"));

      read(5);

      assertEquals(
          "open for 1 s: 5 calls failed in a row (last: no answer within 50 ms)",
          layer.status().state());
    }

    @Test
    void one_call_tries_again_after_a_second() {
      open();
      pass(Duration.ofSeconds(1));

      read(5);

      assertEquals(1, inner.calls.get());
    }

    @Test
    void a_success_then_lets_all_calls_through() {
      open();
      inner.recover();
      pass(Duration.ofSeconds(1));

      read(5);

      assertEquals(5, inner.calls.get());
      assertEquals("ready", layer.status().state());
    }

    @Test
    void the_time_doubles_with_each_failed_try_up_to_thirty_seconds() {
      open();
      for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
        pass(Duration.ofSeconds(seconds).minusNanos(1));
        read(1);
        assertEquals(0, inner.calls.getAndSet(0), seconds + " s are not over");
        pass(Duration.ofNanos(1));
        read(1);
        assertEquals(1, inner.calls.getAndSet(0), seconds + " s are over");
      }
    }

    @Test
    void a_try_that_ended_in_an_error_of_the_virtual_machine_is_made_again_at_once() {
      open();
      pass(Duration.ofSeconds(1));
      inner.failWith(new StackOverflowError());
      assertThrows(StackOverflowError.class, () -> region.read(KEY, 0));
      inner.recover();

      assertInstanceOf(Lookup.Hit.class, region.read(KEY, 0));
    }

    @Test
    void a_call_from_before_changes_nothing_when_it_ends() {
      inner.behaviour =
          () -> {
            open();
            inner.recover();
          };

      read(1);

      assertEquals(0, inner.calls.get());
      read(1);
      assertEquals(0, inner.calls.get());
    }
  }

  @Test
  void a_success_between_failures_keeps_the_layer_in_use() {
    for (int i = 0; i < 3; i++) {
      inner.failWith(new IllegalStateException());
      read(2);
      inner.recover();
      read(4);
    }

    assertEquals("ready", layer.status().state());
  }

  @Test
  void half_of_twenty_calls_failing_is_too_many() {
    for (int i = 0; i < 10; i++) {
      inner.recover();
      read(1);
      inner.failWith(new IllegalStateException());
      read(1);
    }

    assertEquals(
        "open for 1 s: 10 of 20 calls failed (last: IllegalStateException)",
        layer.status().state());
  }

  @Test
  void an_answer_after_the_time_budget_is_given_and_counts_as_a_failure() {
    inner.behaviour = () -> pass(BUDGET.plusMillis(1));

    for (int i = 0; i < 5; i++) {
      assertInstanceOf(Lookup.Hit.class, region.read(KEY, 0));
    }

    assertEquals(
        "open for 1 s: 5 calls failed in a row (last: an answer after 251 ms)",
        layer.status().state());
  }
}
