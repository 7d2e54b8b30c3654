package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.agent.testing.WatchedJvms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two applications with the packaged agent, joined over loopback, invalidated from a console. */
class TwoNodesIT {
  private static final String SHOP = "dev.multilayercache.fixture.shop.ShopApp";

  private static final AtomicLong LAST_ID = new AtomicLong(1);

  @TempDir static Path directory;
  private static WatchedJvms both;
  private static ForkedJvm a;
  private static ForkedJvm b;

  /** An odd one that no other test asks for. */
  private final long id = LAST_ID.addAndGet(2);

  @BeforeAll
  static void start_two_nodes() {
    Path configuration = ClusterFile.embedded(directory);
    Supplier<ForkedJvm> start = () -> ForkedJvm.java().agent(configuration).fixtures().start(SHOP);
    both = WatchedJvms.joined(start, start);
    a = both.get(0);
    b = both.get(1);
    a.ask("find 0");
    b.ask("find 0");
  }

  @BeforeEach
  void make_them_as_they_were() {
    a.ask("version 0");
    b.ask("version 0");
    JmxConsole.of(b).cache("products", "resetStatistics");
  }

  @AfterAll
  static void stop_them() {
    a.close();
    b.close();
  }

  private String product(int version) {
    return "Product[id=%d, name=product %d, category=odd, version=%d]".formatted(id, id, version);
  }

  @Nested
  class AValueLoadedByA {
    @BeforeEach
    void load() {
      assertEquals(product(0) + " loaded", a.ask("find " + id));
    }

    @Test
    void is_answered_by_B_from_the_cluster_layer_without_running_its_body() {
      b.ask("version 7");

      assertEquals(product(0) + " cached", b.ask("find " + id));
      assertEquals("{local=0, cluster=1}", b.ask("hits"));
    }

    @Test
    void is_answered_by_B_from_its_local_layer_the_second_time() {
      b.ask("find " + id);

      b.ask("find " + id);

      assertEquals("{local=1, cluster=1}", b.ask("hits"));
    }

    @Test
    void is_seen_by_the_API_of_B_under_the_key_of_the_template() {
      assertEquals(product(0), b.ask("get product:" + id));
    }
  }

  @Nested
  class AfterAnInvalidationOverJmxOfA {
    @BeforeEach
    void both_hold_the_value() {
      a.ask("find " + id);
      b.ask("find " + id);
      a.ask("version 1");
      b.ask("version 1");
    }

    private void both_load_again() {
      both.await(Duration.ofSeconds(10), () -> b.ask("find " + id).contains("version=1"));
      assertTrue(a.ask("find " + id).contains("version=1"));
    }

    @Test
    void by_key_both_load_again() {
      String line = JmxConsole.of(a).cache("products", "invalidate", "product:" + id);

      assertTrue(line.contains("CONFIRMED") && !line.contains("UNCONFIRMED"), line);
      both_load_again();
    }

    @Test
    void by_tag_both_load_again() {
      JmxConsole.of(a).agent("invalidateByTags", "other,category:odd");

      both_load_again();
    }

    @Test
    void by_pattern_both_load_again() {
      JmxConsole.of(a).cache("products", "invalidatePattern", "product:*");

      both_load_again();
    }

    @Test
    void of_everything_both_load_again() {
      JmxConsole.of(a).agent("invalidateAll");

      both_load_again();
    }

    @Test
    void by_a_tag_it_does_not_carry_both_keep_the_value() {
      JmxConsole.of(a).agent("invalidateByTags", "category:even");

      assertTrue(a.ask("find " + id).endsWith("version=0] cached"));
      assertTrue(b.ask("find " + id).endsWith("version=0] cached"));
    }
  }

  @Test
  void an_annotated_invalidation_on_B_reaches_A() {
    String find = "find " + (id + 1);
    a.ask(find);
    b.ask(find);
    a.ask("version 1");

    b.ask("changeCategory even");

    both.await(Duration.ofSeconds(10), () -> a.ask(find).contains("version=1"));
  }

  @Test
  void what_A_puts_through_the_API_B_can_get() {
    a.ask("note today rain");

    assertEquals("rain", b.ask("noted today"));
  }

  @Test
  void when_the_local_entry_expires_the_cluster_layer_answers() {
    assertTrue(a.ask("shortHere x").endsWith("loaded"));
    b.ask("version 5");

    both.await(
        Duration.ofSeconds(20),
        () ->
            a.ask("shortHere x").equals("x 0 cached")
                && JmxConsole.of(a)
                        .layerHits(
                            "dev.multilayercache.fixture.shop.Shop.shortHere(java.lang.String)")
                        .get("cluster")
                    > 0);
  }
}
