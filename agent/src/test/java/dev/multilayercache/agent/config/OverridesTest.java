package dev.multilayercache.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.coherence.Consistency;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
  private static final String FILE =
      """
      application: shop
      layers:
        - { name: local, type: caffeine, ttl: 60s }
        - { name: cluster, type: hazelcast }
      cluster: { name: shop-cache, members: [a, b], port: 5791-5799 }
      caches:
        com.acme.Repo.find(long): { ttl: 1m, layerTtl: { local: 5s } }
      methods:
        - { method: "a.B#c(long)", ttl: 5m }
        - { method: "a.B#d(long)", invalidate: [{ tags: [a] }, { cache: shelves, all: true }] }
      """;

  @TempDir Path folder;

  @Nested
  class WithAFile {
    @Test
    void what_switches_the_agent_off_is_named() throws Exception {
      AgentConfig config = withFile("enabled", "false");

      assertEquals(
          "-Dmultilayercache.enabled",
          ConfigReader.whereEnabled(
              config, new Surroundings(Map.of(), Map.of("multilayercache.enabled", "false"))));
      assertEquals(
          config.source() + ": enabled",
          ConfigReader.whereEnabled(config, new Surroundings(Map.of(), Map.of())));
    }

    @Test
    void a_number_is_overridden() throws Exception {
      assertEquals(5795, withFile("cluster.port", "5795").cluster().firstPort());
    }

    @ParameterizedTest
    @CsvSource({"layers.local.ttl", "layers[0].ttl"})
    void a_layer_is_named_by_name_or_index(String path) throws Exception {
      assertEquals(Duration.ofSeconds(7), withFile(path, "7s").layers().get(0).ttl());
    }

    @Test
    void a_key_that_the_file_leaves_out_is_set() throws Exception {
      assertEquals(
          Duration.ofSeconds(7), withFile("layers.cluster.ttl", "7s").layers().get(1).ttl());
    }

    @Test
    void a_section_that_the_file_leaves_out_is_made() throws Exception {
      assertFalse(withFile("jmx.operations", "false").jmx().operations());
    }

    @Test
    void a_cache_is_named_dots_and_all() throws Exception {
      AgentConfig config = withFile("caches.com.acme.Repo.find(long).layerTtl.local", "1s");

      assertEquals(
          Map.of("local", Duration.ofSeconds(1)),
          config.caches().get("com.acme.Repo.find(long)").times().layerTtl());
    }

    @Test
    void a_cache_that_the_file_leaves_out_is_named_dots_and_all() throws Exception {
      AgentConfig config = withFile("caches.com.acme.Other.get(int).ttl", "1s");

      assertEquals(
          Duration.ofSeconds(1), config.caches().get("com.acme.Other.get(int)").times().ttl());
    }

    @Test
    void a_method_is_named_by_index() throws Exception {
      assertEquals(
          Duration.ofSeconds(1),
          withFile("methods[0].ttl", "1s").methods().get(0).wishes().times().ttl());
    }

    @Test
    void one_of_the_changes_of_a_method_is_named_by_index_too() throws Exception {
      AgentConfig config = withFile("methods[1].invalidate[1].cache", "racks");

      assertEquals("racks", config.methods().get(1).changes().invalidations().get(1).cache());
    }

    @Test
    void a_consistency_is_overridden_wherever_it_may_stand() throws Exception {
      AgentConfig ofCache = withFile("caches.com.acme.Repo.find(long).consistency", "strong");
      AgentConfig ofMethod = withFile("methods[0].consistency", "strong");
      AgentConfig ofDefaults = withFile("defaults.consistency", "strong");

      assertEquals(
          Consistency.STRONG, ofCache.caches().get("com.acme.Repo.find(long)").consistency());
      assertEquals(Consistency.STRONG, ofMethod.methods().get(0).wishes().consistency());
      assertEquals(Consistency.STRONG, ofDefaults.defaults().consistency());
    }

    @Test
    void a_list_is_given_separated_by_commas() throws Exception {
      assertEquals(List.of("x", "y:5"), withFile("cluster.members", "x, y:5").cluster().members());
    }

    @Test
    void a_secret_may_be_given() throws Exception {
      assertEquals("s3cret", withFile("cluster.secret", "s3cret").cluster().secret());
    }

    @ParameterizedTest
    @CsvSource({"config", "agent", "log", "virtualClock"})
    void names_that_are_not_settings_are_left_alone(String name) throws Exception {
      assertEquals("shop", withFile(name, "anything").application());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "layers.local.ttl | 5 minuts"
              + " | -Dmultilayercache.layers.local.ttl is \"5 minuts\", not a duration."
              + " Write 30s, 5m or PT5M.",
          "defaults.consistency | strict"
              + " | -Dmultilayercache.defaults.consistency is \"strict\", not a consistency."
              + " Did you mean strong?",
          "layers.local.tll | 5s"
              + " | -Dmultilayercache.layers.local.tll is not a known key. Did you mean ttl?",
          "layers.remote.ttl | 5s"
              + " | -Dmultilayercache.layers.remote.ttl names no item of the list."
              + " Known: local, cluster.",
          "jms.enabled | true"
              + " | -Dmultilayercache.jms.enabled: jms is not a known key. Did you mean jmx?",
          "application.name | x"
              + " | -Dmultilayercache.application.name is not a known key:"
              + " application has no parts.",
          "cluster | x"
              + " | -Dmultilayercache.cluster is text, not a section. Write keys with values.",
        })
    void a_mistake_names_the_property(String path, String value, String line) throws Exception {
      Exception refusal = assertThrows(ConfigException.class, () -> withFile(path, value));

      assertEquals(
          line + " Agent not installed; the application runs uncached.", refusal.getMessage());
    }

    private AgentConfig withFile(String path, String value) throws Exception {
      return ConfigReader.read(write(FILE), properties("multilayercache." + path, value));
    }
  }

  @Nested
  class WithoutAFile {
    @Test
    void the_built_in_defaults_hold() throws Exception {
      assertEquals(AgentConfig.builtIn(), ConfigReader.read((String) null, properties("a", "b")));
    }

    @Test
    void the_built_in_defaults_are_what_an_empty_file_means() throws Exception {
      AgentConfig empty = ConfigReader.read(write("# nothing\n"), properties("a", "b"));

      AgentConfig builtIn = AgentConfig.builtIn();
      assertEquals(builtIn.layers(), empty.layers());
      assertEquals(builtIn.defaults(), empty.defaults());
      assertEquals(builtIn.jmx(), empty.jmx());
    }

    @Test
    void a_setting_of_the_built_in_layer_is_overridden() throws Exception {
      AgentConfig config =
          ConfigReader.read(
              (String) null, properties("multilayercache.layers.local.maximumEntries", "5"));

      assertEquals(5, config.layers().get(0).maximumEntries());
    }

    @Test
    void a_default_is_overridden() throws Exception {
      AgentConfig config =
          ConfigReader.read((String) null, properties("multilayercache.defaults.ttl", "1m"));

      assertEquals(Duration.ofMinutes(1), config.defaults().ttl());
    }
  }

  @Nested
  class TheFile {
    @Test
    void of_the_agent_argument_goes_before_the_property() throws Exception {
      File argument = write("application: argument");

      AgentConfig config =
          ConfigReader.read(argument.getPath(), properties("multilayercache.config", "none"));

      assertEquals("argument", config.application());
    }

    @Test
    void of_the_property_goes_before_the_variable() throws Exception {
      File property = write("application: property");

      AgentConfig config =
          ConfigReader.read(
              "",
              new Surroundings(
                  Map.of("MULTILAYERCACHE_CONFIG", "none"),
                  Map.of("multilayercache.config", property.getPath())));

      assertEquals("property", config.application());
    }

    @Test
    void of_the_variable_is_the_last_choice() throws Exception {
      File variable = write("application: variable");

      AgentConfig config =
          ConfigReader.read(
              (String) null,
              new Surroundings(Map.of("MULTILAYERCACHE_CONFIG", variable.getPath()), Map.of()));

      assertEquals("variable", config.application());
      assertEquals(variable.getPath(), config.source());
    }

    @Test
    void that_is_named_but_missing_is_not_passed_over() {
      assertThrows(
          ConfigException.class,
          () -> ConfigReader.read("none.yaml", new Surroundings(Map.of(), Map.of())));
    }
  }

  @Test
  void the_built_in_defaults_open_no_port() {
    AgentConfig builtIn = AgentConfig.builtIn();

    assertSame(null, builtIn.cluster());
    assertEquals(List.of("local"), builtIn.layerNames());
  }

  private static Surroundings properties(String name, String value) {
    return new Surroundings(Map.of(), Map.of(name, value));
  }

  private File write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("agent.yaml"), yaml).toFile();
  }
}
