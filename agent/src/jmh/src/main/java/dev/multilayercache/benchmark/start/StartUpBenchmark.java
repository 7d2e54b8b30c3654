package dev.multilayercache.benchmark.start;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.benchmark.paired.Jdk;
import dev.multilayercache.benchmark.paired.Rounds;
import dev.multilayercache.fixture.startup.Applications;
import dev.multilayercache.fixture.startup.Start;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures what the agent adds to the start of a JVM, side by side with an empty agent and with the
 * OpenTelemetry agent.
 *
 * <p>All variants are started once a round, in an order that is random in each; the first round is
 * not counted, because it reads the files from the disk.
 */
public final class StartUpBenchmark {
  private final StartUpVariants variants;
  private final String classPath;
  private final Random random = new Random(1);

  private StartUpBenchmark(StartUpVariants variants, String classPath) {
    this.variants = variants;
    this.classPath = classPath;
  }

  /**
   * Measures, prints the tables and writes them down.
   *
   * @param arguments how many rounds; the agent's jar; the OpenTelemetry agent's; the report to
   *     write; the homes of the JDKs, separated as in a class path
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    Path directory = Files.createTempDirectory("start-up");
    StartUpVariants variants =
        StartUpVariants.in(directory, Path.of(arguments[1]), Path.of(arguments[2]));
    String classPath =
        Applications.copyTo(directory.resolve("applications"))
            + File.pathSeparator
            + ForkedJvm.annotationsJar();
    StartUpBenchmark benchmark = new StartUpBenchmark(variants, classPath);
    StringBuilder report = new StringBuilder(introduction(rounds));
    for (String home : arguments[4].split(File.pathSeparator)) {
      String java = Path.of(home, "bin", "java").toString();
      String table = "\n## JDK " + Jdk.version(Path.of(home)) + "\n\n";
      table += benchmark.measure(java, rounds);
      System.out.println(table);
      report.append(table);
    }
    Files.writeString(Path.of(arguments[3]), report);
  }

  private String measure(String java, int rounds) throws IOException, InterruptedException {
    Map<Variant, Long> classes = new HashMap<>();
    for (Variant variant : variants.all()) {
      classes.put(variant, ClassCount.of(variant, java, classPath));
    }
    requireOneBody(java);
    Rounds<Variant, Start> measured = new Rounds<>();
    for (int round = 0; round <= rounds; round++) {
      List<Variant> order = new ArrayList<>(variants.all());
      Collections.shuffle(order, random);
      for (Variant variant : order) {
        Start start = Start.of(variant.command(java, classPath));
        if (round > 0) {
          measured.add(variant, start);
        }
      }
      System.err.println("start-up: round " + round + " of " + rounds);
    }
    return new StartUpTable(variants, measured, classes).markdown();
  }

  /** A method that is not cached would look cheap. */
  private void requireOneBody(String java) throws IOException, InterruptedException {
    List<String> command = variants.oursWithCachedCall().command(java, classPath);
    command.addAll(List.of("three", "calls", "please"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> output = process.inputReader().lines().toList();
    if (!output.contains("3 calls ran the body 1 times")) {
      throw new IllegalStateException("The agent does not cache: " + output);
    }
  }

  private static String introduction(int rounds) {
    return String.join(
        "\n",
        "# What the agent costs at start",
        "",
        "Written by the profile `benchmark`; how to run it stands in [the README](../README.md).",
        "",
        LocalDate.now(ZoneOffset.UTC)
            + ", "
            + System.getProperty("os.name")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " cores shared with other work; "
            + rounds
            + " rounds, every variant once in each, in random order. Times are",
        "medians, ratios and differences are medians of those inside each round. CPU is user and",
        "system time of the whole process as `wait4` reports it after its end; memory is `VmHWM`,",
        "read by the application as its last act; classes are counted by `-Xlog:class+load` in a",
        "run of their own. The OpenTelemetry agent's exporters are off. No cluster layer.",
        "");
  }
}
