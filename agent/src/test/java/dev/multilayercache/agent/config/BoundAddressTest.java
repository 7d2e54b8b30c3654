package dev.multilayercache.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address that a member binds: within one's own network, or whatever was consented to. */
class BoundAddressTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "10.0.0.1",
        "10.*.*.*",
        "10.3.16-20.*",
        "192.168.1.7",
        "192.168.1.*",
        "172.16.0.1",
        "172.31.255.255",
        "172.16-31.0.1",
        "169.254.1.1",
        "::1",
        "fe80::1",
        "FE80::1%eth0",
        "fd12:3456::1",
        "fc00::1"
      })
  void within_a_private_network_is_taken(String address) throws Exception {
    assertTrue(PrivateAddress.is(address));
    assertEquals(address, bound(address, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "*.*.*.*",
        "8.8.8.8",
        "203.0.113.7",
        "11.0.0.1",
        "1-10.0.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "172.1-20.0.1",
        "172.*.0.1",
        "192.169.0.1",
        "192.*.0.1",
        "169.255.0.1",
        "100.64.0.1",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.1.1",
        "10.0.0.x",
        "10.0.0.",
        "::",
        "2001:db8::1",
        "fd::1",
        "::ffff:8.8.8.8",
        "localhost",
        "host.example.org"
      })
  void that_others_may_reach_is_refused_without_consent(String address) {
    assertFalse(PrivateAddress.is(address));
    assertThrows(ConfigException.class, () -> bound(address, ""));
    assertThrows(ConfigException.class, () -> bound(address, "allowPlaintext: false"));
  }

  @Test
  void that_others_may_reach_is_taken_with_consent() throws Exception {
    assertEquals("203.0.113.7", bound("203.0.113.7", "allowPlaintext: true"));
  }

  @Test
  void does_not_matter_to_a_client_which_binds_none() throws Exception {
    assertEquals("203.0.113.7", bound("203.0.113.7", "mode: client"));
  }

  private String bound(String address, String more) throws Exception {
    String yaml =
        """
        application: shop
        layers: [ { name: cluster, type: hazelcast } ]
        cluster:
          name: x
          members: [h]
          interface: "%s"
          %s
        """
            .formatted(address, more);
    Path file = Files.writeString(folder.resolve("agent.yaml"), yaml);
    AgentConfig config = ConfigReader.read(file.toFile(), new Surroundings(Map.of(), Map.of()));
    assertNotNull(config.cluster());
    return config.cluster().networkInterface();
  }
}
