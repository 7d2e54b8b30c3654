package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.call.CallScopes.Scope;
import dev.multilayercache.agent.call.PlayedMethod.Product;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.Background;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallScopesTest {
  private static final Product OLD = new Product("old", 1);
  private static final Product NEW = new Product("new", 2);

  private final PlayedMethod method = new PlayedMethod();

  CallScopesTest() throws Throwable {
    method.annotated(new Attributes().with("condition", "id < 100"));
  }

  private Object in(Scope scope, Callable<?> block) {
    return method.linker.scopes().run(scope, new LoadOnce(block));
  }

  private Product call(long id, Product body) {
    try {
      return (Product) method.call(id, "x", () -> body);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Nested
  class InABypass {
    @Test
    void a_call_runs_its_body_though_a_value_is_there() {
      call(1, OLD);

      assertSame(NEW, in(Scope.BYPASS, () -> call(1, NEW)));
    }

    @Test
    void nothing_is_stored() {
      in(Scope.BYPASS, () -> call(1, NEW));

      assertEquals(0, method.cache().entries());
    }

    @Test
    void what_is_there_stays() {
      call(1, OLD);
      in(Scope.BYPASS, () -> call(1, NEW));

      assertSame(OLD, call(1, NEW));
    }

    @Test
    void nobody_else_s_load_is_waited_for() throws Throwable {
      Object flight = method.token(1, "x");

      assertSame(NEW, in(Scope.BYPASS, () -> call(1, NEW)));
      assertEquals(0, method.statistics().loads());
      assertEquals(1, method.statistics().misses(), flight::toString);
    }

    @Test
    void calls_count_as_bypasses_and_no_reads() {
      in(Scope.BYPASS, () -> call(1, NEW));

      assertEquals(1, method.statistics().bypasses());
      assertEquals(0, method.statistics().misses());
    }

    @Test
    void other_threads_are_not() throws Throwable {
      call(1, OLD);

      Object other = in(Scope.BYPASS, () -> Background.<Object>run(() -> call(1, NEW)).result());

      assertSame(OLD, other);
    }
  }

  @Nested
  class InARefresh {
    @Test
    void a_call_runs_its_body_and_replaces_what_is_there() {
      call(1, OLD);

      assertSame(NEW, in(Scope.REFRESH, () -> call(1, NEW)));
      assertSame(NEW, call(1, OLD));
    }

    @Test
    void a_key_is_stored_for_the_first_time_too() {
      in(Scope.REFRESH, () -> call(1, NEW));

      assertSame(NEW, call(1, OLD));
    }

    @Test
    void a_call_for_which_the_condition_is_false_is_left_alone() {
      in(Scope.REFRESH, () -> call(100, NEW));

      assertEquals(0, method.cache().entries());
      assertEquals(1, method.statistics().bypasses());
    }
  }

  @Nested
  class ScopesWithinEachOther {
    @Test
    void give_way_to_the_innermost_until_it_ends() {
      call(1, OLD);
      in(
          Scope.BYPASS,
          () -> {
            in(Scope.REFRESH, () -> call(1, NEW));
            return call(1, OLD);
          });

      assertSame(NEW, call(1, OLD));
      assertEquals(1, method.statistics().bypasses());
    }
  }

  @Nested
  class AScopeThatIsLeft {
    @Test
    void by_an_exception_is_over_and_the_exception_the_same() {
      call(1, OLD);
      IOException thrown = new IOException();

      assertSame(
          thrown,
          assertThrows(
              IOException.class,
              () ->
                  in(
                      Scope.BYPASS,
                      () -> {
                        throw thrown;
                      })));
      assertSame(OLD, call(1, NEW));
    }

    @Test
    void is_no_more_that_of_the_thread() {
      in(Scope.BYPASS, () -> null);

      assertNull(method.linker.scopes().current());
    }
  }

  @Nested
  class ACallSite {
    @Test
    void looks_for_scopes_from_the_first_on_and_not_before() {
      MethodHandle before = method.target();
      assertSame(before, method.target());

      in(Scope.BYPASS, () -> null);

      assertNotSame(before, method.target());
    }

    @Test
    void has_nothing_of_scopes_in_it_before_the_first() {
      CallScopes unused = new CallScopes();
      MethodHandle cached = MethodHandles.constant(Object.class, "cached");
      CallTarget target =
          new CallTarget(method.cache(), unused, cached, () -> cached, same -> same);
      assertSame(cached, target.handle());

      unused.run(Scope.BYPASS, new LoadOnce(() -> null));

      assertNotSame(cached, target.handle());
    }

    @Test
    void that_is_linked_later_looks_too() throws Throwable {
      in(Scope.BYPASS, () -> null);
      method.relink();
      call(1, OLD);

      assertSame(NEW, in(Scope.BYPASS, () -> call(1, NEW)));
    }

    @Test
    void of_a_cache_that_is_off_leaves_calls_alone_in_any_scope() throws Throwable {
      in(Scope.REFRESH, () -> null);
      method.cache().enable(false);

      in(Scope.REFRESH, () -> call(1, NEW));

      method.cache().enable(true);
      assertEquals(0, method.cache().entries());
    }
  }
}
