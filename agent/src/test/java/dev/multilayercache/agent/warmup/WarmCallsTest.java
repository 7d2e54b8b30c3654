package dev.multilayercache.agent.warmup;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.config.WarmUpConfig;
import dev.multilayercache.agent.config.WarmUpConfig.Giver;
import dev.multilayercache.agent.config.WarmUpConfig.WarmMethod;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.LogLines;
import dev.multilayercache.agent.warmup.WarmCalls.NotPossible;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Calls that are made ahead, of a class that is in use. */
class WarmCallsTest {
  private static final String PLACE = "shop.yaml:7: warmUp.methods[0].method";

  private static final Queue<String> CALLED = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger TOGETHER = new AtomicInteger();
  private static final AtomicInteger MOST_TOGETHER = new AtomicInteger();
  private static CountDownLatch mayEnd = new CountDownLatch(0);
  private static CountDownLatch bothBegun = new CountDownLatch(0);

  /** The application's class. */
  @SuppressWarnings("unused") // called by the warm-up
  static final class Repo {
    static String find(long id) throws Exception {
      MOST_TOGETHER.accumulateAndGet(TOGETHER.incrementAndGet(), Math::max);
      try {
        bothBegun.countDown();
        reach(mayEnd);
        if (id < 0) {
          throw new IllegalStateException("negative");
        }
        CALLED.add("find " + id);
        return "found";
      } finally {
        TOGETHER.decrementAndGet();
      }
    }

    void keep(String name, int count) {
      CALLED.add(name + " " + count);
    }

    static Repo repo() {
      return new Repo();
    }

    static long[] ids() {
      return new long[] {7, 8};
    }

    static List<Object[]> names() {
      return List.of(new Object[] {"a", 1}, new Object[] {"b", 2});
    }

    static String nothing() {
      return "no collection";
    }

    static List<Long> failing() {
      throw new IllegalStateException("not now");
    }

    List<Long> ofAnObject() {
      return List.of();
    }
  }

  @BeforeEach
  void begin() {
    CALLED.clear();
    MOST_TOGETHER.set(0);
    mayEnd = new CountDownLatch(0);
    bothBegun = new CountDownLatch(0);
  }

  private static Giver provider(String method) {
    return new Giver(Repo.class.getName(), method);
  }

  private static WarmMethod find(long... ids) {
    List<List<Object>> calls = new ArrayList<>();
    for (long each : ids) {
      calls.add(List.of(each));
    }
    return new WarmMethod(Repo.class.getName(), "find", List.of("long"), calls, null, null, PLACE);
  }

  private static WarmMethod findFrom(String arguments) {
    return new WarmMethod(
        Repo.class.getName(), "find", List.of("long"), List.of(), provider(arguments), null, PLACE);
  }

  private static WarmMethod keep(@Nullable Giver receiver) {
    return new WarmMethod(
        Repo.class.getName(),
        "keep",
        List.of("java.lang.String", "int"),
        List.of(),
        provider("names"),
        receiver,
        PLACE);
  }

  private static WarmUpProgress run(WarmMethod method, int concurrency, Duration timeout)
      throws Exception {
    return run(method, concurrency, timeout, new CountDownLatch(1));
  }

  private static WarmUpProgress run(
      WarmMethod method, int concurrency, Duration timeout, CountDownLatch closed)
      throws Exception {
    WarmUpConfig config =
        new WarmUpConfig(
            Duration.ofSeconds(1),
            concurrency,
            timeout,
            0,
            Duration.ofMinutes(10),
            List.of(method));
    WarmUpProgress progress = new WarmUpProgress();
    WarmCalls calls = WarmCalls.of(method, Repo.class);
    new WarmRun("find", calls, config, progress, closed).run();
    return progress;
  }

