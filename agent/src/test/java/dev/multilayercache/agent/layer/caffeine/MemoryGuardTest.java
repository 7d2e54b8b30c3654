package dev.multilayercache.agent.layer.caffeine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.layer.caffeine.MemoryGuard.Advice;
import dev.multilayercache.agent.testing.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryGuardTest {
  private final FakeClock clock = new FakeClock();
  private volatile double used;
  private final MemoryGuard guard = new MemoryGuard("local", 0.9, clock, () -> used);

  /** Until the collector has really run: it may take its time. */
  private void awaitAdviceAfterCollection(Advice advice) {
    await()
        .until(
            () -> {
              System.gc();
              return guard.check() == advice;
            });
  }

  @Test
  void below_the_limit_there_is_room() {
    used = 0.89;

    assertTrue(guard.hasRoom());
    assertEquals(Advice.NOTHING, guard.check());
  }

  @Test
  void above_the_limit_there_is_none() {
    used = 0.9;

    assertFalse(guard.hasRoom());
  }

  @Test
  void without_a_limit_there_is_always_room() {
    used = 1;

    assertTrue(new MemoryGuard("local", 1, clock, () -> used).hasRoom());
  }

  @Nested
  class AboveTheLimit {
    @Test
    void nothing_is_given_up_before_garbage_was_collected() {
      used = 0.95;

      assertEquals(Advice.NOTHING, guard.check());
    }

    @Test
    void the_layer_gives_way_if_a_collection_did_not_help() {
      used = 0.95;
      guard.check();

      awaitAdviceAfterCollection(Advice.GIVE_WAY);
    }

    @Test
    void the_layer_stays_if_a_collection_did_help() {
      used = 0.95;
      guard.check();
      System.gc();
      used = 0.5;

      assertEquals(Advice.NOTHING, guard.check());
    }
  }

  @Nested
  class AfterItHasGivenWay {
    private void giveWay() {
      used = 0.95;
      guard.check();
      awaitAdviceAfterCollection(Advice.GIVE_WAY);
      used = 0.5;
    }

    @Test
    void it_recovers_when_there_has_been_room_for_a_while() {
      giveWay();
      clock.advance(Duration.ofSeconds(30));

      assertEquals(Advice.RECOVER, guard.check());
      assertEquals(Advice.NOTHING, guard.check());
    }

    @Test
    void it_does_not_recover_sooner() {
      giveWay();
      clock.advance(Duration.ofSeconds(29));

      assertEquals(Advice.NOTHING, guard.check());
    }
  }
}
