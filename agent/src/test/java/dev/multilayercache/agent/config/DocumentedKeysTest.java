package dev.multilayercache.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The sample agent.yaml and the README's table speak of the same keys: all of them. */
class DocumentedKeysTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\|");
  private static final Pattern KEY = Pattern.compile("`([a-zA-Z.]+)`");

  private static final Pattern OFFER = Pattern.compile("Known: ([^.]+)\\.");

  @Test
  void the_README_has_a_row_for_each_key_of_the_sample() throws IOException {
    assertEquals(keysOfSample(), keysOfReadme());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''         | zzzzzzzz: 1
          layers     | layers: [{ zzzzzzzz: 1 }]
          cluster    | cluster: { zzzzzzzz: 1 }
          defaults   | defaults: { zzzzzzzz: 1 }
          caches     | caches: { any: { zzzzzzzz: 1 } }
          methods    | methods: [{ zzzzzzzz: 1 }]
          methods.invalidate | methods: [{ method: 'a.B#c()', invalidate: [{ zzzzzzzz: 1 }] }]
          methods.update | methods: [{ method: 'a.B#c()', update: [{ zzzzzzzz: 1 }] }]
          jmx        | jmx: { zzzzzzzz: 1 }
          warmUp     | warmUp: { zzzzzzzz: 1 }
          warmUp.methods | warmUp: { methods: [{ zzzzzzzz: 1 }] }
          """)
  void the_sample_shows_each_key_that_the_reader_offers(
      String section, String mistake, @TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("agent.yaml"), mistake);
    String line =
        assertThrows(ConfigException.class, () -> ConfigReader.read(file.toFile())).getMessage();
    Matcher offer = OFFER.matcher(line);
    assertTrue(offer.find(), line);

    for (String key : offer.group(1).split(", ")) {
      String path = section.isEmpty() ? key : section + "." + key;
      assertTrue(
          keysOfSample().stream().anyMatch(shown -> (shown + ".").startsWith(path + ".")), path);
    }
  }

  /** Also of what it shows in comments. */
  private static Set<String> keysOfSample() throws IOException {
    Set<String> keys = new TreeSet<>();
    collect("", new Yaml().load(Sample.withWhatItShows()), keys);
    return keys;
  }

  private static void collect(String path, Object node, Set<String> keys) {
    if (node instanceof Map<?, ?> map && !path.matches(".*\\.(layerTtl|settings)")) {
      map.forEach(
          (name, child) -> collect(path.isEmpty() ? "" + name : path + "." + name, child, keys));
    } else if (node instanceof List<?> list && list.get(0) instanceof Map) {
      list.forEach(child -> collect(path, child, keys));
    } else {
      keys.add(path.replaceFirst("^caches\\.\\w+", "caches"));
    }
  }

  private static Set<String> keysOfReadme() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    int start = readme.indexOf("## Configuration");
    String section = readme.substring(start, readme.indexOf("\n## ", start + 1));
    Set<String> keys = new TreeSet<>();
    ROW.matcher(section)
        .results()
        .flatMap(row -> KEY.matcher(row.group(1)).results())
        .forEach(key -> keys.add(key.group(1)));
    return keys;
  }
}
