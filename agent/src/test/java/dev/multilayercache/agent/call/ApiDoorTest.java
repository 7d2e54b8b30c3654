package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.Lifetime;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.PlanRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ApiDoorTest {
  private final CaffeineLayer layer = new CaffeineLayer("local", 100, System::nanoTime);
  private final Caches caches =
      new Caches(
          List.of(layer),
          new EngineOptions(true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
          new Generations(),
          System::nanoTime);

  @AfterEach
  void close() {
    layer.close();
  }

  /** Each use of a cache fails inside the agent before any layer is read. */
  @Nested
  class WhenTheAgentFails {
    private final ApiDoor door =
        new ApiDoor(
            caches,
            new PlanRegistry(),
            new CallScopes(),
            name -> {
              throw new IllegalStateException("broken");
            },
            name -> Consistency.BOUNDED);

    @Test
    void a_read_is_a_miss() {
      assertNull(door.apply("v1.get", arguments("k")));
      assertEquals(false, door.apply("v1.contains", arguments("k")));
    }

    @Test
    void a_put_is_lost() {
      assertNull(door.apply("v1.put", arguments("k", null, Map.of(), List.of(), "v")));
    }

    @Test
    void a_load_runs_its_loader_once() {
      AtomicInteger calls = new AtomicInteger();
      Callable<Integer> loader = calls::incrementAndGet;

      assertEquals(
          1, door.apply("v1.getOrLoad", arguments("k", null, Map.of(), List.of(), loader)));
      assertEquals(1, calls.get());
    }

    @Test
    void what_the_loader_throws_is_what_is_thrown() {
      Exception failure = new Exception();
      Callable<Object> loader =
          () -> {
            throw failure;
          };

      assertSame(
          failure,
          assertThrows(
              Exception.class,
              () -> door.apply("v1.getOrLoad", arguments("k", null, Map.of(), List.of(), loader))));
    }

    @Test
    void an_invalidation_needs_no_cache() {
      Object[] answer = (Object[]) door.apply("v1.invalidate", arguments("k"));

      assertArrayEquals(
          new Object[] {
            true,
            "Invalidated one key in cache products (not in use on this node) on this node only:"
                + " no cluster layer is configured."
          },
          answer);
    }
  }

  /** The engine's clock overflows its stack once the loader has run. */
  @Test
  void a_loaded_value_is_given_though_the_stack_of_the_agent_ends_after_it() {
    AtomicInteger calls = new AtomicInteger();
    Caches failing =
        new Caches(
            List.of(layer),
            new EngineOptions(true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
            new Generations(),
            () -> {
              if (calls.get() > 0) {
                throw new StackOverflowError("the agent's");
              }
              return System.nanoTime();
            });
    ApiDoor door =
        new ApiDoor(
            failing,
            new PlanRegistry(),
            new CallScopes(),
            name -> new Lifetime(Duration.ofMinutes(1), Map.of(), Duration.ZERO),
            name -> Consistency.BOUNDED);
    Callable<Integer> loader = calls::incrementAndGet;

    assertEquals(1, door.apply("v1.getOrLoad", arguments("k", null, Map.of(), List.of(), loader)));
    assertEquals(1, calls.get());
  }

  @Test
  void an_operation_of_another_version_is_refused_with_what_to_do() {
    ApiDoor door =
        new ApiDoor(
            caches,
            new PlanRegistry(),
            new CallScopes(),
            name -> null,
            name -> Consistency.BOUNDED);

    Exception refusal =
        assertThrows(UnsupportedOperationException.class, () -> door.apply("v2.get", arguments()));

    assertEquals(
        "v2.get is unknown to this agent. Use annotations and agent of one version.",
        refusal.getMessage());
  }

  private static Object[] arguments(Object... more) {
    Object[] arguments = new Object[2 + more.length];
    arguments[0] = ApiDoorTest.class;
    arguments[1] = "products";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return arguments;
  }
}
