package dev.multilayercache.faults.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories written by hand, in seconds, and what the checker has to say of them. */
class HistoryCheckerTest {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<Read> reads = new ArrayList<>();
  private final List<Invalidation> invalidations = new ArrayList<>();

  @Nested
  class ARead {
    @Test
    void of_an_older_version_after_a_confirmed_invalidation_is_stale() {
      invalidated("a", 1, 2, Scope.key("h1"), 5, true);
      read("b", 3, "h1", 4);

      assertEquals(1, verdict().staleAfterConfirmed());
      assertEquals(Duration.ofSeconds(1), verdict().longest());
    }

    @Test
    void of_the_invalidated_version_is_fresh() {
      invalidated("a", 1, 2, Scope.key("h1"), 5, true);
      read("b", 3, "h1", 5);

      assertEquals(0, verdict().staleAfterAny());
    }

    @Test
    void that_began_before_the_invalidation_ended_is_fresh() {
      invalidated("a", 1, 4, Scope.key("h1"), 5, true);
      read("b", 3, "h1", 4);

      assertEquals(0, verdict().staleAfterAny());
    }

    @Test
    void of_another_key_is_fresh() {
      invalidated("a", 1, 2, Scope.key("h1"), 5, true);
      read("b", 3, "h2", 4);

      assertEquals(0, verdict().staleAfterAny());
    }

    @Test
    void after_an_unconfirmed_invalidation_counts_apart() {
      invalidated("a", 1, 2, Scope.key("h1"), 5, false);
      read("b", 3, "h1", 4);

      assertEquals(0, verdict().staleAfterConfirmed());
      assertEquals(1, verdict().staleAfterAny());
      assertEquals(Duration.ofSeconds(1), verdict().longestAny());
    }

    @Test
    void by_the_node_that_invalidated_is_stale_there_though_it_was_not_confirmed() {
      invalidated("a", 1, 2, Scope.key("h1"), 5, false);
      read("a", 3, "h1", 4);

      assertEquals(1, verdict().staleOnOwnNode());
    }

    @Test
    void by_another_node_is_not_stale_on_its_own() {
      invalidated("a", 1, 2, Scope.key("h1"), 5, true);
      read("b", 3, "h1", 4);

      assertEquals(0, verdict().staleOnOwnNode());
    }

    @Test
    void later_than_the_bound_is_over_it() {
      invalidated("a", 1, 2, Scope.key("h1"), 5, true);
      read("b", 11, "h1", 4);
      read("b", 13, "h1", 4);

      assertEquals(1, verdict().staleOverBound());
    }

    @Test
    void is_measured_from_the_earliest_invalidation_that_made_it_old() {
      invalidated("a", 1, 9, Scope.key("h1"), 7, true);
      invalidated("b", 1, 2, Scope.key("h1"), 4, true);
      invalidated("c", 1, 5, Scope.key("h1"), 6, true);
      read("d", 11, "h1", 4);

      assertEquals(Duration.ofSeconds(6), verdict().longest());
    }

    @Test
    void is_stale_though_the_invalidation_that_ended_last_was_of_an_older_version() {
      invalidated("a", 1, 2, Scope.key("h1"), 6, true);
      invalidated("b", 1, 3, Scope.key("h1"), 5, true);
      read("c", 4, "h1", 5);

      assertEquals(1, verdict().staleAfterConfirmed());
    }
  }

  @Nested
  class AnInvalidation {
    @Test
    void by_tag_concerns_each_key_that_carries_it() {
      invalidated("a", 1, 2, Scope.tag("tag1"), 5, true);
      read("b", 3, "h1", 4);
      read("b", 3, "h5", 4);
      read("b", 3, "h2", 4);

      assertEquals(2, verdict().staleAfterConfirmed());
    }

    @Test
    void by_prefix_concerns_each_key_that_begins_so() {
      invalidated("a", 1, 2, Scope.prefix("h3"), 5, true);
      read("b", 3, "h3", 4);
      read("b", 3, "h39", 4);
      read("b", 3, "h4", 4);

      assertEquals(2, verdict().staleAfterConfirmed());
    }

