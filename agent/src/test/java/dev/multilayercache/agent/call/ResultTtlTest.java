package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.PlayedMethod.Product;
import dev.multilayercache.agent.key.KeyException;
import dev.multilayercache.agent.testing.Attributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultTtlTest {
  private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");

  record Quote(
      Duration validFor,
      Instant validUntil,
      long seconds,
      Double odd,
      Object anything,
      Optional<Duration> perhaps,
      String text) {}

  private static Quote quote(Object anything) {
    return new Quote(
        Duration.ofSeconds(7),
        NOW.plusSeconds(60),
        5,
        anything instanceof Double odd ? odd : null,
        anything,
        Optional.of(Duration.ofSeconds(9)),
        "7s");
  }

  private static Duration ttl(String path, Object anything) {
    return ResultTtl.of(path, Quote.class, () -> NOW).of(quote(anything));
  }

  @ParameterizedTest
  @CsvSource({
    "validFor, PT7S",
    "validUntil, PT1M",
    "seconds, PT5S",
    "perhaps, PT9S",
  })
  void is_told_by_a_duration_an_instant_or_seconds(String path, Duration expected) {
    assertEquals(expected, ttl(path, null));
  }

  @Test
  void is_not_told_by_null() {
    assertNull(ttl("odd", null));
  }

  @ParameterizedTest
  @CsvSource({"0.5, PT0.5S", "NaN, PT0S", "-3, PT-1S", "1e300, PT876000H"})
  void is_told_by_any_number(double seconds, Duration expected) {
    assertEquals(expected, ttl("odd", seconds));
  }

  @Test
  void is_not_guessed_from_another_type() {
    assertEquals(Duration.ofSeconds(3), ttl("anything", Duration.ofSeconds(3)));
    assertThrows(KeyException.class, () -> ttl("anything", "3s"));
  }

  @Nested
  class OfAMethod {
    private final PlayedMethod method = new PlayedMethod();

    @Test
    void bounds_what_it_returned() throws Throwable {
      method.annotated(new Attributes().with("ttlFrom", "price"));
      Product first = new Product("first", /* price= */ 5);
      method.call(1, "x", () -> first);

      method.clock.advance(Duration.ofSeconds(5).minusMillis(1));
      assertSame(first, method.call(1, "x", () -> new Product("second", 5)));
      method.clock.advance(Duration.ofMillis(1));
      assertEquals(
          "second", ((Product) method.call(1, "x", () -> new Product("second", 5))).name());
    }

    @Test
    void that_is_over_is_not_stored() throws Throwable {
      method.annotated(new Attributes().with("ttlFrom", "price"));
      method.call(1, "x", () -> new Product("first", 0));

      assertEquals(
          "second", ((Product) method.call(1, "x", () -> new Product("second", 0))).name());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            nope | has no property "nope"
            name | ttlFrom "name" is a java.lang.String, from which no ttl can be told.
            """)
    void that_cannot_be_told_is_refused(String path, String part) throws Throwable {
      method.annotated(new Attributes().with("ttlFrom", path));

      String reason = method.refusals.all().get(0).reason();
      assertTrue(reason.contains(part), reason);
    }
  }
}
