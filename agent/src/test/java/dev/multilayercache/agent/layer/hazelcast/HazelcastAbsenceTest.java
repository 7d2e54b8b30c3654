package dev.multilayercache.agent.layer.hazelcast;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.map.IMap;
import dev.multilayercache.agent.coherence.Confirmation;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.config.ClusterConfig;
import dev.multilayercache.agent.config.ClusterConfig.Mode;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.GuardedLayer;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.testing.Background;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HazelcastAbsenceTest {
  private static final Key KEY = new Key("products", "a", "a");

  private final Loopback cluster = new Loopback();

  @AfterEach
  void close() throws Exception {
    cluster.close();
  }

  private static Region region(Layer layer) {
    return layer.region(
        new RegionSpec("products", String.class, HazelcastAbsenceTest.class.getClassLoader()));
  }

  private static Lease miss(Region region) {
    return assertInstanceOf(Lookup.Miss.class, region.read(KEY, 0)).lease();
  }

  private static Entry entry(String value) {
    return new Entry(value, List.of(), System.nanoTime() + Duration.ofMinutes(1).toNanos(), 0);
  }

  @Test
  void a_member_without_a_free_port_is_absent_and_says_so() throws Exception {
    List<ServerSocket> taken = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ServerSocket socket =
          new ServerSocket(cluster.firstPort() + i, 1, InetAddress.getByName("127.0.0.1"));
      taken.add(socket);
    }

    HazelcastLayer layer = cluster.layer(cluster.config(Mode.EMBEDDED, 1, "secret"));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> layer.status().state().startsWith("absent: no port from "));
    assertEquals(Lease.NONE, miss(region(layer)));
    for (ServerSocket each : taken) {
      each.close();
    }
  }

  @Test
  void a_member_whose_interface_is_another_machines_says_so() {
    ClusterConfig config =
        new ClusterConfig(
            Mode.EMBEDDED,
            cluster.name(),
            List.of("127.0.0.1"),
            "192.0.2.1",
            cluster.firstPort(),
            cluster.firstPort() + 2,
            1,
            "secret");

    HazelcastLayer layer = cluster.layer(config);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> layer.status().state().equals("absent: 192.0.2.1 is no address of this machine"));
  }

  @Test
  void a_member_joins_once_the_ports_are_free() throws Exception {
    List<ServerSocket> taken = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ServerSocket socket =
          new ServerSocket(cluster.firstPort() + i, 1, InetAddress.getByName("127.0.0.1"));
      taken.add(socket);
    }
    HazelcastLayer layer = cluster.layer(cluster.config(Mode.EMBEDDED, 1, "secret"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> layer.status().state().startsWith("absent: no port from "));

    for (ServerSocket each : taken) {
      each.close();
    }
    Loopback.ready(layer);

    assertEquals(Lease.Outcome.STORED, miss(region(layer)).store(entry("v"), () -> true));
  }

  @Test
  void one_of_two_required_members_is_absent() {
    HazelcastLayer layer = cluster.layer(cluster.config(Mode.EMBEDDED, 2, "secret"));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> layer.status().state().startsWith("absent: 1 member of at least 2"));

    Confirmation confirmation = layer.publish(new Invalidation.All(null));
    assertFalse(confirmation.confirmed());
    assertTrue(confirmation.detail().contains("1 member of at least 2"), confirmation.detail());
  }

  @Test
  void the_second_required_member_makes_both_ready() {
    HazelcastLayer one = cluster.layer(cluster.config(Mode.EMBEDDED, 2, "secret"));
    HazelcastLayer other = cluster.layer(cluster.config(Mode.EMBEDDED, 2, "secret"));

    Loopback.ready(one);
    Loopback.ready(other);

    assertTrue(one.publish(new Invalidation.All(null)).confirmed());
  }

  @Test
  void a_node_with_another_secret_reads_nothing_of_the_others() {
    cluster.member();
    HazelcastLayer stranger = cluster.layer(cluster.config(Mode.EMBEDDED, 1, "another"));

    awaitRefusal(stranger);
  }

  @Test
  void a_node_without_the_secret_reads_nothing_of_the_others() {
    cluster.member();
    HazelcastLayer stranger = cluster.layer(cluster.config(Mode.EMBEDDED, 1, null));

    awaitRefusal(stranger);
  }

  @Test
  void a_cluster_without_a_secret_is_refused_by_who_has_one() {
    Loopback.ready(cluster.layer(cluster.config(Mode.EMBEDDED, 1, null)));
    HazelcastLayer layer = cluster.layer(cluster.config(Mode.EMBEDDED, 1, "secret"));

    awaitRefusal(layer);
  }

  private static void awaitRefusal(HazelcastLayer layer) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> layer.status().state().startsWith("absent: another application or secret"));
    assertEquals(Lease.NONE, miss(region(layer)));
  }

  @Test
  void a_cluster_that_never_answers_in_time_is_left_alone_after_five_calls() throws Exception {
    Duration none = Duration.ZERO;
    Duration any = Duration.ofSeconds(20);
    Budgets impatient = new Budgets(none, none, none, any, any, any, Duration.ofSeconds(1));
    Layer layer =
        new GuardedLayer(
            Loopback.ready(cluster.layer(cluster.config(Mode.EMBEDDED, 1, "secret"), impatient)),
            System::nanoTime);
    Region region = region(layer);
    // No time at all is not enough: an answer may be there at once. Another thread holds the key,
    // because the cluster knows a call by its member and thread.
    IMap<String, byte[]> map = cluster.memberInstance().getMap("mlc:test:v:products");
    Background.run(() -> map.tryLock(KEY.canonical())).result();

    for (int call = 0; call < 20; call++) {
      assertEquals(Lease.NONE, miss(region));
    }

    map.forceUnlock(KEY.canonical());
    assertEquals(5, layer.status().errors());
    String state = layer.status().state();
    assertTrue(state.contains("5 calls failed in a row (last: no answer within 0 ms)"), state);
  }

  @Test
  void closing_ends_within_two_seconds() {
    HazelcastLayer layer = cluster.member();
    long begun = System.nanoTime();

    layer.close();

    assertTrue(System.nanoTime() - begun < Duration.ofSeconds(2).toNanos());
  }

  @Test
  void a_closed_layer_is_absent() {
    HazelcastLayer layer = cluster.member();
    Region region = region(layer);

    layer.close();

    assertEquals(Lease.NONE, miss(region));
    assertEquals("absent: closed", layer.status().state());
  }

  @Test
  void the_default_cluster_name_is_refused() {
    ClusterConfig dev =
        new ClusterConfig(
            Mode.EMBEDDED, "dev", List.of("127.0.0.1"), "127.0.0.1", 5791, 5799, 0, "secret");

    assertThrows(IllegalArgumentException.class, () -> cluster.layer(dev));
  }
}