    @Test
    void of_all_concerns_each_hot_key_and_no_cold_one() {
      invalidated("a", 1, 2, Scope.all(), 5, true);
      read("b", 3, "h39", 4);
      read("b", 3, "c1", 4);

      assertEquals(1, verdict().staleAfterConfirmed());
    }
  }

  @Nested
  class Propagation {
    @Test
    void ends_with_the_last_older_answer_of_another_node() {
      invalidated("a", 1, 2, Scope.key("h1"), 5, true);
      read("b", 3, "h1", 4);
      read("b", 4, "h1", 5);
      read("b", 6, "h1", 4);
      read("b", 7, "h1", 6);

      assertEquals(Duration.ofSeconds(4), verdict().propagation().p999());
    }

    @Test
    void takes_no_time_where_nothing_older_was_answered() {
      invalidated("a", 1, 2, Scope.key("h1"), 5, true);
      read("b", 3, "h1", 5);

      assertEquals(Duration.ZERO, verdict().propagation().p999());
    }
  }

  @Nested
  class AThread {
    @Test
    void without_an_answer_for_longer_than_the_patience_is_stuck() {
      read("a", 1, "h1", 0);
      read("a", 9, "h1", 0);

      assertEquals(1, verdict().stuck().size());
    }

    @Test
    void of_a_paused_node_is_not() {
      read("a", 1, "h1", 0);
      read("a", 9, "h1", 0);
      History paused =
          new History(
              reads,
              invalidations,
              List.of(),
              Map.of("a", List.of(new Interval(second(2), second(8)))));

      assertEquals(List.of(), HistoryChecker.judge(paused, BOUND, PATIENCE).stuck());
    }

    @Test
    void that_answers_again_and_again_is_not() {
      read("a", 1, "h1", 0);
      read("a", 5, "h1", 0);
      read("a", 9, "h1", 0);

      assertEquals(List.of(), verdict().stuck());
    }
  }

  @Nested
  class AFile {
    @TempDir Path directory;

    @Test
    void is_read_as_it_was_written() {
      HistoryWriter writer = new HistoryWriter(directory.resolve("bounded@1.0.history"), "1.0");
      writer.read(1, 2, "h1", 3);
      writer.invalidation(4, 5, Scope.tag("tag1"), 6, true);
      writer.failure(7, new IllegalStateException("no\nway"));
      writer.flush();

      History history = History.in(directory, "bounded");

      assertEquals(
          List.of(new Read("1.0", 1, 2, "h1", 3, Thread.currentThread().getName())),
          history.reads());
      assertEquals(
          List.of(new Invalidation("1.0", 4, 5, Scope.tag("tag1"), 6, true)),
          history.invalidations());
      assertTrue(history.failures().get(0).text().endsWith("IllegalStateException: no way"));
    }

    @Test
    void that_a_killed_JVM_left_loses_only_its_last_line() throws IOException {
      Files.writeString(
          directory.resolve("bounded@1.0.history"), "R 1.0 1 2 h1 3 reader-0\nR 1.0 1 2 h");

      assertEquals(1, History.in(directory, "bounded").reads().size());
    }

    @Test
    void of_another_cache_is_left_alone() throws IOException {
      Files.writeString(directory.resolve("bounded-cold@1.0.history"), "R 1.0 1 2 h1 3 reader-0\n");

      assertEquals(0, History.in(directory, "bounded").reads().size());
    }
  }

  private void read(String node, int began, String key, long version) {
    reads.add(new Read(node, second(began), second(began), key, version, "reader-0"));
  }

  private void invalidated(
      String node, int began, int ended, Scope scope, long version, boolean confirmed) {
    invalidations.add(
        new Invalidation(node, second(began), second(ended), scope, version, confirmed));
  }

  private static long second(int number) {
    return Duration.ofSeconds(number).toNanos();
  }

  private Verdict verdict() {
    return HistoryChecker.judge(History.of(reads, invalidations), BOUND, PATIENCE);
  }
}
