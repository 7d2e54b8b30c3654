package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.fixture.consistency.PromisesApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is declared reaches the cache: through class file, agent.yaml and property. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsistencyIT {
  private static final String FILE =
      """
      caches:
        written: { consistency: strong }
        ofFile: { consistency: strong }
        ofApi: { consistency: strong }
      methods:
        - { method: "%s#overruled(long)", consistency: bounded }
      """
          .formatted(PromisesApp.class.getName());

  private Path file;
  private ForkedJvm jvm;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    file = Files.writeString(directory.resolve("agent.yaml"), FILE);
    jvm = ForkedJvm.java().agent(file).fixtures().start(PromisesApp.class.getName());
    assertEquals("used", jvm.nextLine());
  }

  @AfterAll
  void end() {
    jvm.close();
  }

  @ParameterizedTest
  @CsvSource({
    "unsaid,    bounded",
    "annotated, strong",
    "written,   bounded",
    "ofFile,    strong",
    "ofApi,     strong",
    "overruled, bounded"
  })
  void of_a_cache_is_what_the_nearest_says(String cache, String consistency) {
    assertEquals(consistency, consistency(jvm, cache));
  }

  @Test
  void of_the_defaults_is_overridden_by_a_property() {
    try (ForkedJvm other =
        ForkedJvm.java()
            .agent(file)
            .option("-Dmultilayercache.defaults.consistency=strong")
            .fixtures()
            .start(PromisesApp.class.getName())) {
      assertEquals("used", other.nextLine());
      assertEquals("strong", consistency(other, "unsaid"));
    }
  }

  private static Object consistency(ForkedJvm jvm, String cache) {
    return JmxConsole.of(jvm).attribute(JmxConsole.cacheName(cache), "Consistency");
  }
}
