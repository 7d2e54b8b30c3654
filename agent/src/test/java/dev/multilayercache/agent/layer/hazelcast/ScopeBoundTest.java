package dev.multilayercache.agent.layer.hazelcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Lease;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cluster's map of scopes is bounded by forgetting, which must not make old entries fresh. */
class ScopeBoundTest {
  private static final Key KEY = new Key("products", "a", "a");
  private static final int MOST = 3;

  private final Loopback cluster = new Loopback();
  private final HazelcastLayer layer = cluster.member();
  private final HazelcastInstance hazelcast =
      Hazelcast.getAllHazelcastInstances().stream()
          .filter(each -> each.getConfig().getClusterName().equals(cluster.name()))
          .findFirst()
          .orElseThrow();
  private final Session session = new Session(hazelcast, Loopback.APPLICATION, 1);
  private byte[] invalidated;

  @BeforeEach
  void invalidate_more_tags_than_there_may_be_scopes() {
    store(layer);
    invalidated = values().get("a");
    assertTrue(
        layer.publish(new Invalidation.ByTags(null, List.of("t", "u", "v", "w"))).confirmed());
  }

  @AfterEach
  void close() throws Exception {
    cluster.close();
  }

  @Test
  void too_many_scopes_are_replaced_by_one() {
    bound(MOST);

    assertEquals(1, session.scopeCount());
  }

  @Test
  void as_many_as_allowed_are_kept() {
    bound(4);

    assertEquals(4, session.scopeCount());
  }

  @Test
  void a_later_joiner_takes_what_was_invalidated_for_stale() {
    bound(MOST);
    HazelcastLayer joiner = cluster.member();

    values().set("a", invalidated);

    assertNull(region(joiner).peek(KEY, 0));
  }

  @Test
  void what_is_loaded_afterwards_is_fresh_for_a_later_joiner() {
    bound(MOST);
    layer.publish(new Invalidation.ByKey("products", "a"));
    Loopback.ready(layer);
    HazelcastLayer joiner = cluster.member();

    store(joiner);

    assertEquals("value", region(joiner).peek(KEY, 0).value());
  }

  private void bound(int most) {
    Scopes scopes = new Scopes();
    Seal seal = new Seal(Loopback.APPLICATION, "secret");
    Announcer announcer = new Announcer(seal, message -> {}, () -> {}, () -> {});
    new Invalidator(scopes, announcer, new Counters()).boundScopes(session, most);
  }

  private static void store(HazelcastLayer layer) {
    Entry entry =
        new Entry("value", List.of("t"), System.nanoTime() + Duration.ofMinutes(1).toNanos(), 0);
    assertEquals(Lease.Outcome.STORED, region(layer).claim(KEY).store(entry, () -> true));
  }

  private static Region region(HazelcastLayer layer) {
    return layer.region(
        new RegionSpec("products", String.class, ScopeBoundTest.class.getClassLoader()));
  }

  private com.hazelcast.map.IMap<String, byte[]> values() {
    return hazelcast.getMap("mlc:test:v:products");
  }
}
