package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classes that are loaded before the application's main class: beside those that a JVM without
 * an agent loads, none that settles something for the whole JVM, and no library but the parser of
 * the configuration.
 */
class PremainHygieneIT {
  private static final String MAIN = "dev.multilayercache.fixture.isolation.EndingApp";

  private static final String WOVEN = "dev.multilayercache.fixture.startup.OneCachedCall";

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "(java\\.util\\.logging"
              + "|java\\.lang\\.System\\$Logger"
              + "|jdk\\.internal\\.logger"
              + "|sun\\.util\\.logging"
              + "|java\\.lang\\.management"
              + "|javax\\.management"
              + "|com\\.sun\\.jmx"
              + "|com\\.sun\\.management"
              + "|sun\\.management"
              + "|java\\.nio\\.file\\.FileSystems"
              + "|java\\.security\\.SecureRandom"
              + "|javax\\.net\\.ssl"
              + "|java\\.util\\.concurrent\\.ForkJoinPool"
              + "|com\\.github\\.benmanes"
              + "|com\\.hazelcast"
              + "|com\\.fasterxml"
              + "|net\\.bytebuddy)\\b.*");

  @TempDir Path directory;

  /** What agent.yaml says. */
  enum Configuration {
    NONE(directory -> null),
    LOCAL(directory -> write(directory, "layers: [ { name: local, type: caffeine } ]")),
    MEMBER(ClusterFile::embedded),
    CLIENT(directory -> ClusterFile.client(directory, ClusterFile.freeRange())),
    FILES(
        directory ->
            write(
                directory,
                "layers: [ { name: disk, type: file, directory: '" + directory + "/files' } ]")),
    THIRD_PARTY(PremainHygieneIT::thirdParty),
    SAMPLE(directory -> ForkedJvm.existing("agent.yaml")),
    WITH_A_MISTAKE(directory -> write(directory, "layers: [ { nme: local } ]")),
    ABSENT(directory -> directory.resolve("absent.yaml"));

    private final Function<Path, Path> file;

    Configuration(Function<Path, Path> file) {
      this.file = file;
    }

    private static Path write(Path directory, String text) {
      try {
        return Files.writeString(directory.resolve("agent.yaml"), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The test classes have a factory. */
  private static Path thirdParty(Path directory) {
    return Configuration.write(
        directory,
        """
        layers:
          - name: third
            type: dev.multilayercache.fixture.layers.StoreFactory
            classPath: [target/test-classes]
        """);
  }

  /** Where the application lies. */
  enum Place {
    ON_THE_CLASS_PATH,
    ON_THE_MODULE_PATH
  }

  static Stream<Arguments> everywhere() {
    return Stream.of(Configuration.values())
        .flatMap(
            configuration ->
                Stream.of(Place.values()).map(place -> Arguments.of(configuration, place)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void nothing_is_loaded_that_belongs_to_the_application_to_begin(
      Configuration configuration, Place place) throws IOException {
    List<String> without = loadedBeforeMain(ForkedJvm.java(), place);
    List<String> with =
        loadedBeforeMain(ForkedJvm.java().agent(configuration.file.apply(directory)), place);

    assertTrue(
        with.stream().anyMatch(name -> name.equals("dev.multilayercache.agent.AgentStarter")));
    List<String> forbidden =
        new ArrayList<>(with.stream().filter(name -> FORBIDDEN.matcher(name).matches()).toList());
    forbidden.removeAll(without);
    assertEquals(List.of(), forbidden);
  }

  /** Its class is woven before its first line runs. */
  @ParameterizedTest
  @EnumSource(names = {"NONE", "FILES"})
  void weaving_the_main_class_loads_nothing_of_it_either(Configuration configuration)
      throws IOException {
    List<String> without = loadedBefore(WOVEN, ForkedJvm.java().fixtures());
    List<String> with =
        loadedBefore(WOVEN, ForkedJvm.java().fixtures().agent(configuration.file.apply(directory)));

    assertTrue(with.stream().anyMatch(name -> name.endsWith(".instrument.WovenBody")));
    List<String> forbidden =
        new ArrayList<>(with.stream().filter(name -> FORBIDDEN.matcher(name).matches()).toList());
    forbidden.removeAll(without);
    forbidden.removeIf(name -> name.startsWith("net.bytebuddy.jar.asm."));
    assertEquals(List.of(), forbidden);
  }

  private List<String> loadedBefore(String mainClass, ForkedJvm.Builder jvm) throws IOException {
    Path log = logging(jvm);
    try (ForkedJvm application = jvm.start(mainClass)) {
      assertEquals(0, application.waitFor(), application.errors()::toString);
    }
    return loadedBefore(mainClass, log);
  }

  /** All that the log has above the main class, whichever thread loaded it. */
  private List<String> loadedBeforeMain(ForkedJvm.Builder jvm, Place place) throws IOException {
    Path log = logging(jvm);
    try (ForkedJvm application = started(jvm, place)) {
      assertEquals(0, application.waitFor(), application.errors()::toString);
    }
    return loadedBefore(MAIN, log);
  }

  private Path logging(ForkedJvm.Builder jvm) throws IOException {
    Path log = Files.createTempFile(directory, "classes", ".log");
    jvm.environment("FIXTURE_SECRET", "known to this test")
        .option("-Xlog:class+load:file=" + log + "::filecount=0");
    return log;
  }

  private static List<String> loadedBefore(String mainClass, Path log) throws IOException {
    List<String> loaded =
        Files.readAllLines(log).stream()
            .map(line -> line.replaceFirst("^(\\[[^]]*])+ ", "").replaceFirst(" source: .*", ""))
            .toList();
    int main = loaded.indexOf(mainClass);
    assertTrue(main > 0, () -> mainClass + " is not in the log of " + loaded.size() + " classes");
    return loaded.subList(0, main);
  }

  private ForkedJvm started(ForkedJvm.Builder jvm, Place place) throws IOException {
    return switch (place) {
      case ON_THE_CLASS_PATH -> jvm.fixtures().start(MAIN, "return");
      case ON_THE_MODULE_PATH ->
          jvm.option("--module-path=" + moduleOfMain()).start("-m", "ending/" + MAIN, "return");
    };
  }

  /** An automatic module with the main class. */
  private Path moduleOfMain() throws IOException {
    Path jar = directory.resolve("ending.jar");
    String entry = MAIN.replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream module = new JarOutputStream(file)) {
      module.putNextEntry(new JarEntry(entry));
      module.write(Files.readAllBytes(Path.of("target", "test-classes").resolve(entry)));
      module.closeEntry();
    }
    return jar;
  }
}
