package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.config.ConfigReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleSettingsTest {
  @TempDir Path directory;

  private List<String> lines(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("shop.yaml"), text);
    return IdleSettings.lines(ConfigReader.read(file.toFile())).stream()
        .map(line -> line.replace(directory + File.separator, ""))
        .toList();
  }

  @Test
  void a_cluster_without_a_layer_in_it_is_told() throws Exception {
    assertEquals(
        List.of(
            "shop.yaml:1: cluster has no effect: no layer is of type hazelcast. Add one to layers, or"
                + " remove it."),
        lines("cluster: { name: shop-cache, members: [127.0.0.1] }\n"));
  }

  @Test
  void hot_keys_without_a_layer_that_nodes_share_are_told() throws Exception {
    assertEquals(
        List.of(
            "shop.yaml: warmUp.hotKeys has no effect: no layer is shared by nodes. Add one of type"
                + " hazelcast to layers, or remove it."),
        lines("warmUp: { hotKeys: 100 }\n"));
  }

  @Test
  void with_such_a_layer_there_is_nothing_to_tell() throws Exception {
    assertEquals(
        List.of(),
        lines(
            """
            application: shop
            layers: [{ name: cluster, type: hazelcast }]
            cluster: { name: shop-cache, members: [127.0.0.1] }
            warmUp: { hotKeys: 100 }
            """));
  }
}
