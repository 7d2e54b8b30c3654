package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.agent.testing.WatchedJvms;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two applications with the packaged agent, joined over loopback, invalidated from a console. */
class TwoNodesIT {
  private static final String SHOP = "dev.multilayercache.fixture.shop.ShopApp";

  @TempDir Path directory;
  private Path configuration;
  private ForkedJvm a;
  private ForkedJvm b;
  private WatchedJvms both;

  @BeforeEach
  void start_two_nodes() throws Exception {
    configuration = ClusterFile.embedded(directory);
    both = WatchedJvms.joined(() -> start(), () -> start());
    a = both.get(0);
    b = both.get(1);
  }

  @AfterEach
  void stop_them() {
    a.close();
    b.close();
  }

  @Nested
  class AValueLoadedByA {
    @BeforeEach
    void load() {
      assertEquals(
          "Product[id=1, name=product 1, category=odd, version=0] loaded", a.ask("find 1"));
    }

    @Test
    void is_answered_by_B_from_the_cluster_layer_without_running_its_body() {
      b.ask("version 7");

      assertEquals(
          "Product[id=1, name=product 1, category=odd, version=0] cached", b.ask("find 1"));
      assertEquals("{local=0, cluster=1}", b.ask("hits"));
    }

    @Test
    void is_answered_by_B_from_its_local_layer_the_second_time() {
      b.ask("find 1");

      b.ask("find 1");

      assertEquals("{local=1, cluster=1}", b.ask("hits"));
    }

    @Test
    void is_seen_by_the_API_of_B_under_the_key_of_the_template() {
      assertEquals(
          "Product[id=1, name=product 1, category=odd, version=0]", b.ask("get product:1"));
    }
  }

  @Nested
  class AfterAnInvalidationOverJmxOfA {
    @BeforeEach
    void both_hold_the_value() {
      a.ask("find 1");
      b.ask("find 1");
      a.ask("version 1");
      b.ask("version 1");
    }

    private void both_load_again() {
      both.await(Duration.ofSeconds(10), () -> b.ask("find 1").contains("version=1"));
      assertTrue(a.ask("find 1").contains("version=1"));
    }

    @Test
    void by_key_both_load_again() {
      String line = JmxConsole.of(a).cache("products", "invalidate", "product:1");

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

      assertTrue(a.ask("find 1").endsWith("version=0] cached"));
      assertTrue(b.ask("find 1").endsWith("version=0] cached"));
    }
  }

  @Test
  void an_annotated_invalidation_on_B_reaches_A() {
    a.ask("find 2");
    b.ask("find 2");
    a.ask("version 1");

    b.ask("changeCategory even");

    both.await(Duration.ofSeconds(10), () -> a.ask("find 2").contains("version=1"));
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

  @Test
  void when_B_is_killed_A_goes_on_without_a_hiccup() {
    // Nodes that have worked for a while: the first operations of one may take longer.
    for (int id = 0; id < 30; id++) {
      a.ask("find " + id);
    }

    b.kill();

    assertNoCallHangs();
    both.awaitMembers(a, 1);
    assertTrue(a.ask("find 1").endsWith("cached"));
    JmxConsole.of(a).agent("invalidateAll");
    assertNoCallHangs();
  }

  /** A person notices a second; what a dead member left behind must not cost one. */
  private void assertNoCallHangs() {
    for (int id = 0; id < 100; id++) {
      long begun = System.nanoTime();
      assertTrue(a.ask("find " + id).startsWith("Product[id=" + id));
      Duration taken = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(taken.compareTo(Duration.ofSeconds(1)) < 0, "find " + id + " took " + taken);
    }
  }

  private ForkedJvm start() {
    return ForkedJvm.java().agent(configuration).fixtures().start(SHOP);
  }
}
