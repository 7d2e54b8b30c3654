package dev.multilayercache.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersConfigTest {
  @TempDir Path directory;

  private List<LayerConfig> layers(String text) throws Exception {
    return config(text).layers();
  }

  private AgentConfig config(String text) throws Exception {
    return ConfigReader.read(
        Files.writeString(directory.resolve("agent.yaml"), text).toFile(),
        new Surroundings(Map.of("SECRET", "s3cret"), Map.of()));
  }

  @Test
  void a_layer_in_files_has_a_directory_and_bounds() throws Exception {
    LayerConfig layer =
        layers("layers: [ { name: d, type: file, directory: cache, maximumSize: 64MiB } ]").get(0);

    assertEquals(new FileConfig(new File("cache"), 64L << 20), layer.file());
    assertEquals(100_000, layer.maximumEntries());
    assertNull(layer.store());
  }

  @Test
  void a_layer_in_files_takes_a_gibibyte_where_nothing_is_said() throws Exception {
    LayerConfig layer = layers("layers: [ { name: d, type: file, directory: cache } ]").get(0);

    assertEquals(1L << 30, layer.file().maximumBytes());
  }

  @Test
  void a_layer_that_is_a_class_has_its_jars_and_settings() throws Exception {
    LayerConfig layer =
        layers(
                """
                layers:
                  - name: redis
                    type: com.acme.Redis
                    classPath: [ . ]
                    settings: { port: 6379, password: "${env:SECRET}" }
                """)
            .get(0);

    StoreConfig store = layer.store();
    assertEquals(List.of(new File(".")), store.classPath());
    assertEquals(Map.of("port", "6379", "password", "s3cret"), store.settings());
    assertFalse(store.toString().contains("s3cret"));
  }

  @Test
  void hits_before_admission_are_known_by_layer() throws Exception {
    AgentConfig config =
        config(
            """
            layers:
              - { name: hot, type: caffeine, admitAfter: 3 }
              - { name: local, type: caffeine, admitAfter: 0 }
              - { name: large, type: caffeine }
            """);

    assertEquals(Map.of("hot", 3, "local", 0, "large", 1), config.admitAfter());
  }
}
