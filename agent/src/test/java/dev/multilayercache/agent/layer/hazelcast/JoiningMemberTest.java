package dev.multilayercache.agent.layer.hazelcast;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.multilayercache.agent.coherence.Confirmation;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.config.ClusterConfig.Mode;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Key;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/** While a member joins, partitions move: operations fail then that succeed when tried again. */
class JoiningMemberTest {
  private static final Budgets PUBLISHING_AS_IN_PRODUCTION =
      new Budgets(
          Loopback.PATIENT.first(),
          Loopback.PATIENT.read(),
          Loopback.PATIENT.write(),
          Budgets.DEFAULT.operation(),
          Budgets.DEFAULT.publish(),
          Budgets.DEFAULT.scan(),
          Loopback.PATIENT.loadLease());

  private final Loopback cluster = new Loopback();
  private int published;

  @AfterEach
  void close() throws Exception {
    cluster.close();
  }

  @RepeatedTest(20)
  void an_invalidation_meanwhile_is_confirmed_or_done_before_the_layer_is_used_again() {
    HazelcastLayer one = Loopback.ready(start());
    Region here =
        one.region(
            new RegionSpec("products", String.class, JoiningMemberTest.class.getClassLoader()));

    HazelcastLayer other = start();
    do {
      publishOne(one, here);
    } while (!other.status().state().equals("ready"));
    publishOne(one, here);
  }

  private void publishOne(HazelcastLayer layer, Region region) {
    String name = "k" + published++;
    Key key = new Key("products", name, name);
    store(region, key);
    Invalidation invalidation =
        published % 2 == 0
            ? new Invalidation.ByKey("products", name)
            : new Invalidation.ByTags("products", List.of(name));

    Confirmation confirmation = layer.publish(invalidation);

    if (!confirmation.confirmed()) {
      Loopback.ready(layer);
    }
    assertNull(region.peek(key, 0), confirmation::detail);
  }

  private static void store(Region region, Key key) {
    Entry entry =
        new Entry(
            "value",
            List.of(key.canonical()),
            System.nanoTime() + Duration.ofMinutes(1).toNanos(),
            0);
    try {
      region.claim(key).store(entry, () -> true);
    } catch (ClusterFailure mayBeStored) {
      return;
    }
  }

  private HazelcastLayer start() {
    return cluster.layer(cluster.config(Mode.EMBEDDED, 1, "secret"), PUBLISHING_AS_IN_PRODUCTION);
  }
}
