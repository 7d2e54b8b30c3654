package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.WovenMethods.Woven;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.Refusals.Refusal;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.CompiledSources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** Methods that change caches and return what the agent cannot hear the end of. */
class ChangingTooEarlyTest {
  private static final String HOOK = "of this test";

  private final WovenMethods application = new WovenMethods(null);

  @BeforeEach
  void two_values_are_cached() throws Throwable {
    Attributes attributes = new Attributes().with("cache", "products").with("key", "product:{p0}");
    Woven find = application.cached("find", "(J)Ljava/lang/Object;", attributes.cached());
    find.call("old", 1L);
    find.call("another", 2L);
  }

  @AfterEach
  void the_library_works_again() {
    Hooks.resetOnEachOperator(HOOK);
  }

  private Object held(int id) {
    return application.held("products", "product:" + id);
  }

  private Woven save(String descriptor, String key) throws Throwable {
    InvalidateAttributes byKey =
        new InvalidateAttributes(
            "products", key, List.of(), "", /* all= */ false, "AFTER_SUCCESS", /* expire= */ false);
    return application.changing("save", descriptor, List.of(byKey), List.of());
  }

  @Test
  void do_so_when_they_return_and_a_line_says_what_to_do() throws Throwable {
    Flow.Publisher<Object> body = subscriber -> {};

    assertSame(
        body,
        save("(J)Ljava/util/concurrent/Flow$Publisher;", "product:{p0}").call(() -> body, 1L));
    assertNull(held(1));
    assertEquals(
        List.of(
            new Refusal(
                WovenMethods.Repo.class.getName() + ".save(long)",
                "its result is still to come when it returns (java.util.concurrent.Flow$Publisher),"
                    + " and the agent cannot hear of its end. Return a CompletableFuture, Mono,"
                    + " Flux, Uni or Multi, or invalidate through MultiLayerCaches where it"
                    + " ends.")),
        application.refusals.all());
  }

  @Test
  void are_named_if_they_are_suspend_functions() throws Throwable {
    save("(JLkotlin/coroutines/Continuation;)Ljava/lang/Object;", "product:{p0}");

    assertTrue(
        application
            .refusals
            .all()
            .toString()
            .contains("still to come when it returns (a Kotlin suspend function)"),
        () -> application.refusals.all().toString());
  }

  @Test
  void give_the_bodys_own_and_forget_the_whole_cache_if_the_library_fails() throws Throwable {
    Woven save = save("(J)Lreactor/core/publisher/Mono;", "product:{result}");
    Mono<Long> body = Mono.just(1L);
    Hooks.onEachOperator(
        HOOK,
        publisher -> {
          throw new UnsupportedOperationException("no more operators");
        });

    assertSame(body, save.call(() -> body, 1L));
    assertNull(held(1));
    assertNull(held(2));
  }

  @Test
  void subscribe_to_the_bodys_own_and_forget_the_whole_cache_if_the_library_fails_then()
      throws Throwable {
    @SuppressWarnings("unchecked")
    Mono<Object> given =
        (Mono<Object>)
            save("(J)Lreactor/core/publisher/Mono;", "product:{p0}")
                .call(() -> Mono.just("saved"), 1L);
    Hooks.onEachOperator(
        HOOK,
        publisher -> {
          throw new UnsupportedOperationException("no more operators");
        });

    assertEquals("saved", given.block());
    assertNull(held(2));
  }

  @Test
  void are_told_which_part_of_their_library_is_missing(@TempDir Path directory) throws Exception {
    String mono = "package reactor.core.publisher; public class Mono<T> {}";
    Path classes = CompiledSources.compile(directory, Map.of("reactor/core/publisher/Mono", mono));
    Class<?> old = CompiledSources.loader(classes).loadClass("reactor.core.publisher.Mono");

    assertEquals(
        "its result is a reactor.core.publisher.Mono of a version that has no defer, which the"
            + " agent needs. Use a newer version of that library.",
        assertThrows(IllegalArgumentException.class, () -> ChangeKind.of(old)).getMessage());
  }
}
