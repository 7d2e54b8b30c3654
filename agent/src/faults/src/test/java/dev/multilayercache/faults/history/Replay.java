package dev.multilayercache.faults.history;

import java.nio.file.Path;
import java.time.Duration;

/** Judges the histories that a failed run has left, once more. */
public final class Replay {
  private Replay() {}

  /** Takes the directory, the name of the cache, and the bound in seconds. */
  public static void main(String[] arguments) {
    Verdict verdict =
        HistoryChecker.judge(
            History.in(Path.of(arguments[0]), arguments[1]),
            Duration.ofSeconds(Long.parseLong(arguments[2])),
            Duration.ofSeconds(5));
    System.out.println(verdict);
  }
}
