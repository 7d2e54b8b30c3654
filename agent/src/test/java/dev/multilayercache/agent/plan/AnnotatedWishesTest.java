package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.MultiLayerCached;
import dev.multilayercache.agent.config.CacheWishes;
import dev.multilayercache.agent.testing.Attributes;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotatedWishesTest {
  private static CacheWishes said(String attribute, String text) throws RefusedException {
    return AnnotatedWishes.of(new Attributes().with(attribute, text).cached());
  }

  @Nested
  class ATimeThatIsOftenMilliseconds {
    @ParameterizedTest
    @ValueSource(strings = {"minCost", "softTimeout", "waitTimeout"})
    void needs_a_unit(String attribute) {
      assertEquals(
          attribute + " is \"5\", a number without a unit. Write 5ms or 5s.",
          assertThrows(RefusedException.class, () -> said(attribute, "5")).reason());
    }

    @Test
    void may_be_zero_without_one() throws Exception {
      assertEquals(Duration.ZERO, said("waitTimeout", "0").resilience().waitTimeout());
      assertEquals(Duration.ZERO, said("softTimeout", "0").resilience().softTimeout());
    }

    @Test
    void is_never_zero_for_a_cost() {
      assertThrows(RefusedException.class, () -> said("minCost", "0"));
    }
  }

  @Test
  void a_number_without_a_unit_is_seconds_for_a_life() throws Exception {
    assertEquals(Duration.ofSeconds(5), said("ttl", "5").times().ttl());
  }

  @Test
  void an_attribute_of_a_later_release_is_refused_and_not_left_out() {
    assertEquals(
        "its annotation says \"shared\", which is unknown to this agent. Use annotations and agent of"
            + " one version.",
        assertThrows(RefusedException.class, () -> said("shared", "x")).reason());
  }

  @Test
  void every_attribute_of_the_annotation_is_known() {
    assertEquals(
        Stream.of(MultiLayerCached.class.getDeclaredMethods())
            .map(Method::getName)
            .collect(Collectors.toSet()),
        AnnotatedWishes.KNOWN);
  }
}
