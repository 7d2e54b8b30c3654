package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.deep.ChangingApp;
import dev.multilayercache.fixture.deep.CrossingApp;
import dev.multilayercache.fixture.deep.FreshOverflowApp;
import dev.multilayercache.fixture.deep.OverflowApp;
import dev.multilayercache.fixture.deep.RecursionApp;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that end in a stack overflow or a lack of memory, in real JVMs with the packaged agent. */
class DeepStackIT {
  private static final String FLIGHT = "dev.multilayercache.agent.engine.Flight";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @ParameterizedTest
  @CsvSource({
    "0, -XX:+TieredCompilation",
    "250000, -XX:+TieredCompilation",
    "250000, -Xint",
    "250000, -XX:TieredStopAtLevel=1"
  })
  void a_stack_overflow_leaves_no_flight_behind(long stackSize, String option) throws Exception {
    ForkedJvm jvm = run(option, OverflowApp.class, Long.toString(stackSize), "warm");

    assertEquals(List.of(), assertionsOfTheJvm(jvm));
  }

  @ParameterizedTest
  @CsvSource({
    "0, -XX:+TieredCompilation",
    "250000, -XX:+TieredCompilation",
    "250000, -Xint",
    "250000, -XX:TieredStopAtLevel=1"
  })
  void what_is_changed_at_the_end_of_the_stack_is_read_anew(long stackSize, String option)
      throws Exception {
    ForkedJvm jvm = run(option, ChangingApp.class, Long.toString(stackSize), "warm");

    assertEquals(List.of(), assertionsOfTheJvm(jvm));
  }

  @Test
  void what_is_changed_by_a_first_call_at_the_end_of_the_stack_is_read_anew() throws Exception {
    run("-XX:+TieredCompilation", ChangingApp.class, "0", "cold");
  }

  @Test
  void a_first_call_at_the_end_of_the_stack_leaves_the_method_cached() throws Exception {
    run("-XX:+TieredCompilation", OverflowApp.class, "0", "cold");
  }

  @Test
  void a_method_that_was_first_called_at_the_end_of_the_stack_is_cached_later() throws Exception {
    ForkedJvm jvm = run("-XX:+TieredCompilation", FreshOverflowApp.class, "0", "0", "5", "100");

    assertEquals(List.of(), assertionsOfTheJvm(jvm));
  }

  @Test
  void a_lack_of_memory_or_a_recursion_leaves_no_flight_behind() throws Exception {
    run("-Xmx32m", RecursionApp.class);
  }

  @Test
  void callers_that_would_wait_for_each_other_do_not() throws Exception {
    run("-XX:+TieredCompilation", CrossingApp.class);
  }

  /** Runs an application until it has said that all is right and ends with no flight in memory. */
  private static ForkedJvm run(String option, Class<?> application, String... arguments)
      throws Exception {
    try (ForkedJvm jvm =
        ForkedJvm.java()
            .agent(null)
            .option(option)
            .option("-XX:MaxJavaStackTraceDepth=8")
            .fixtures()
            .start(application.getName(), arguments)) {
      for (String line = nextLine(jvm); !line.equals("end"); line = nextLine(jvm)) {
        assertTrue(line.startsWith("ok "), line);
      }
      assertEquals(0, flights(jvm), "flights in memory");
      jvm.endInput();
      assertEquals(0, jvm.waitFor());
      return jvm;
    }
  }

  private static String nextLine(ForkedJvm jvm) {
    return jvm.nextLine(PATIENCE);
  }

  /** After a full collection, as {@code jcmd GC.class_histogram} counts. */
  private static int flights(ForkedJvm jvm) throws Exception {
    String histogram =
        (String)
            jvm.jmx()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    Matcher line =
        Pattern.compile(":\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(FLIGHT) + "\\s")
            .matcher(histogram);
    return line.find() ? Integer.parseInt(line.group(1)) : 0;
  }

  private static List<String> assertionsOfTheJvm(ForkedJvm jvm) {
    return jvm.errors().stream().filter(line -> line.contains("ASSERTION FAILED")).toList();
  }
}
