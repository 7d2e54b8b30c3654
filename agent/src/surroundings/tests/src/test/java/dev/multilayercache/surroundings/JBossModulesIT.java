package dev.multilayercache.surroundings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.surroundings.fixture.api.Quotes;
import dev.multilayercache.surroundings.fixture.jboss.ModuleApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jboss.modules.Module;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application in JBoss Modules, whose loaders show a module only what it asks for. */
class JBossModulesIT {
  private static final String ANNOTATION = "dev.multilayercache.MultiLayerCached";
  private static final String AGENT = "dev.multilayercache.agent.MultiLayerCacheAgent";

  @TempDir private Path modules;

  @BeforeEach
  void write_modules_that_others_depend_on() throws IOException {
    Files.copy(ForkedJvm.annotationsJar(), module("annotations", "").resolve("module.jar"));
    FixtureJar.of(Quotes.class).write(module("api", "").resolve("module.jar"));
  }

  @Test
  void a_module_that_depends_on_the_annotations_is_cached() throws IOException {
    assertEquals(
        List.of(
            "own: true, bodies: 1",
            "inherited: true, bodies: 1",
            ANNOTATION + " seen: true",
            AGENT + " seen: false"),
        run("<module name='annotations'/> <module name='api'/>"));
  }

  @Test
  void a_module_from_which_the_annotations_are_filtered_is_cached() throws IOException {
    String filter = "<imports><exclude path='dev/multilayercache'/></imports>";

    assertEquals(
        List.of(
            "own: true, bodies: 1",
            "inherited: true, bodies: 1",
            ANNOTATION + " seen: false",
            AGENT + " seen: false"),
        run("<module name='annotations'>" + filter + "</module> <module name='api'/>"));
  }

  private List<String> run(String dependencies) throws IOException {
    FixtureJar.of(ModuleApp.class).write(module("shop", dependencies).resolve("module.jar"));
    try (ForkedJvm jvm =
        ForkedJvm.java()
            .agent(null)
            .startJar(
                Libraries.of(Module.class), "-mp", modules.toString(), "shop", ANNOTATION, AGENT)) {
      assertEquals(0, jvm.waitFor(), () -> "stderr: " + jvm.errors());
      return jvm.output();
    }
  }

  /** The directory of a module that has a jar and these dependencies. */
  private Path module(String name, String dependencies) throws IOException {
    Path directory = Files.createDirectories(modules.resolve(name).resolve("main"));
    Files.writeString(
        directory.resolve("module.xml"),
        """
        <module xmlns="urn:jboss:module:1.9" name="%s">
          <main-class name="%s"/>
          <resources><resource-root path="module.jar"/></resources>
          <dependencies>%s</dependencies>
        </module>
        """
            .formatted(name, ModuleApp.class.getName(), dependencies));
    return directory;
  }
}
