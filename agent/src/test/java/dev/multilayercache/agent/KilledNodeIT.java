package dev.multilayercache.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.testing.ClusterFile;
import dev.multilayercache.agent.testing.ForkedJvm;
import dev.multilayercache.agent.testing.JmxConsole;
import dev.multilayercache.agent.testing.WatchedJvms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two applications with the packaged agent, joined over loopback, one of which is killed. */
class KilledNodeIT {
  private static final String SHOP = "dev.multilayercache.fixture.shop.ShopApp";

  @TempDir Path directory;

  @Test
  void the_other_one_goes_on_without_a_hiccup() {
    Path configuration = ClusterFile.embedded(directory);
    Supplier<ForkedJvm> start = () -> ForkedJvm.java().agent(configuration).fixtures().start(SHOP);
    WatchedJvms both = WatchedJvms.joined(start, start);
    try (ForkedJvm a = both.get(0);
        ForkedJvm b = both.get(1)) {
      // Nodes that have worked for a while: the first operations of one may take longer.
      for (int id = 0; id < 30; id++) {
        a.ask("find " + id);
      }

      b.kill();

      assertNoCallHangs(a);
      both.awaitMembers(a, 1);
      assertTrue(a.ask("find 1").endsWith("cached"));
      JmxConsole.of(a).agent("invalidateAll");
      assertNoCallHangs(a);
    }
  }

  /** A person notices a second; what a dead member left behind must not cost one. */
  private static void assertNoCallHangs(ForkedJvm a) {
    for (int id = 0; id < 100; id++) {
      long begun = System.nanoTime();
      assertTrue(a.ask("find " + id).startsWith("Product[id=" + id));
      Duration taken = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(taken.compareTo(Duration.ofSeconds(1)) < 0, "find " + id + " took " + taken);
    }
  }
}
