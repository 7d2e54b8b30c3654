package dev.multilayercache.faults.harness;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.faults.history.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a run has shown.
 *
 * @param hasMajority whether an invalidation was confirmed by a majority only
 * @param faults how many there were
 * @param directory where its histories are
 * @param wrong answers at the end of the quiet time, by cache
 * @param verdicts by cache
 */
public record Outcome(
    String name,
    long seed,
    boolean hasMajority,
    int faults,
    Path directory,
    Map<String, Integer> wrong,
    Map<String, Verdict> verdicts) {

  /** Fails if the agent has broken a promise. */
  public void requirePromises() {
    require("bounded", /* stale= */ Long.MAX_VALUE);
    require("strong", /* stale= */ 0);
    Report.discard(this);
  }

  /** Fails if a cache, be it strong, was stale for longer than the bound or on the own node. */
  public void requireBound() {
    require("bounded", /* stale= */ Long.MAX_VALUE);
    require("strong", /* stale= */ Long.MAX_VALUE);
    Report.discard(this);
  }

  /** Fails if, at the end of the quiet time, the agent has answered anything old. */
  public void requireConvergence() {
    assertEquals(0, wrong.get("bounded"), name + ": bounded, wrong at the end");
    assertEquals(0, wrong.get("strong"), name + ": strong, wrong at the end");
    Report.discard(this);
  }

  /** What the nodes have written to stderr, each line after the node's number. */
  public List<String> errors() {
    try {
      return Files.readAllLines(directory.resolve("errors.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param stale how many reads may be, after a confirmed invalidation
   */
  private void require(String cache, long stale) {
    Verdict verdict = verdicts.get(cache);
    String where = name + ", " + cache + ", seed " + seed + ", " + directory + ": ";
    String examples = where + String.join("\n", verdict.examples());
    assertAll(
        () -> assertTrue(verdict.reads() > 0 && verdict.confirmed() > 0, where + "did nothing"),
        () -> assertEquals(0, verdict.staleOnOwnNode(), "stale on the own node: " + examples),
        () -> assertEquals(0, verdict.staleOverBound(), "stale over the bound: " + examples),
        () ->
            assertTrue(
                verdict.staleAfterConfirmed() <= stale,
                "stale after a confirmed invalidation: " + examples),
        () -> assertEquals(0, wrong.get(cache), where + "wrong at the end"),
        () -> assertEquals(List.of(), verdict.stuck(), where + "no answer"),
        () -> assertEquals(List.of(), verdict.failures(), where + "exceptions"));
  }

  /** Fails if the checker has found nothing in a cache that is known to be stale. */
  public void requireStale(String cache) {
    assertTrue(
        isStale(cache), name + ": " + cache + " was not found stale: the checker sees nothing");
  }

  /** Whether the checker has found anything. */
  public boolean isStale(String cache) {
    return verdicts.get(cache).staleAfterConfirmed() > 0;
  }

  /** Fails if the checker has found anything in a cache that cannot be stale. */
  public void requireFresh(String cache) {
    Verdict verdict = verdicts.get(cache);
    assertEquals(0, verdict.staleAfterAny(), () -> String.join("\n", verdict.examples()));
  }
}
