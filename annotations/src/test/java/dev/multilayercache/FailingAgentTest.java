package dev.multilayercache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent that fails is as good as none. */
class FailingAgentTest {
  private static final InvalidationResult FAILED =
      new InvalidationResult(
          false, "the agent failed to invalidate: entries may answer until their ttl ends");

  private static MultiLayerCache cache(BiFunction<String, Object[], Object> agent) {
    AgentDoor door = new AgentDoor(agent);
    return new NamedCache(FailingAgentTest.class, "products", () -> door);
  }

  enum Failure implements BiFunction<String, Object[], Object> {
    AN_EXCEPTION {
      @Override
      public Object apply(String operation, Object[] arguments) {
        throw new IllegalStateException("broken");
      }
    },
    AN_ERROR {
      @Override
      public Object apply(String operation, Object[] arguments) {
        throw new NoClassDefFoundError("broken");
      }
    },
    ANOTHER_ANSWER {
      @Override
      public Object apply(String operation, Object[] arguments) {
        return operation.equals("v1.get") ? null : new Object[] {"no", null};
      }
    },
    NO_ANSWER {
      @Override
      public Object apply(String operation, Object[] arguments) {
        return null;
      }
    }
  }

  @Nested
  @ParameterizedClass
  @EnumSource
  class WithAnyFailure {
    @Parameter Failure failure;

    @Test
    void reads_find_nothing() {
      assertNull(cache(failure).get("k"));
      assertFalse(cache(failure).contains("k"));
    }

    @Test
    void a_put_does_not_fail() {
      cache(failure).put("k", "v");
    }

    @Test
    void invalidations_are_not_confirmed() {
      assertEquals(FAILED, cache(failure).invalidate("k"));
      assertEquals(FAILED, cache(failure).expire("k"));
      assertEquals(FAILED, cache(failure).invalidateByTags("t"));
      assertEquals(FAILED, cache(failure).invalidatePattern("k*"));
      assertEquals(FAILED, cache(failure).invalidateAll());
    }

    @Test
    void statistics_are_zero() {
      assertEquals(CacheStatistics.NONE, cache(failure).statistics());
    }
  }

  @Test
  void one_that_cannot_expire_a_key_is_asked_to_forget_it() {
    MultiLayerCache cache =
        cache(
            (operation, arguments) -> {
              if (operation.equals("v1.expire")) {
                throw new UnsupportedOperationException("of an older agent");
              }
              return new Object[] {true, operation + " " + arguments[2]};
            });

    assertEquals(new InvalidationResult(true, "v1.invalidate k"), cache.expire("k"));
  }

  @Nested
  class ALoader {
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void runs_if_the_agent_fails_before_it() {
      assertEquals(1, cache(Failure.AN_EXCEPTION).getOrLoad("k", calls::incrementAndGet));
    }

    @Test
    void runs_once_if_the_agent_fails_after_it() {
      MultiLayerCache cache =
          cache(
              (operation, arguments) -> {
                run((Callable<?>) arguments[6]);
                throw new NoClassDefFoundError("broken");
              });

      assertEquals(1, cache.getOrLoad("k", calls::incrementAndGet));
      assertEquals(1, calls.get());
    }

    @Test
    void keeps_its_value_if_the_stack_or_the_memory_of_the_agent_ends_after_it() {
      MultiLayerCache cache =
          cache(
              (operation, arguments) -> {
                run((Callable<?>) arguments[6]);
                throw new StackOverflowError("the agent's");
              });

      assertEquals(1, cache.getOrLoad("k", calls::incrementAndGet));
      assertEquals(1, calls.get());
    }

    @Test
    void does_not_run_if_the_stack_or_the_memory_of_the_agent_ends_before_it() {
      MultiLayerCache cache =
          cache(
              (operation, arguments) -> {
                throw new StackOverflowError();
              });

      assertThrows(StackOverflowError.class, () -> cache.getOrLoad("k", calls::incrementAndGet));
      assertEquals(0, calls.get());
    }

    @Test
    void throws_what_it_throws_whatever_the_agent_does_with_it() {
      IOException failure = new IOException();
      MultiLayerCache cache =
          cache(
              (operation, arguments) -> {
                try {
                  return run((Callable<?>) arguments[6]);
                } catch (RuntimeException e) {
                  throw new IllegalStateException("wrapped", e);
                }
              });

      assertSame(
          failure,
          assertThrows(
              IOException.class,
              () ->
                  cache.getOrLoad(
                      "k",
                      () -> {
                        throw failure;
                      })));
    }

    private static Object run(Callable<?> loader) {
      try {
        return loader.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void what_the_caller_must_correct_passes() {
    MultiLayerCache cache =
        cache(
            (operation, arguments) -> {
              throw new IllegalArgumentException("no pattern");
            });

    assertThrows(IllegalArgumentException.class, () -> cache.invalidatePattern("re:("));
  }

  @Test
  void an_error_of_the_virtual_machine_passes() {
    MultiLayerCache cache =
        cache(
            (operation, arguments) -> {
              throw new StackOverflowError();
            });

    assertThrows(StackOverflowError.class, () -> cache.get("k"));
  }
}
