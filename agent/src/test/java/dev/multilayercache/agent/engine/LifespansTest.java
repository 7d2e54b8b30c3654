package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.engine.Lifespans.Lifespan;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.LogLines;
import dev.multilayercache.agent.time.DailyTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifespansTest {
  private static final Duration TTL = Duration.ofDays(7);

  private final FakeClock clock = new FakeClock();

  private Duration life(Lifespan lifespan) {
    return Duration.ofNanos(lifespan.deadline() - clock.getAsLong());
  }

  @Nested
  class AnEndAtATimeOfDay {
    private final Lifetime untilFour =
        new Lifetime(
            TTL, Map.of(), Duration.ofMinutes(1), DailyTime.parse("04:00 Europe/Berlin"), null);

    private Lifespan at(String now, Object value) {
      return new Lifespans("prices", clock, () -> Instant.parse(now), Map.of())
          .of(value, untilFour);
    }

    @ParameterizedTest
    @CsvSource({
      "2026-01-10T01:00:00Z, PT2H",
      "2026-01-10T02:59:59Z, PT60S",
      "2026-10-24T02:00:00Z, PT24H",
    })
    void is_at_least_a_minute_and_at_most_a_day_ahead(String now, Duration expected) {
      assertEquals(expected, life(at(now, "value")));
    }

    @Test
    void in_an_unknown_time_zone_is_told_with_the_caches_name() {
      Lifetime bearlin =
          new Lifetime(TTL, Map.of(), TTL, DailyTime.parse("04:00 Europe/Bearlin"), null);
      Lifespans lifespans = new Lifespans("prices", clock, () -> Instant.EPOCH, Map.of());

      try (LogLines log = new LogLines()) {
        assertEquals(Duration.ofMinutes(1), life(lifespans.of("value", bearlin)));
        assertEquals(
            List.of(
                "[multilayercache] cache prices: ttlUntil \"04:00 Europe/Bearlin\": there is no time"
                    + " zone \"Europe/Bearlin\". Its entries live for a minute at most. Write for"
                    + " example \"04:00 Europe/Berlin\"."),
            log.about("Bearlin"));
      }
    }

    @Test
    void makes_no_life_longer() {
      assertEquals(Duration.ofMinutes(1), life(at("2026-01-10T01:00:00Z", Optional.empty())));
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT-1S", "PT-9000000000H", "PT-2562047788015215H-30M-8S"})
  void a_value_whose_time_was_over_long_ago_is_not_stored(Duration said) {
    Lifespan lifespan = new Lifespans(clock).of("value", new Lifetime(TTL, Map.of(), TTL), said);

    assertTrue(lifespan.isOver());
  }

  @Nested
  class Jitter {
    private final Lifespans lifespans =
        new Lifespans("prices", clock, Instant::now, Map.of("cluster", 0.1, "local", 0.0));

    private final Lifetime lifetime = new Lifetime(TTL, Map.of(), TTL);

    private LongStream lives(String layer) {
      return LongStream.range(0, 1_000)
          .map(i -> lifespans.of("value", lifetime).deadlineIn(layer) - clock.getAsLong());
    }

    @Test
    void takes_off_up_to_its_part_and_adds_nothing() {
      long least = lives("cluster").min().orElseThrow();
      long most = lives("cluster").max().orElseThrow();

      assertTrue(least >= TTL.toNanos() * 9 / 10, () -> "shortest " + Duration.ofNanos(least));
      assertTrue(most <= TTL.toNanos(), () -> "longest " + Duration.ofNanos(most));
    }

    @Test
    void spreads_what_is_stored_together() {
      assertTrue(lives("cluster").distinct().count() > 900);
    }

    @Test
    void is_not_where_a_layer_has_none() {
      assertEquals(1, lives("local").distinct().count());
      assertEquals(1, lives("another").distinct().count());
    }
  }

  @Test
  void a_value_that_brings_a_shorter_life_keeps_it() {
    Lifespans lifespans = new Lifespans(clock);
    Lifetime lifetime = new Lifetime(TTL, Map.of(), TTL);

    assertEquals(Duration.ofSeconds(5), life(lifespans.of("v", lifetime, Duration.ofSeconds(5))));
    assertEquals(TTL, life(lifespans.of("v", lifetime, TTL.plusDays(1))));
    assertTrue(lifespans.of("v", lifetime, Duration.ofSeconds(-1)).isOver());
  }
}
