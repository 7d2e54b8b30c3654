package dev.multilayercache.agent.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GenerationsTest {
  private final Generations generations =
      new Generations(/* mostScopes= */ 8, /* mostPatterns= */ 3);

  static Stream<Invalidation> concerning_key_1_with_tag_red() {
    return Stream.of(
        new Invalidation.ByKey("products", "1"),
        tags("products", "red"),
        tags(null, "red"),
        tags(null, "blue", "red"),
        pattern("products", "?"),
        pattern(null, "1*"),
        new Invalidation.All("products"),
        new Invalidation.All(null));
  }

  static Stream<Invalidation> not_concerning_key_1_with_tag_red() {
    return Stream.of(
        new Invalidation.ByKey("products", "2"),
        new Invalidation.ByKey("orders", "1"),
        tags("products", "blue"),
        tags("orders", "red"),
        tags(null),
        pattern("products", "2*"),
        pattern("orders", "1*"),
        new Invalidation.All("orders"));
  }

  @ParameterizedTest
  @MethodSource("concerning_key_1_with_tag_red")
  void an_older_stamp_is_not_fresh_after(Invalidation invalidation) {
    long stamp = generations.stamp();

    generations.apply(invalidation);

    assertFalse(isFresh(stamp));
  }

  @ParameterizedTest
  @MethodSource("concerning_key_1_with_tag_red")
  void a_stamp_taken_afterwards_is_fresh(Invalidation invalidation) {
    generations.apply(invalidation);

    assertTrue(isFresh(generations.stamp()));
  }

  @ParameterizedTest
  @MethodSource("not_concerning_key_1_with_tag_red")
  void an_older_stamp_stays_fresh_after(Invalidation invalidation) {
    long stamp = generations.stamp();

    generations.apply(invalidation);

    assertTrue(isFresh(stamp));
  }

  @Test
  void an_invalidations_own_number_is_fresh() {
    long number = generations.apply(new Invalidation.ByKey("products", "1"));

    assertTrue(isFresh(number));
  }

  @Nested
  class TheEpoch {
    @Test
    void stays_after_an_invalidation_by_key() {
      Epoch epoch = generations.view().epoch();

      generations.apply(new Invalidation.ByKey("products", "1"));

      assertEquals(epoch, generations.view().epoch());
    }

    @Test
    void moves_after_an_invalidation_by_tag() {
      Epoch epoch = generations.view().epoch();

      generations.apply(tags(null, "red"));

      assertNotEquals(epoch, generations.view().epoch());
    }

    @Test
    void moves_after_an_invalidation_by_pattern() {
      Epoch epoch = generations.view().epoch();

      generations.apply(pattern(null, "*"));

      assertNotEquals(epoch, generations.view().epoch());
    }
  }

  @Nested
  class InPlace {
    @Test
    void an_invalidation_by_key_is_not_looked_at() {
      long stamp = generations.stamp();

      generations.apply(new Invalidation.ByKey("products", "1"));

      assertTrue(generations.isFreshInPlace(stamp, "products", () -> "1", List.of()));
    }

    @Test
    void an_invalidation_by_pattern_is() {
      long stamp = generations.stamp();

      generations.apply(pattern("products", "*"));

      assertFalse(generations.isFreshInPlace(stamp, "products", () -> "1", List.of()));
    }
  }

  @Nested
  class Overflow {
    @Test
    void of_scopes_leaves_no_older_stamp_fresh() {
      long stamp = generations.stamp();

      for (int i = 0; i < 9; i++) {
        generations.apply(tags(null, "tag" + i));
      }

      assertFalse(isFresh(stamp));
    }

    @Test
    void of_scopes_leaves_new_stamps_fresh() {
      for (int i = 0; i < 9; i++) {
        generations.apply(tags(null, "tag" + i));
      }

      assertTrue(isFresh(generations.stamp()));
    }

    @Test
    void of_patterns_forgets_none_that_matched() {
      long stamp = generations.stamp();
      generations.apply(pattern("products", "1"));

      for (int i = 0; i < 3; i++) {
        generations.apply(pattern("products", "other" + i));
      }

      assertFalse(isFresh(stamp));
    }

    @Test
    void of_patterns_costs_only_stamps_older_than_the_one_dropped() {
      generations.apply(pattern("products", "dropped"));
      long stamp = generations.stamp();

      for (int i = 0; i < 3; i++) {
        generations.apply(pattern("products", "other" + i));
      }

      assertTrue(isFresh(stamp));
    }

    @Test
    void of_patterns_costs_other_caches_nothing() {
      long stamp = generations.stamp();

      for (int i = 0; i < 10; i++) {
        generations.apply(pattern("orders", "other" + i));
      }

      assertTrue(isFresh(stamp));
    }

    @Test
    void does_not_come_from_the_same_pattern_again_and_again() {
      long stamp = generations.stamp();

      for (int i = 0; i < 10; i++) {
        generations.apply(pattern("products", "other"));
      }

      assertTrue(isFresh(stamp));
    }
  }

  @Test
  void concurrent_invalidations_take_numbers_of_their_own() throws Exception {
    int threads = 4;
    int each = 1_000;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int t = 0; t < threads; t++) {
      pool.submit(
          () -> {
            start.await();
            for (int i = 0; i < each; i++) {
              generations.apply(new Invalidation.ByKey("products", "1"));
            }
            return null;
          });
    }
    pool.shutdown();

    assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
    assertEquals(threads * each, generations.stamp());
  }

  private boolean isFresh(long stamp) {
    return generations.isFresh(stamp, "products", "1", List.of("red", "green"));
  }

  private static Invalidation tags(@Nullable String cache, String... tags) {
    return new Invalidation.ByTags(cache, List.of(tags));
  }

  private static Invalidation pattern(@Nullable String cache, String pattern) {
    return new Invalidation.ByPattern(cache, KeyPattern.parse(pattern));
  }
}
