package dev.multilayercache.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.testkit.shop.Catalogue;
import dev.multilayercache.testkit.shop.Rates;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What happens to entries when a test lets time pass. */
@Tag("either-way")
@WithMultiLayerCache
class VirtualClockIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final CacheProbe caches;
  private final VirtualClock clock;
  private final Catalogue catalogue = new Catalogue();
  private final Rates rates;

  VirtualClockIT(CacheProbe caches, VirtualClock clock) {
    this.caches = caches;
    this.clock = clock;
    this.rates = new Rates(clock);
  }

  @Test
  void an_entry_answers_until_its_ttl_has_passed() {
    String first = catalogue.title(1);

    clock.advance(Duration.ofMinutes(9));
    assertEquals(first, catalogue.title(1));
    clock.advance(MINUTE);
    catalogue.title(1);

    caches.cache("titles").assertLoads(2).assertHits(1);
  }

  /** Enough of them that in production a coarse clock would tell the time. */
  @Test
  void an_entry_that_is_read_often_expires_at_once_all_the_same() {
    for (int i = 0; i < 10_000; i++) {
      catalogue.title(1);
    }

    clock.advance(MINUTE.multipliedBy(10));
    catalogue.title(1);

    caches.cache("titles").assertLoads(2).assertHits(9_999);
  }

  @Test
  void null_expires_by_its_own() {
    catalogue.title(-1);
    catalogue.title(-1);

    clock.advance(MINUTE);
    catalogue.title(-1);

    caches.cache("titles").assertLoads(2).assertHits(1);
  }

  @Test
  void an_entry_that_nobody_reads_goes_when_it_was_idle() {
    rates.idle(1);
    clock.advance(Duration.ofMinutes(4));
    rates.idle(1);
    clock.advance(Duration.ofMinutes(4));
    rates.idle(1);
    caches.cache("idle").assertLoads(1);

    clock.advance(Duration.ofMinutes(5));

    caches.cache("idle").assertNotCached("1");
  }

  @Test
  void an_entry_that_nears_its_end_is_reloaded_by_a_hit() {
    assertEquals(1, rates.ahead(1));

    clock.advance(Duration.ofMinutes(9));
    assertEquals(1, rates.ahead(1));

    caches.cache("ahead").awaitLoads(2).assertHits(1);
    clock.advance(Duration.ofMinutes(7));
    assertEquals(2, rates.ahead(1));
  }

  @Test
  void an_expired_entry_answers_while_its_source_fails() throws Exception {
    rates.stale(1);
    rates.fail();

    clock.advance(Duration.ofMinutes(30));
    assertEquals(1, rates.stale(1));
    assertEquals(1, caches.cache("stale").statistics().staleHits());

    clock.advance(Duration.ofMinutes(50));
    assertThrows(IOException.class, () -> rates.stale(1));
  }

  @Test
  void an_entry_ends_when_its_result_says_so() {
    rates.dated(1);
    clock.advance(Duration.ofMinutes(59));
    rates.dated(1);
    clock.advance(MINUTE);
    rates.dated(1);

    caches.cache("dated").assertLoads(2).assertHits(1);
  }

  @Test
  void an_entry_ends_at_its_time_of_day() {
    advanceTo("03:30:00Z");
    rates.daily(1);

    clock.advance(Duration.ofMinutes(29));
    rates.daily(1);
    clock.advance(Duration.ofMinutes(1));
    rates.daily(1);

    caches.cache("daily").assertLoads(2).assertHits(1);
  }

  private void advanceTo(String timeOfDay) {
    Instant now = clock.instant();
    Instant then = Instant.parse(now.toString().substring(0, 11) + timeOfDay);
    clock.advance(Duration.between(now, then.isAfter(now) ? then : then.plus(Duration.ofDays(1))));
  }

  @Test
  void a_body_that_lets_time_pass_has_taken_so_long() {
    rates.costly(1, () -> {});
    caches.cache("costly").assertNotCached("1");

    rates.costly(1, () -> clock.advance(Duration.ofSeconds(1)));

    caches.cache("costly").assertCached("1");
  }

  @Test
  void does_not_stand_still_or_go_back() {
    assertThrows(IllegalStateException.class, () -> clock.advance(Duration.ZERO));
    assertThrows(IllegalStateException.class, () -> clock.advance(MINUTE.negated()));
  }

  @Nested
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class TheTimeOfDay {
    @Test
    @Order(1)
    void moves_with_it() {
      clock.advance(Duration.ofHours(5));

      assertTrue(isAbout(Instant.now().plus(Duration.ofHours(5))));
    }

    @Test
    @Order(2)
    void is_the_systems_when_a_test_begins() {
      assertTrue(isAbout(Instant.now()));
    }

    private boolean isAbout(Instant expected) {
      return Duration.between(clock.instant(), expected).abs().compareTo(MINUTE) < 0;
    }
  }
}
