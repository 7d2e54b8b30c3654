package dev.multilayercache.agent.layer.hazelcast;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.coherence.KeyPattern;
import dev.multilayercache.agent.config.ClusterConfig.Mode;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Lookup;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients of a stock server that has no class of ours. */
class HazelcastClientTest {
  private static final Key KEY = new Key("products", "a", "a");

  private final Loopback cluster = new Loopback();

  @AfterEach
  void close() throws Exception {
    cluster.close();
  }

  private HazelcastInstance server() {
    Config config = new Config();
    config.setClusterName(cluster.name());
    config.setClassLoader(new StockLoader());
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getJetConfig().setEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config.getNetworkConfig().setPort(cluster.firstPort()).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    HazelcastInstance server = Hazelcast.newHazelcastInstance(config);
    cluster.closeLater(server.getLifecycleService()::terminate);
    return server;
  }

  private HazelcastLayer client() {
    return cluster.layer(cluster.config(Mode.CLIENT, 1, "secret"));
  }

  private static Region region(Layer layer) {
    return layer.region(
        new RegionSpec("products", String.class, HazelcastClientTest.class.getClassLoader()));
  }

  private static Entry entry(String value, String... tags) {
    return new Entry(
        value, List.of(tags), System.nanoTime() + Duration.ofSeconds(100).toNanos(), 0);
  }

  private static Lease miss(Region region) {
    return assertInstanceOf(Lookup.Miss.class, region.read(KEY, 0)).lease();
  }

  @Test
  void clients_read_and_store_several_keys_at_once() {
    HazelcastInstance server = server();
    Region one = region(Loopback.ready(client()));
    Region other = region(Loopback.ready(client()));
    List<Key> keys = List.of(new Key("products", "x", "x"), new Key("products", "y", "y"));

    for (Lookup each : one.readAll(keys, 0)) {
      Lease lease = assertInstanceOf(Lookup.Miss.class, each).lease();
      assertEquals(Lease.Outcome.STORED, lease.begin(entry("value"), () -> true).get());
    }

    assertEquals("value", other.peekAll(keys, 0)[1].value());
    assertTrue(server.getLifecycleService().isRunning());
  }

  @Test
  void clients_share_values_and_invalidations() {
    HazelcastInstance server = server();
    HazelcastLayer one = Loopback.ready(client());
    HazelcastLayer other = Loopback.ready(client());
    List<Invalidation> heard = new CopyOnWriteArrayList<>();
    one.subscribe(heard::add);

    assertEquals(Lease.Outcome.STORED, miss(region(one)).store(entry("v", "red"), () -> true));
    assertEquals("v", region(other).peek(KEY, 0).value());
    await()
        .untilAsserted(
            () -> {
              long expires =
                  server.getMap("mlc:test:v:products").getEntryView("a").getExpirationTime();
              long left = expires - System.currentTimeMillis();
              assertTrue(left > 98_000 && left < 104_000, left + " ms");
            });

    assertTrue(other.publish(new Invalidation.ByTags(null, List.of("red"))).confirmed());
    await().until(() -> heard.stream().anyMatch(Invalidation.ByTags.class::isInstance));
    assertNull(region(one).peek(KEY, 0));

    Lease lease = miss(region(one));
    assertTrue(other.publish(new Invalidation.ByPattern(null, KeyPattern.parse("a*"))).confirmed());
    assertEquals(Lease.Outcome.REFUSED, lease.store(entry("old"), () -> true));
  }

  @Test
  void a_client_without_servers_is_absent_and_joins_when_they_come() {
    HazelcastLayer layer = client();
    Region region = region(layer);

    assertEquals(Lease.NONE, miss(region));
    assertFalse(layer.publish(new Invalidation.ByKey("products", "a")).confirmed());
    server();
    Loopback.ready(layer);

    assertEquals(Lease.Outcome.STORED, miss(region).store(entry("value"), () -> true));
  }

  @Test
  void what_was_not_confirmed_is_repeated_before_the_cluster_is_used_again() {
    HazelcastInstance server = server();
    HazelcastLayer one = Loopback.ready(client());
    Region region = region(one);
    miss(region).store(entry("old"), () -> true);
    byte[] old = (byte[]) server.getMap("mlc:test:v:products").get("a");
    server.getLifecycleService().terminate();
    await().until(() -> !one.status().state().equals("ready"));

    boolean confirmed = one.publish(new Invalidation.ByKey("products", "a")).confirmed();
    server().getMap("mlc:test:v:products").set("a", old);
    Loopback.ready(one);

    assertFalse(confirmed);
    assertNull(region.peek(KEY, 0));
  }

  @Test
  void a_client_that_comes_back_has_its_node_forget() {
    HazelcastInstance server = server();
    HazelcastLayer layer = Loopback.ready(client());
    List<Invalidation> heard = new CopyOnWriteArrayList<>();
    layer.subscribe(heard::add);

    server.getLifecycleService().terminate();
    await().until(() -> !layer.status().state().equals("ready"));
    server();
    Loopback.ready(layer);

    assertTrue(heard.contains(new Invalidation.All(null)));
  }

  /** Everything but our own classes. */
  private static final class StockLoader extends ClassLoader {
    StockLoader() {
      super(HazelcastInstance.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("dev.multilayercache.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