  @Test
  void of_a_static_method_are_made_with_the_arguments_written() throws Exception {
    WarmUpProgress progress = run(find(1, 2), 1, Duration.ofSeconds(30));

    assertEquals(List.of("find 1", "find 2"), List.copyOf(CALLED));
    assertEquals(2, progress.loaded());
  }

  @Test
  void take_their_arguments_from_an_array() throws Exception {
    run(findFrom("ids"), 1, Duration.ofSeconds(30));

    assertEquals(List.of("find 7", "find 8"), List.copyOf(CALLED));
  }

  @Test
  void of_an_object_are_made_on_what_the_receiver_gives() throws Exception {
    run(keep(provider("repo")), 1, Duration.ofSeconds(30));

    assertEquals(List.of("a 1", "b 2"), List.copyOf(CALLED));
  }

  @Test
  void that_fail_leave_the_others() throws Exception {
    WarmUpProgress progress = run(find(-1, 2), 1, Duration.ofSeconds(30));

    assertEquals(1, progress.failed());
    assertEquals(1, progress.loaded());
  }

  @Test
  void run_as_many_together_as_they_may() throws Exception {
    bothBegun = new CountDownLatch(2);
    mayEnd = bothBegun;

    run(find(1, 2, 3, 4, 5, 6), 2, Duration.ofSeconds(30));

    assertEquals(2, MOST_TOGETHER.get());
    assertEquals(6, CALLED.size());
  }

  @Test
  void that_have_not_begun_in_time_are_skipped() throws Exception {
    mayEnd = new CountDownLatch(1);

    WarmUpProgress progress = run(find(1, 2, 3), 1, Duration.ofMillis(50));

    assertEquals(2, progress.skipped());
    mayEnd.countDown();
    await().until(() -> progress.loaded() == 1);
    assertEquals(2, progress.skipped(), "what had begun was not interrupted");
  }

  @Test
  void that_have_not_begun_when_the_agent_leaves_are_skipped() throws Exception {
    WarmUpProgress progress = run(find(1, 2, 3), 1, Duration.ofSeconds(30), new CountDownLatch(0));

    assertEquals(3, progress.skipped());
  }

  @Test
  void that_hang_when_the_agent_leaves_are_left_to_themselves_without_a_word() throws Exception {
    bothBegun = new CountDownLatch(1);
    mayEnd = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (LogLines lines = new LogLines()) {
      Background.Call<WarmUpProgress> running =
          Background.run(() -> run(find(1, 2), 1, Duration.ofDays(1), closed));
      Background.reach(bothBegun);

      closed.countDown();

      assertEquals(1, running.result().skipped());
      assertEquals(List.of(), lines.about("warm-up"));
    } finally {
      mayEnd.countDown();
    }
  }

  @Nested
  class AreNotPossible {
    private String reason(WarmMethod method) {
      return assertThrows(NotPossible.class, () -> WarmCalls.of(method, Repo.class)).getMessage();
    }

    @Test
    void on_no_object() {
      assertTrue(reason(keep(null)).startsWith("it is no static method. Write receiver:"));
    }

    @Test
    void on_an_object_of_another_class() {
      assertTrue(reason(keep(provider("nothing"))).contains("its receiver gave no "));
    }

    @Test
    void of_a_method_that_is_not_there() {
      WarmMethod missing =
          new WarmMethod(
              Repo.class.getName(), "fin", List.of("long"), List.of(), null, null, PLACE);

      assertEquals(
          "its class has no such method. Correct shop.yaml:7: warmUp.methods[0].method.",
          reason(missing));
    }

    @Test
    void with_arguments_from_nowhere() {
      assertTrue(reason(findFrom("nobody")).contains("#nobody() cannot be called"));
      assertTrue(reason(findFrom("nothing")).contains("gave no collection or array"));
      assertTrue(reason(findFrom("failing")).contains("threw java.lang.IllegalStateException"));
      assertTrue(reason(findFrom("ofAnObject")).contains("is not static"));
    }
  }
}
