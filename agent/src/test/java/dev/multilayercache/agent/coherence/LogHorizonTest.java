package dev.multilayercache.agent.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Where the log ended ten minutes ago. */
class LogHorizonTest {
  private final LogHorizon horizon = new LogHorizon();

  private long after(long minutes, long tail) {
    return horizon.positionLongAgo(TimeUnit.MINUTES.toNanos(minutes), tail);
  }

  @Test
  void is_unknown_at_first() {
    assertEquals(-1, after(0, 5));
    assertEquals(-1, after(9, 50));
  }

  @Test
  void is_the_end_as_it_was_then() {
    after(0, 5);
    after(1, 15);
    after(2, 25);

    assertEquals(5, after(10, 100));
    assertEquals(15, after(11, 100));
  }

  @Test
  void is_unknown_again_in_a_log_that_began_anew() {
    after(0, 5);
    assertEquals(5, after(10, 100));

    assertEquals(-1, after(11, 3));
  }
}
