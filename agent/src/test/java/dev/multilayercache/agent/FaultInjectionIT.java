package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.fixture.faults.FaultAgent;
import dev.multilayercache.fixture.faults.FaultApp;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.jar.asm.ClassReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged agent is made to fail at each place of its code that an application's calls come to,
 * at each once and wherever a method begins each time; what the application sees stays right.
 *
 * <p>{@code target/fault-places-*.txt} lists the places and what became of each failure.
 */
class FaultInjectionIT {
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  /**
   * The first steps behind the dispatcher, woven code and the API: what fails in them is met by
   * nobody of ours. The call is left alone; on the application's side the API runs its loader.
   */
  private static final List<String> OUTERMOST =
      List.of(
          "call.Linker.link(MethodHandles$Lookup",
          "call.LoadEnd.accept(",
          "call.ChangeEnd.accept(",
          "call.AsyncEnd.apply(",
          "call.OwnBody.isEntered(",
          "call.TagInheritance.isUnderWay(",
          "call.ObservedCall$End.",
          "call.CallScopes.isInAny(",
          "call.CallCondition.holds(",
          "call.CallCondition.isTrueOf(",
          "thread.ThreadBound.isSet(",
          "thread.ThreadBound.valueIn(",
          "call.ApiDoor.apply(",
          "call.ApiDoor.getOrLoad(ApiCall):entry",
          "call.CallScopes$Scope.of(String)",
          "call.ApiCall.<init>",
          "call.ApiCall.loader()",
          "call.ApiCall.given(int)",
          "call.LoadOnce.<init>");

  /** The JVMs that try all places, beside each other: the tests look at what they printed. */
  private static final Map<String, CompletableFuture<Run>> RUNS = new HashMap<>();

  @TempDir static Path directory;

  @BeforeAll
  static void try_all_places() throws IOException {
    Path faults = faultAgent(directory);
    for (String layers : List.of("local", "cluster")) {
      RUNS.put(
          layers,
          CompletableFuture.supplyAsync(
              () -> tryAllPlaces(layers, faults), task -> new Thread(task).start()));
    }
  }

  private record Run(List<String> output, List<String> errors) {
    List<String> about(String first) {
      return output.stream().filter(line -> line.startsWith(first + " ")).toList();
    }

    /** Of the lines that begin so, those at no known place. */
    List<String> other(String first, List<String> known) {
      return about(first).stream()
          .filter(line -> known.stream().noneMatch(line::contains))
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "cluster"})
  void every_call_runs_its_body_once_or_is_a_hit_and_gives_what_that_gave(String layers) {
    assertEquals(List.of(), run(layers).about("problem"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "cluster"})
  void nothing_is_left_uncached_or_old_without_a_line_or_a_listed_refusal(String layers) {
    assertEquals(List.of(), run(layers).other("silent", OUTERMOST));
  }

  @Test
  void all_is_cached_where_nothing_fails() {
    assertEquals(List.of(), run("local").about("loss"));
  }

  /** A check that loses an entry is made again, and has a problem if it loses one again. */
  @Test
  void slow_moments_of_the_cluster_cost_next_to_no_entry_where_nothing_fails() {
    Run run = run("cluster");

    assertTrue(
        run.about("loss").size() * 50 <= run.about("place").size(),
        () -> run.about("loss").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "cluster"})
  void nothing_but_lines_of_the_agent_is_written(String layers) {
    List<String> others =
        run(layers).errors().stream()
            .filter(line -> !line.startsWith("[multilayercache] "))
            .filter(line -> !line.startsWith("WARNING: ")) // of the JVM, about Hazelcast
            .toList();

    assertEquals(List.of(), others);
  }

  @Test
  void every_place_is_come_to_again_in_a_new_class_loader() {
    assertEquals(List.of(), run("local").about("unreached"));
  }

  /** Whether a call waits for the lease of another depends on time. */
  @Test
  void all_but_a_few_places_on_the_way_to_the_cluster_are_come_to_again() {
    Run run = run("cluster");

    assertTrue(
        run.about("unreached").size() * 20 <= run.about("place").size(),
        () -> run.about("unreached").toString());
  }

  @Test
  void places_in_all_steps_of_a_call_are_tried() {
    List<String> places = run("local").about("place");

    assertTrue(places.size() >= 800, () -> places.size() + " places");
    for (String step : List.of("call", "engine", "key", "coherence", "layer.caffeine", "plan")) {
      assertTrue(
          places.stream().filter(place -> place.contains(" " + step + ".")).count() >= 20, step);
    }
  }

  @Test
  void places_on_the_way_to_the_cluster_are_tried() {
    List<String> places = run("cluster").about("place");

    assertTrue(places.size() >= 200, () -> places.size() + " places");
    for (String step : List.of("layer", "layer.hazelcast", "codec")) {
      assertTrue(
          places.stream().filter(place -> place.contains(" " + step + ".")).count() >= 20, step);
    }
  }

  private static Run run(String layers) {
    return RUNS.get(layers).join();
  }

  private static Run tryAllPlaces(String layers, Path faults) {
    boolean isInCluster = layers.equals("cluster");
    Path configuration = isInCluster ? ClusterFile.embedded(directory) : null;
    // What the run with the local layer tries needs no second try beside a cluster.
    String tried = isInCluster ? "^(layer\\.(?!caffeine)|codec\\.)" : ".";
    try (ForkedJvm jvm =
        ForkedJvm.java()
            .option("-XX:TieredStopAtLevel=1") // nothing here lives long enough for more
            .option("-XX:+UseSerialGC")
            .option("-javaagent:" + faults)
            .agent(configuration)
            .fixtures()
            .start(FaultApp.class.getName(), layers, tried)) {
      int status = jvm.waitFor(PATIENCE);
      Run run = new Run(jvm.output(), jvm.errors());
      Files.write(Path.of("target", "fault-places-" + layers + ".txt"), run.output());
      assertEquals(0, status, () -> "stderr: " + jvm.errors());
      System.out.println(layers + ": " + run.about("done"));
      return run;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A jar that names the compiled tests and Byte Buddy, which have what it needs. */
  static Path faultAgent(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", FaultAgent.class.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH, home(FaultAgent.class) + " " + home(ClassReader.class));
    Path jar = directory.resolve("faults.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      return jar;
    }
  }

  private static String home(Class<?> type) {
    try {
      return type.getProtectionDomain().getCodeSource().getLocation().toURI().toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
