package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.multilayercache.agent.plan.WovenMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyRunTest {
  private static Consumer<List<String>> during = ids -> {};

  private final List<String> ids = new ArrayList<>(List.of("a"));
  private final ClassLoader context = Thread.currentThread().getContextClassLoader();

  /** A run takes it from the thread, which is the agent's outside of tests. */
  @AfterEach
  void give_the_thread_its_context_back() {
    Thread.currentThread().setContextClassLoader(context);
  }

  static int count(Object ids) {
    @SuppressWarnings("unchecked")
    List<String> list = (List<String>) ids;
    during.accept(list);
    return list.size();
  }

  private BodyRun run() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    OwnBody body =
        OwnBody.of(
            lookup,
            new WovenMethod(BodyRunTest.class.getName(), "count", "(Ljava/lang/Object;)I"),
            /* isStatic= */ true);
    MethodHandle key =
        lookup
            .findVirtual(Object.class, "toString", MethodType.methodType(String.class))
            .asType(MethodType.methodType(Object.class, Object.class))
            .asSpreader(Object[].class, 1);
    return new BodyRun(body, key, "[a]", null, new Object[] {ids}, null);
  }

  @Test
  void gives_what_the_body_gives() throws Throwable {
    during = ids -> {};

    assertEquals(new BodyRun.End(1, null, true), run().once());
  }

  @Test
  void does_not_begin_with_arguments_that_make_another_key_by_now() throws Throwable {
    during = ids -> ids.add("the body ran");
    ids.add("b");

    assertNull(run().once());
    assertEquals(List.of("a", "b"), ids);
  }

  @Test
  void gives_a_value_of_no_key_if_an_argument_was_changed_meanwhile() throws Throwable {
    during = ids -> ids.add("b");

    assertEquals(new BodyRun.End(2, null, false), run().once());
  }

  @Test
  void gives_what_the_body_throws_whatever_became_of_its_arguments() throws Throwable {
    IllegalStateException failure = new IllegalStateException();
    during =
        ids -> {
          ids.add("b");
          throw failure;
        };

    assertEquals(new BodyRun.End(null, failure, true), run().once());
  }
}
