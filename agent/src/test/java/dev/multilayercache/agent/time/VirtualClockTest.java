package dev.multilayercache.agent.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final VirtualClock clock = new VirtualClock(/* refusal= */ null);

  @Test
  void is_the_systems_until_it_is_moved() {
    long before = System.nanoTime();
    long now = clock.getAsLong();

    assertTrue(now - before >= 0 && now - System.nanoTime() <= 0);
    assertEquals(Duration.ZERO, clock.ahead());
  }

  @Test
  void moves_its_nanoseconds() {
    long before = System.nanoTime();
    clock.advance(HOUR);
    long now = clock.getAsLong();

    assertTrue(now - before >= HOUR.toNanos());
    assertTrue(now - System.nanoTime() <= HOUR.toNanos());
  }

  @Test
  void moves_its_time_of_day() {
    clock.advance(HOUR);

    assertTrue(
        Duration.between(Instant.now(), clock.instant()).compareTo(HOUR.minusMinutes(1)) > 0);
    assertEquals(HOUR, clock.ahead());
  }

  @Test
  void has_the_right_time_of_day_again_and_its_nanoseconds_stay() {
    clock.advance(HOUR);
    long before = clock.getAsLong();

    clock.resetTimeOfDay();

    assertEquals(Duration.ZERO, clock.ahead());
    assertTrue(clock.getAsLong() - before >= 0);
  }

  @Test
  void does_not_go_back() {
    assertThrows(IllegalArgumentException.class, () -> clock.advance(HOUR.negated()));
  }

  @Test
  void moves_by_a_hundred_years_in_all() {
    clock.advance(Duration.ofDays(36_499));

    assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofDays(2)));
    assertEquals(Duration.ofDays(36_499), clock.ahead());
  }

  @Test
  void that_cannot_be_moved_says_why() {
    VirtualClock fixed = new VirtualClock("layer cluster expires by the system's time");

    UnsupportedOperationException refused =
        assertThrows(UnsupportedOperationException.class, () -> fixed.advance(HOUR));
    assertEquals("layer cluster expires by the system's time", refused.getMessage());
    assertEquals(Duration.ZERO, fixed.ahead());
  }
}
