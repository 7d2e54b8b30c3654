package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.WovenMethods.Woven;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Methods that change caches and return a future. */
class ChangingFutureTest extends CachedProduct {
  private static final String TO_FUTURE = "(J)Ljava/util/concurrent/CompletableFuture;";

  private final CompletableFuture<Object> ofBody = new CompletableFuture<>();

  @SuppressWarnings("unchecked")
  private CompletableFuture<Object> given(Woven method) throws Throwable {
    return (CompletableFuture<Object>) method.call(() -> ofBody, 1L);
  }

  @Test
  @SuppressWarnings("unchecked")
  void nothing_old_answers_and_nobody_waits_for_ever_though_the_stack_ends_where_it_completes()
      throws Throwable {
    CompletedAtTheEndOfAStack<Object> body = new CompletedAtTheEndOfAStack<>();
    CompletableFuture<Object> given =
        (CompletableFuture<Object>) invalidatingIt(TO_FUTURE).call(() -> body, 1L);

    body.bring("saved");

    assertEquals("saved", given.getNow(null));
    assertNull(held());
  }

  @Nested
  class ThatInvalidates {
    private CompletableFuture<Object> given;

    @BeforeEach
    void call() throws Throwable {
      given = given(invalidatingIt(TO_FUTURE));
    }

    @Test
    void forget_when_the_future_completes_and_not_when_they_return() {
      assertEquals("old", held());

      ofBody.complete("saved");

      assertNull(held());
      assertEquals("saved", given.join());
    }

    @Test
    void have_forgotten_before_their_caller_hears_of_the_end() {
      AtomicReference<Object> seen = new AtomicReference<>("nothing yet");
      var unused = given.whenComplete((value, thrown) -> seen.set(held()));

      ofBody.complete("saved");

      assertNull(seen.get());
    }

    @Test
    void forget_nothing_if_it_fails_and_give_the_very_exception() {
      IllegalStateException failure = new IllegalStateException("not saved");
      AtomicReference<Throwable> seen = new AtomicReference<>();
      var unused = given.whenComplete((value, thrown) -> seen.set(thrown));

      ofBody.completeExceptionally(failure);

      assertEquals("old", held());
      assertSame(failure, seen.get());
    }

    @Test
    void forget_when_it_is_cancelled_because_the_work_may_go_on() {
      given.cancel(false);

      assertNull(held());
    }

    @Test
    void forget_when_what_it_depends_on_is_cancelled() {
      ofBody.completeExceptionally(new CompletionException(new CancellationException()));

      assertNull(held());
    }

    @Test
    void are_cancelled_with_what_their_caller_has() {
      given.cancel(false);

      assertTrue(ofBody.isCancelled());
      assertTrue(given.isCancelled());
    }
  }

  @Test
  void that_return_a_stage_which_nobody_can_cancel_give_one_that_can_be() throws Throwable {
    CompletableFuture<?> given =
        ((CompletionStage<?>)
                invalidatingIt("(J)Ljava/util/concurrent/CompletionStage;")
                    .call(ofBody::minimalCompletionStage, 1L))
            .toCompletableFuture();

    assertTrue(given.cancel(false));
    assertEquals("old", held(), "the work goes on");

    ofBody.complete("saved");
    assertNull(held());
  }

  @Test
  void that_update_with_no_value_at_all_are_refused() throws Throwable {
    UpdateAttributes update = new UpdateAttributes("products", "product:{p0}", List.of(), "");

    application.changing("nothing", TO_FUTURE, List.of(), List.of(update));

    assertTrue(
        application.refusals.all().toString().contains("its result brings no value (Void)"),
        () -> application.refusals.all().toString());
  }

  @Test
  void that_update_store_what_the_future_brings() throws Throwable {
    UpdateAttributes update = new UpdateAttributes("products", "product:{p0}", List.of(), "");
    CompletableFuture<Object> given =
        given(application.changing("save", TO_FUTURE, List.of(), List.of(update)));

    ofBody.complete("new");

    assertEquals("new", given.join());
    assertEquals("new", held());
  }
}
