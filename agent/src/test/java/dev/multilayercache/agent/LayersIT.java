package dev.multilayercache.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.agent.testing.WatchedJvms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers of agent.yaml in real JVMs with the packaged agent: files, and a jar of a third party. */
class LayersIT {
  private static final String SHOP = "dev.multilayercache.fixture.shop.ShopApp";
  private static final String WRITER = "dev.multilayercache.fixture.layers.WriterApp";

  @TempDir Path directory;
  private ForkedJvm jvm;

  @AfterEach
  void stop() {
    if (jvm != null) {
      jvm.close();
    }
  }

  private Path configuration(String layers) throws IOException {
    return Files.writeString(
        directory.resolve("agent.yaml"), layers + "jmx: { startDelay: 100ms }\n");
  }

  private Path files() throws IOException {
    return configuration(
        """
        layers:
          - { name: local, type: caffeine }
          - { name: disk, type: file, directory: '%s' }
        """
            .formatted(directory.resolve("files")));
  }

  private void start(Path configuration, String application, String... arguments) {
    jvm = ForkedJvm.java().agent(configuration).fixtures().start(application, arguments);
  }

  private Object entries(String layer) {
    return JmxConsole.of(jvm).attribute(JmxConsole.layerName(layer), "Entries");
  }

  /** The line that says that a layer is there. */
  private String ready(String layer) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                jvm.agentLines().stream()
                    .filter(line -> line.contains("layer " + layer + ": "))
                    .findFirst()
                    .orElse(""),
            line -> !line.isEmpty());
  }

  @Nested
  class AJvmWithFilesThatIsKilled {
    @Test
    void answers_after_its_restart_what_was_there_and_nothing_that_was_invalidated()
        throws IOException {
      Path configuration = files();
      start(configuration, SHOP);
      assertEquals("[multilayercache] layer disk: ready, 0 entries.", ready("disk"));
      for (int id = 1; id <= 6; id++) {
        assertTrue(jvm.ask("find " + id).endsWith("version=0] loaded"));
      }
      jvm.ask("change 1"); // by key, in an annotated method
      assertTrue(
          JmxConsole.of(jvm).cache("products", "invalidatePattern", "*:2").contains("node only"));
      jvm.ask("find 2"); // version 1 of it
      JmxConsole.of(jvm).agent("invalidateByTags", "category:none");
      jvm.kill();

      start(configuration, SHOP);
      assertEquals("[multilayercache] layer disk: ready, 5 entries.", ready("disk"));
      jvm.ask("version 9");
      assertTrue(jvm.ask("find 1").endsWith("version=9] loaded"));
      assertTrue(jvm.ask("find 2").endsWith("version=1] cached"));
      assertTrue(jvm.ask("find 3").endsWith("version=0] cached"));
      assertEquals("{local=0, disk=2}", jvm.ask("hits"));
      assertTrue(jvm.ask("find 3").endsWith("version=0] cached"));
      assertEquals("{local=1, disk=2}", jvm.ask("hits"));
      jvm.ask("changeCategory odd"); // 3 and 5
      jvm.kill();

      start(configuration, SHOP);
      assertEquals("[multilayercache] layer disk: ready, 3 entries.", ready("disk"));
      // Before any cache is made in this JVM.
      JmxConsole.of(jvm).agent("invalidateByTags", "category:even");
      jvm.kill();

      start(configuration, SHOP);
      assertEquals("[multilayercache] layer disk: ready, 0 entries.", ready("disk"));
    }

    @Test
    void again_and_again_while_it_writes_has_no_wrong_answer() throws IOException {
      Path configuration = files();
      long version = 0;
      for (int round = 0; round < 3; round++) {
        start(configuration, WRITER, Long.toString(version));
        ready("disk");
        assertEquals("all right", jvm.ask("check"), "round " + round);
        jvm.tell("write");
        for (int i = 0; i < 3 + round; i++) {
          jvm.nextLine();
        }
        jvm.kill();
        version = lastVersion(); // when it was written, all older values had been invalidated
      }
    }
  }

  private long lastVersion() {
    return jvm.output().stream()
        .filter(line -> line.matches("\\d+"))
        .mapToLong(Long::parseLong)
        .max()
        .orElseThrow();
  }

  @Test
  void between_memory_and_a_cluster_files_begin_empty_and_are_used() throws IOException {
    start(files(), SHOP);
    ready("disk");
    jvm.ask("find 1");
    jvm.kill();
    Path clustered = ClusterFile.embedded(directory);
    String disk = "  - { name: disk, type: file, directory: '%s' }\n";
    Files.writeString(
        clustered,
        Files.readString(clustered)
            .replaceFirst(
                "(?m)^  - \\{ name: cluster", disk.formatted(directory.resolve("files")) + "$0"));

    start(clustered, SHOP);

    assertEquals("[multilayercache] layer disk: ready, emptied.", ready("disk"));
    assertTrue(jvm.ask("find 1").endsWith("loaded"));
    WatchedJvms.of(jvm)
        .await(
            Duration.ofSeconds(60),
            () ->
                jvm.agentLines().stream().anyMatch(line -> line.contains("layer cluster: ready")));
    Object before = entries("disk");
    assertTrue(jvm.ask("find 2").endsWith("loaded"));
    assertNotEquals(before, entries("disk"));
    jvm.ask("change 2");
    assertEquals(before, entries("disk"));
  }

  @Test
  void a_second_JVM_on_the_same_directory_runs_without_the_layer() throws IOException {
    Path configuration = files();
    start(configuration, SHOP);
    ready("disk");

    try (ForkedJvm first = jvm) {
      start(configuration, SHOP);

      assertEquals(
          "[multilayercache] layer disk: cannot be opened: directory "
              + directory.resolve("files")
              + " is in use by another layer or JVM. Give each its own. The application runs"
              + " without it; tried again every 10 s.",
          ready("disk"));
      assertTrue(jvm.ask("find 1").endsWith("loaded"));
      assertTrue(jvm.ask("find 1").endsWith("cached"));
      assertTrue(first.isAlive());
    }
  }

  @Nested
  class AJarOfAThirdParty {
    @Test
    void compiled_against_the_annotations_alone_is_a_layer() throws Exception {
      Path jar = jarOf(block("java", page()));
      start(configuration(block("yaml", page()).replace("memory-store.jar", jar.toString())), SHOP);
      assertTrue(jvm.ask("find 1").endsWith("loaded")); // the store is opened now
      assertEquals("[multilayercache] layer memory: ready, 0 entries.", ready("memory"));

      Object before = entries("memory");
      assertTrue(jvm.ask("find 2").endsWith("loaded"));
      assertNotEquals(before, entries("memory"));
      jvm.ask("changeCategory even");
      assertEquals(before, entries("memory"));
    }

    @Test
    void whose_setting_is_missing_is_told_with_its_line_and_left_out() throws Exception {
      Path jar = jarOf(block("java", page()));
      Path configuration =
          configuration(
              block("yaml", page())
                  .replace("memory-store.jar", jar.toString())
                  .replace("region: shop", "regoin: shop"));
      start(configuration, SHOP);
      assertTrue(jvm.ask("find 1").endsWith("loaded"));

      assertEquals(
          "[multilayercache] layer memory: cannot be opened: "
              + configuration
              + ":4: layers[1].type com.acme.MemoryStoreFactory failed"
              + " (java.lang.IllegalArgumentException: settings.region is missing. Write it.)."
              + " The application runs without it; tried again every 10 s.",
          ready("memory"));
      assertTrue(jvm.ask("find 1").endsWith("cached"));
    }

    @Test
    void without_the_class_leaves_the_application_uncached() throws Exception {
      Path jar = jarOf(block("java", page()));
      Path configuration =
          configuration(
              block("yaml", page())
                  .replace("memory-store.jar", jar.toString())
                  .replace("MemoryStoreFactory", "MemoryStore"));
      start(configuration, SHOP);
      assertTrue(jvm.ask("find 1").endsWith("loaded"));

      assertTrue(jvm.ask("find 1").endsWith("loaded"));
      assertEquals(
          List.of(
              "[multilayercache] "
                  + configuration
                  + ":4: layers[1].type names com.acme.MemoryStore, which is no"
                  + " dev.multilayercache.layer.LayerStoreFactory. Agent not installed; the"
                  + " application runs uncached."),
          jvm.agentLines());
    }

    private String page() throws IOException {
      return Files.readString(ForkedJvm.existing("agent/docs/own-layer.md"));
    }

    private static String block(String language, String page) {
      Matcher block = Pattern.compile("(?s)```" + language + "\\n(.*?)```").matcher(page);
      assertTrue(block.find());
      return block.group(1);
    }

    private Path jarOf(String source) throws IOException {
      Path sources = Files.createDirectories(directory.resolve("sources"));
      Path classes = Files.createDirectories(directory.resolve("classes"));
      Path file = Files.writeString(sources.resolve("MemoryStoreFactory.java"), source);
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      int status =
          compiler.run(
              null,
              null,
              null,
              "--release",
              "17",
              "-cp",
              ForkedJvm.annotationsJar().toString(),
              "-d",
              classes.toString(),
              file.toString());
      assertEquals(0, status);
      Path jar = directory.resolve("store.jar");
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
          Stream<Path> all = Files.walk(classes)) {
        for (Path each : all.filter(Files::isRegularFile).toList()) {
          out.putNextEntry(new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
          out.write(Files.readAllBytes(each));
        }
      }
      assertFalse(Files.size(jar) == 0);
      return jar;
    }
  }
}
