package dev.multilayercache.benchmark.hit.jmh;

import java.util.Arrays;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks with the packaged agent attached, with one thread and with two. */
public final class HitJmhBenchmark {
  private HitJmhBenchmark() {}

  /**
   * Prints what JMH measures.
   *
   * @param arguments the agent's jar; what else JMH is to be told, as on its command line
   */
  public static void main(String[] arguments) throws Exception {
    String[] others = Arrays.copyOfRange(arguments, 1, arguments.length);
    for (int threads = 1; threads <= 2; threads++) {
      new Runner(
              new OptionsBuilder()
                  .parent(new CommandLineOptions(others))
                  .include(HitJmh.class.getName())
                  .addProfiler(GCProfiler.class)
                  .jvmArgsAppend("-Xms1g", "-Xmx1g", "-javaagent:" + arguments[0])
                  .threads(threads)
                  .build())
          .run();
    }
  }
}
