package dev.multilayercache.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.multilayercache.agent.testing.CompiledSources;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.PairSource;
import dev.multilayercache.agent.testing.PairSource.Keys;
import dev.multilayercache.agent.testing.PairSource.Option;
import dev.multilayercache.fixture.pairs.PairsApp;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documentation says of each form of a method, each way to make its keys, and each option,
 * where two of them meet: in one application with the packaged agent for each chain of layers.
 *
 * <p>{@code -Dpairs.whole=true} crosses all three.
 */
class PairsIT {
  private static final List<PairSource> PAIRS = PairSource.all(Boolean.getBoolean("pairs.whole"));
  private static final String LIBRARIES =
      "(reactor-core|reactive-streams|mutiny|jctools-core|smallrye-common-annotation)-.*\\.jar";

  @TempDir static Path directory;
  private static Path classes;

  @BeforeAll
  static void compile_the_application() {
    Map<String, String> sources = new LinkedHashMap<>();
    PAIRS.stream()
        .map(PairSource::file)
        .forEach(file -> sources.put(file.getKey(), file.getValue()));
    Stream<Path> needed =
        Stream.concat(
            libraries(), Stream.of(Path.of("target", "test-classes"), ForkedJvm.annotationsJar()));
    classes = CompiledSources.compile(directory, sources, needed.toArray(Path[]::new));
  }

  private static Stream<Path> libraries() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(each -> each.getFileName().toString().matches(LIBRARIES));
  }

  @Nested
  class WithTwoLayersInTheHeap extends Checked {
    WithTwoLayersInTheHeap() {
      super(
          "{ name: local, type: caffeine, admitAfter: 2 }, { name: far, type: caffeine, ttlJitter: 0.5 }",
          pair -> true);
    }
  }

  @Nested
  class WithOneLayer extends Checked {
    WithOneLayer() {
      super(
          "{ name: local, type: caffeine }",
          pair ->
              pair.keys() == Keys.TEMPLATE
                  && pair.options().size() < 2
                  && !pair.options().contains(Option.FAR));
    }
  }

  @Nested
  class WithALayerOfFiles extends Checked {
    WithALayerOfFiles() {
      super(
          "{ name: local, type: caffeine }, { name: far, type: file, directory: "
              + directory.resolve("files")
              + " }",
          pair ->
              pair.options().isEmpty()
                  || (pair.keys() == Keys.TEMPLATE && pair.options().equals(Set.of(Option.FAR))));
    }
  }

  /** The pairs in one application. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Checked {
    private final String layers;
    private final boolean hasFiles;
    private final List<PairSource> pairs;
    private ForkedJvm jvm;

    Checked(String layers, Predicate<PairSource> which) {
      this.layers = layers;
      this.hasFiles = layers.contains("file");
      this.pairs = PAIRS.stream().filter(which).toList();
    }

    @BeforeAll
    void start() throws Exception {
      Path configuration = directory.resolve("agent.yaml");
      Files.writeString(configuration, "layers: [" + layers + "]\n");
      jvm =
          ForkedJvm.java()
              .agent(configuration)
              .option("-Dpairs.files=" + hasFiles)
              .fixtures()
              .classPath(libraries().toArray(Path[]::new))
              .classPath(classes)
              .start(PairsApp.class.getName());
    }

    @AfterAll
    void stop() {
      jvm.close();
    }

    /** In this order: operations come when all caches are known to JMX. */
    @TestFactory
    Stream<DynamicTest> pairs() {
      return Stream.of(
              refused().map(each -> dynamicTest("refused: " + each, () -> isRefused(each))),
              cached().map(each -> dynamicTest(each.toString(), () -> holds("calls", each))),
              cached()
                  .filter(each -> !each.options().contains(Option.AHEAD))
                  .map(each -> dynamicTest("JMX: " + each, () -> holds("operations", each))),
              Stream.of(dynamicTest("nothing else is said", this::nothing_else_is_said)),
              Stream.of(dynamicTest("the agent leaves", this::the_agent_leaves)),
              cached().map(each -> dynamicTest("without: " + each, () -> holds("uncached", each))))
          .flatMap(each -> each);
    }

    private Stream<PairSource> refused() {
      return pairs.stream().filter(each -> !each.refusals(hasFiles).isEmpty());
    }

    private Stream<PairSource> cached() {
      return pairs.stream().filter(each -> each.refusals(hasFiles).isEmpty());
    }

    private void holds(String what, PairSource pair) {
      assertEquals("ok", jvm.ask(what + " " + pair.words()));
    }

    private void isRefused(PairSource pair) {
      holds("uncached", pair);
      String beginning = "pairs." + pair.name() + ".find(";
      await()
          .until(
              () ->
                  jvm.agentLines().stream()
                      .filter(line -> line.contains(beginning) && line.contains("not cached: "))
                      .anyMatch(line -> pair.refusals(hasFiles).stream().anyMatch(line::contains)));
    }

    private void nothing_else_is_said() {
      Set<String> refused = refused().map(PairSource::name).collect(Collectors.toSet());
      List<String> others =
          jvm.errors().stream()
              .filter(
                  line ->
                      !line.matches(
                          ".*\\b(is not a|has no value for them|a load failed|forgot nothing|ready|JMX|Version|Woven).*"))
              .filter(line -> refused.stream().noneMatch(each -> line.contains("." + each + ".")))
              .toList();
      assertEquals(List.of(), others);
    }

    private void the_agent_leaves() throws Exception {
      ProcessBuilder command =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-jar",
              ForkedJvm.agentJar().toString(),
              "detach",
              String.valueOf(jvm.pid()));
      command.redirectErrorStream(true);
      Process process = command.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), said);
    }
  }
}
