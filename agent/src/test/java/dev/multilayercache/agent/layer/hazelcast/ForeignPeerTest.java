package dev.multilayercache.agent.layer.hazelcast;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MapStoreConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.EntryProcessor;
import dev.multilayercache.agent.config.ClusterConfig.Mode;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody knows the cluster's name and joins as a stock member: whatever objects it sends, our
 * member makes none of them, although their classes are on its class path.
 */
class ForeignPeerTest {
  private static final String FOREIGN = "foreign-peer";
  private static final Loopback CLUSTER = new Loopback();
  private static HazelcastLayer member;
  private static HazelcastInstance foreign;
  private static Member ours;

  @BeforeAll
  static void start() {
    member = CLUSTER.member();
    foreign = foreignMember(CLUSTER, 1);
    ours =
        foreign.getCluster().getMembers().stream()
            .filter(each -> !each.localMember())
            .findFirst()
            .orElseThrow();
    await().until(() -> foreign.getPartitionService().isClusterSafe());
  }

  private static HazelcastInstance foreignMember(Loopback cluster, int port) {
    String name = FOREIGN + cluster.firstPort();
    Config config = new Config().setInstanceName(name).setClusterName(cluster.name());
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config.getNetworkConfig().setPort(cluster.firstPort() + port).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config
        .getNetworkConfig()
        .getJoin()
        .getTcpIpConfig()
        .setEnabled(true)
        .addMember("127.0.0.1:" + cluster.firstPort());
    HazelcastInstance joined = Hazelcast.newHazelcastInstance(config);
    cluster.closeLater(joined.getLifecycleService()::terminate);
    return joined;
  }

  @AfterAll
  static void stop() throws Exception {
    CLUSTER.close();
  }

  @BeforeEach
  @AfterEach
  void forget() {
    Gadgets.forget();
  }

  private static List<String> runsWithUs() {
    return Gadgets.runsOutside("hz." + FOREIGN, "main");
  }

  /** Of those that our member holds. */
  private static String ownedByUs() {
    for (int i = 0; ; i++) {
      Member owner = foreign.getPartitionService().getPartition("key" + i).getOwner();
      if (owner != null && owner.equals(ours)) {
        return "key" + i;
      }
    }
  }

  static Stream<Callable<String>> tasks() {
    return Stream.of(new Gadgets.Serialized(), new Gadgets.Named());
  }

  static Stream<EntryProcessor<String, Object, String>> processors() {
    return Stream.of(new Gadgets.Serialized(), new Gadgets.Named());
  }

  static Stream<Object> values() {
    return Stream.of(
        new Gadgets.Serialized(),
        new Gadgets.Named(),
        new Gadgets.Plain(),
        new Object[] {new Gadgets.Serialized()});
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void a_task_for_our_member_is_not_run(Callable<String> task) {
    assertThrows(
        Exception.class,
        () ->
            foreign
                .getExecutorService("tasks")
                .submitToMember(task, ours)
                .get(20, TimeUnit.SECONDS));

    assertEquals(List.of(), runsWithUs());
  }

  @ParameterizedTest
  @MethodSource("processors")
  void a_processor_of_our_member_s_entries_is_not_run(
      EntryProcessor<String, Object, String> processor) {
    assertThrows(
        Exception.class,
        () ->
            foreign
                .<String, Object>getMap("processed")
                .submitToKey(ownedByUs(), processor)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS));

    assertEquals(List.of(), runsWithUs());
  }

  @ParameterizedTest
  @MethodSource("values")
  void an_object_in_the_place_of_a_value_is_not_made_by_our_member(Object value) {
    assertNotMade(foreign, member, value);
  }

  @ParameterizedTest
  @MethodSource("values")
  void an_object_in_the_place_of_a_value_is_not_made_by_our_client(Object value) throws Exception {
    try (Loopback cluster = new Loopback()) {
      HazelcastInstance server = foreignMember(cluster, 0);
      Layer client = Loopback.ready(cluster.layer(cluster.config(Mode.CLIENT, 1, "secret")));

      assertNotMade(server, client, value);
    }
  }

  private static void assertNotMade(HazelcastInstance writer, Layer reader, Object value) {
    String key = ownedByUs();
    writer.getMap("mlc:test:v:products").set(key, value);
    Gadgets.forget();

    assertNull(whatIsFound(reader, key));

    assertEquals(List.of(), Gadgets.runsOutside("hz." + FOREIGN));
  }

  /** A layer may fail; who calls it takes that for an absent layer. */
  private static @Nullable Entry whatIsFound(Layer layer, String key) {
    Region region =
        layer.region(
            new RegionSpec("products", String.class, ForeignPeerTest.class.getClassLoader()));
    try {
      return region.peek(new Key("products", key, key), 0);
    } catch (RuntimeException failed) {
      return null;
    }
  }

  @Test
  void a_class_named_in_a_configuration_is_not_made() {
    MapConfig config =
        new MapConfig("configured")
            .setMapStoreConfig(
                new MapStoreConfig().setEnabled(true).setClassName(Gadgets.Store.class.getName()));
    Gadgets.forget();

    assertThrows(
        RuntimeException.class,
        () -> {
          foreign.getConfig().addMapConfig(config);
          foreign.getMap("configured").get(ownedByUs());
        });

    assertEquals(List.of(), runsWithUs());
  }

  @Test
  void a_client_finds_no_door() {
    ClientConfig config = new ClientConfig().setClusterName(CLUSTER.name());
    config.setProperty("hazelcast.logging.type", "none");
    config.getNetworkConfig().addAddress("127.0.0.1:" + CLUSTER.firstPort());
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(2_000);

    assertThrows(IllegalStateException.class, () -> HazelcastClient.newHazelcastClient(config));
  }
}
