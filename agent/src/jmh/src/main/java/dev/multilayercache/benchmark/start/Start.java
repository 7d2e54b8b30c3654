package dev.multilayercache.benchmark.start;

import dev.multilayercache.fixture.startup.PeakMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one JVM took from its start to its end.
 *
 * @param wallMillis on the clock
 * @param cpuMillis user and system time of all its threads, the JVM's own included
 * @param peakMebibytes the most memory it had resident
 */
record Start(double wallMillis, double cpuMillis, double peakMebibytes) {
  /**
   * Bash's {@code time} reports what {@code wait4} says of the ended process, to the millisecond;
   * {@code /proc} and {@code ProcessHandle} count in steps of ten.
   */
  private static final String TIMED = "TIMEFORMAT='%3R %3U %3S'; time \"$@\" 2>\"$0\"";

  /** Runs a command whose last line of output is {@link PeakMemory#ofThisProcess}. */
  static Start of(List<String> java) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("start-up", ".err");
    List<String> command = new ArrayList<>(List.of("bash", "-c", TIMED, errors.toString()));
    command.addAll(java);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(Start::changesJvms);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    List<String> lines;
    try (BufferedReader output = process.inputReader()) {
      lines = output.lines().toList();
    }
    if (process.waitFor() != 0 || lines.size() < 3) {
      throw new IllegalStateException(java + " failed: " + lines + Files.readString(errors));
    }
    Files.delete(errors);
    String[] times = lines.get(lines.size() - 1).split(" ");
    return new Start(
        millis(times[0]),
        millis(times[1]) + millis(times[2]),
        PeakMemory.mebibytes(lines.get(lines.size() - 2)));
  }

  private static double millis(String seconds) {
    return Double.parseDouble(seconds) * 1000;
  }

  private static boolean changesJvms(String variable) {
    return variable.startsWith("MULTILAYERCACHE_")
        || variable.startsWith("OTEL_")
        || variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS");
  }
}
