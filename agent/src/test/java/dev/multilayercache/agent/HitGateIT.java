package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.cost.GateApp;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds what the hit path costs, with bounds far above what is measured: it is to notice that
 * something broke. The profile {@code benchmark} measures.
 */
class HitGateIT {
  /** What C2 says of a method that it does not put into its caller though that is hot. */
  private static final Predicate<String> REFUSED =
      Pattern.compile("already compiled into|too big|too deep|NodeCount|DesiredMethodLimit")
          .asPredicate();

  /** As many entries as there are ids: Caffeine wants to be told of reads. */
  private static final String FULL =
      "layers: [{ name: local, type: caffeine, maximumEntries: 1000 }]";

  /** What a hit goes through. */
  private static final List<String> PARTS =
      List.of(
          "layer.caffeine.Upkeep::wantsRead",
          "layer.Slot::entry",
          "engine.FirstSight::answer",
          "engine.FirstSight::fits",
          "engine.CoarseClock::getAsLong",
          "engine.HitCounter::increment",
          "engine.ThreadSlots::ofCurrentThread");

  /**
   * Where the compiler's threads wait for a processor, it may compile a part by itself before it
   * comes to the woven method, and then calls it: what all these JVMs say is no such chance.
   */
  private static final int MOST_JVMS = 4;

  @TempDir static Path directory;
  private static List<String> output = List.of();
  private static final Map<String, String[]> MEASURED = new HashMap<>();

  @BeforeAll
  static void measure() throws URISyntaxException, IOException {
    for (int i = 0;
        i < MOST_JVMS && (i == 0 || !PARTS.stream().allMatch(HitGateIT::isInlined));
        i++) {
      run();
    }
  }

  private static void run() throws URISyntaxException, IOException {
    Path caffeine =
        Path.of(Caffeine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (ForkedJvm jvm =
        ForkedJvm.java()
            .agent(Files.writeString(directory.resolve("agent.yaml"), FULL))
            .option("-XX:+UnlockDiagnosticVMOptions")
            .option("-XX:CompileCommand=PrintInlining," + GateApp.class.getName() + "::*")
            .fixtures()
            .classPath(caffeine)
            .start(GateApp.class.getName())) {
      assertEquals(0, jvm.waitFor());
      output = jvm.output();
      jvm.errors().stream()
          .map(line -> line.split(" "))
          .forEach(words -> MEASURED.put(words[0], words));
    }
  }

  /** What the compiler said of a part. */
  private static List<String> said(String part) {
    return output.stream().filter(line -> line.contains("agent." + part + " ")).toList();
  }

  private static boolean isInlined(String part) {
    return said(part).stream().anyMatch(line -> line.contains("inline (hot)"))
        && said(part).stream().noneMatch(REFUSED);
  }

  @Test
  void what_is_measured_are_hits() {
    assertEquals("0", MEASURED.get("bodies")[1]);
  }

  @ParameterizedTest
  @CsvSource({"one, 0.8", "none, 0.4"}) // seen: 0.3 and 0.06
  void a_hit_costs_less_than_one_of_hand_written_Caffeine(String method, double most) {
    double ratio = Double.parseDouble(MEASURED.get(method)[1]);

    assertTrue(ratio <= most, () -> ratio + " of Caffeine's");
  }

  @ParameterizedTest
  @CsvSource({"one, 24", "none, 0"}) // a Long, for the key
  void a_hit_allocates_nothing_beyond_the_box_of_its_argument(String method, double most) {
    double bytes = Double.parseDouble(MEASURED.get(method)[2]);

    assertTrue(bytes <= most + 0.5, () -> bytes + " bytes");
  }

  static List<String> parts() {
    return PARTS;
  }

  @ParameterizedTest
  @MethodSource("parts")
  void a_hit_is_compiled_into_the_woven_method(String part) {
    assertTrue(isInlined(part), () -> said(part).toString());
  }
}
