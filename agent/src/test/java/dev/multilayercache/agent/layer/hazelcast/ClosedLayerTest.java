package dev.multilayercache.agent.layer.hazelcast;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hazelcast.internal.util.ConcurrencyUtil;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a layer that was closed leaves behind. */
class ClosedLayerTest {
  private final Loopback cluster = new Loopback();

  @AfterEach
  void close() throws Exception {
    cluster.close();
  }

  @Test
  void has_no_thread_any_more() {
    HazelcastLayer layer = cluster.member();
    assertNotEquals(List.of(), threads("multilayercache-cluster-answer"));

    layer.close();

    await().untilAsserted(() -> assertEquals(List.of(), threads("multilayercache-cluster")));
  }

  @Test
  void leaves_another_one_the_threads_on_which_answers_are_completed() {
    HazelcastLayer one = cluster.member();
    cluster.member();
    one.close();
    await().until(() -> threads("multilayercache-cluster-1").size() == 1);

    String thread =
        CompletableFuture.supplyAsync(
                () -> Thread.currentThread().getName(), ConcurrencyUtil.getDefaultAsyncExecutor())
            .join();
    assertTrue(thread.startsWith("multilayercache-cluster-answer"), thread);
  }

  private static List<String> threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .toList();
  }
}
