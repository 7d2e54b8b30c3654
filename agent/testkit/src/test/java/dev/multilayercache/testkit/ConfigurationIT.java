package dev.multilayercache.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.testkit.shop.Catalogue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a test says of the agent's configuration, in a JVM that was not started with the agent. */
class ConfigurationIT {

  @WithMultiLayerCache(yaml = "layers: [{ name: near, type: caffeine, maximumEntries: 5 }]")
  static class WrittenInTheTest {
    @Test
    void holds(CacheProbe caches) {
      Catalogue.categories();
      Catalogue.categories();
      caches.cache("categories").assertHitsIn("near", 1);
    }

    @Test
    @WithMultiLayerCache(config = "testkit-agent.yaml")
    void gives_way_to_that_of_a_method(CacheProbe caches) {
      Catalogue.categories();
      Catalogue.categories();
      caches.cache("categories").assertHitsIn("fromResource", 1);
    }
  }

  @WithMultiLayerCache
  static class None {
    @Test
    void means_the_local_layer(CacheProbe caches) {
      Catalogue.categories();
      Catalogue.categories();
      caches.cache("categories").assertHitsIn("local", 1);
    }
  }

  @Test
  void each_class_gets_what_it_asks_for() {
    assertEquals(List.of("3 of 3 succeeded"), InnerTests.run(WrittenInTheTest.class, None.class));
  }

  @WithMultiLayerCache(config = "nowhere.yaml")
  static class Missing {
    @Test
    void fails() {}
  }

  @WithMultiLayerCache(config = "testkit-agent.yaml", yaml = "enabled: true")
  static class Both {
    @Test
    void fails() {}
  }

  @WithMultiLayerCache(yaml = "layrs: []")
  static class Misspelled {
    @Test
    void fails() {}
  }

  @Test
  void mistakes_are_one_line_each() {
    List<String> lines = InnerTests.run(Missing.class, Both.class, Misspelled.class);

    assertEquals("0 of 3 succeeded", lines.get(0));
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.contains("$Missing: config = \"nowhere.yaml\" is neither a file in ")
                        && line.endsWith(" nor a resource on the class path.")),
        lines::toString);
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.endsWith(
                        "$Both: @WithMultiLayerCache has both config and yaml. Keep one of them.")),
        lines::toString);
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.contains("The agent could not be attached: ")
                        && line.contains(".yaml:1: layrs")),
        lines::toString);
  }

  @WithMultiLayerCache(
      yaml =
          """
          application: testkit
          layers:
            - { name: local,   type: caffeine }
            - { name: cluster, type: hazelcast }
          cluster: { name: testkit, members: [127.0.0.1] }
          """)
  static class WithASharedLayer {
    @Test
    void fails(VirtualClock clock) {
      clock.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void with_a_shared_layer_the_clock_is_not_moved() {
    List<String> lines = InnerTests.run(WithASharedLayer.class);

    assertEquals(
        "fails(VirtualClock): The clock cannot be moved: layer cluster (hazelcast) expires by the system's time. Test with layers of type caffeine only, or wait.",
        lines.get(1));
  }
}
