package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.plan.WovenMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A method that asks its call site first, as woven ones do. */
class OwnBodyTest {
  static MethodHandle callSite;
  static final List<Object> bodies = new ArrayList<>();

  static class Repo {
    String find(long id) throws Throwable {
      Object token = (Object) callSite.invokeExact((Object) this, id);
      if (token != null) {
        return (String) token;
      }
      bodies.add(id);
      if (id < 0) {
        throw new java.io.IOException("negative");
      }
      return id == 0 ? "end" : "body, then " + find(id - 1);
    }

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  static final class Overriding extends Repo {
    @Override
    String find(long id) {
      return "overridden";
    }
  }

  private final OwnBody body;

  OwnBodyTest() throws ReflectiveOperationException {
    body =
        OwnBody.of(
            Repo.lookup(),
            new WovenMethod(Repo.class.getName(), "find", "(J)Ljava/lang/String;"),
            /* isStatic= */ false);
  }

  private final OwnBody.Start start = new OwnBody.Start();

  @BeforeEach
  void answer_all_calls_from_the_cache() {
    bodies.clear();
    MethodType type = MethodType.methodType(Object.class, Object.class, long.class);
    callSite =
        body.guard(
            MethodHandles.dropArguments(
                MethodHandles.constant(Object.class, "cached"), 0, type.parameterList()));
  }

  @Test
  void runs_though_the_cache_would_answer() throws Throwable {
    assertEquals("end", body.run(start, new Repo(), new Object[] {0L}));
  }

  @Test
  void is_the_only_call_that_is_left_alone() throws Throwable {
    assertEquals("body, then cached", body.run(start, new Repo(), new Object[] {1L}));
    assertEquals("cached", new Repo().find(1));
    assertEquals(List.of(1L), bodies);
  }

  @Test
  void throws_what_the_body_throws() {
    Throwable thrown =
        assertThrows(
            java.io.IOException.class, () -> body.run(start, new Repo(), new Object[] {-1L}));

    assertEquals("negative", thrown.getMessage());
    assertTrue(start.isMade());
  }

  @Test
  void is_the_woven_one_where_a_subclass_overrides_it() throws Throwable {
    assertEquals("end", body.run(start, new Overriding(), new Object[] {0L}));
  }

  @Test
  void that_cannot_be_called_leaves_the_next_call_to_the_cache() throws Throwable {
    assertThrows(ClassCastException.class, () -> body.run(start, "no repo", new Object[] {0L}));

    assertEquals("cached", new Repo().find(1));
    assertSame(0, bodies.size());
  }

  @Test
  void whose_arguments_cannot_be_put_together_was_not_called() {
    assertThrows(NullPointerException.class, () -> body.run(start, new Repo(), null));

    assertFalse(start.isMade());
  }
}
