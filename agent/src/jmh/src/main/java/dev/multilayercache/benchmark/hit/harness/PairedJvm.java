package dev.multilayercache.benchmark.hit.harness;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JVM in which all who do one work are compared; prints what it measures. */
public final class PairedJvm {
  /** Begins the line of a slice: the peer, how many threads, the figures. */
  public static final String SLICE = "slice";

  /** Begins the last line: how many rounds were left out. */
  public static final String DROPPED = "dropped";

  /** Begins the last line if it came to nothing: why. */
  public static final String FAILED = "failed";

  private PairedJvm() {}

  /**
   * Measures and prints.
   *
   * @param arguments the work; how many rounds; the class names of the peers
   */
  public static void main(String[] arguments) {
    try {
      measure(
          Work.valueOf(arguments[0]),
          Integer.parseInt(arguments[1]),
          Arrays.copyOfRange(arguments, 2, arguments.length));
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
      System.out.println(FAILED + " " + e);
    }
    System.exit(0); // threads of the libraries may go on
  }

  private static void measure(Work work, int rounds, String... peers) throws Exception {
    Map<String, Calls> contenders = new LinkedHashMap<>();
    for (String peer : peers) {
      contenders.put(peer, Calls.of(work, peer));
    }
    try (Callers callers = new Callers(0, Ids.LENGTH / 2)) {
      PairedRounds paired = new PairedRounds(contenders, callers);
      paired.warmUp();
      int dropped = paired.measure(rounds, System.out::println);
      System.out.println(DROPPED + " " + dropped);
    }
  }
}
