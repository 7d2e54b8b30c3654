package dev.multilayercache.agent.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ConceptPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that the pages on concepts show. */
class ConceptPagesTest {
  static List<ConceptPage> pages() {
    return ConceptPage.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void are_read_as_they_stand(ConceptPage page, @TempDir Path directory) throws Exception {
    for (String each : page.in("yaml")) {
      Path file = Files.writeString(directory.resolve("agent.yaml"), each);

      assertTrue(ConfigReader.read(file.toFile()).enabled(), () -> page + ":\n" + each);
    }
  }
}
