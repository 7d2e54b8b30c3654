package dev.multilayercache.agent.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the registry is written, whatever the nano clock reads. */
class CommitPaceTest {
  private static final long EACH = TimeUnit.MILLISECONDS.toNanos(50);

  private static CommitPace after(int commits, long now) {
    CommitPace pace = new CommitPace(now);
    for (int i = 0; i < commits; i++) {
      assertTrue(pace.waitNanos(now) <= 0, "commit " + i);
      pace.committed(now);
    }
    return pace;
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE + 1, -1, 0, Long.MAX_VALUE - 1})
  void ten_go_at_once_and_the_next_waits(long now) {
    assertEquals(EACH, after(10, now).waitNanos(now));
  }

  @Test
  void afterwards_there_are_twenty_a_second() {
    CommitPace pace = after(10, 0);
    for (long now = EACH; now <= 20 * EACH; now += EACH) {
      assertEquals(0, pace.waitNanos(now));
      pace.committed(now);
    }
    assertEquals(EACH, pace.waitNanos(20 * EACH));
  }

  @Test
  void a_long_pause_allows_ten_and_no_more() {
    long later = TimeUnit.HOURS.toNanos(1);
    CommitPace pace = after(10, 0);
    for (int i = 0; i < 10; i++) {
      assertTrue(pace.waitNanos(later) <= 0);
      pace.committed(later);
    }

    assertEquals(EACH, pace.waitNanos(later));
  }
}
