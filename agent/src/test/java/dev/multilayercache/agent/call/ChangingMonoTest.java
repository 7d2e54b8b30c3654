package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.WovenMethods.Woven;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Methods that change caches and return a {@code Mono}: each subscription is a change. */
class ChangingMonoTest extends CachedProduct {
  private static final String TO_MONO = "(J)Lreactor/core/publisher/Mono;";

  private final Sinks.One<Object> ofBody = Sinks.one();
  private volatile String database = "old";

  private Object find() {
    try {
      return find.call(() -> database, 1L);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private Woven invalidating(String when) throws Throwable {
    return invalidating("product:{p0}", when);
  }

  private Woven invalidating(String key, String when) throws Throwable {
    return application.changing("save", TO_MONO, List.of(byKey(key, when)), List.of());
  }

  private Woven updating(String key) throws Throwable {
    UpdateAttributes update = new UpdateAttributes("products", key, List.of(), "");
    return application.changing("save", TO_MONO, List.of(), List.of(update));
  }

  @SuppressWarnings("unchecked")
  private static Mono<Object> call(Woven method, Mono<?> body) throws Throwable {
    return (Mono<Object>) method.call(() -> body, 1L);
  }

  private Mono<Object> call(Woven method) throws Throwable {
    return call(method, ofBody.asMono());
  }

  @Nested
  class TheOldValue {
    private Mono<Object> given;

    @BeforeEach
    void a_method_is_called_that_changes_the_database_when_it_is_subscribed_to() throws Throwable {
      given = call(invalidating("AFTER_SUCCESS"), Mono.fromRunnable(() -> database = "new"));
    }

    @Test
    void is_not_kept_when_it_was_loaded_between_the_call_and_the_subscription() {
      application.caches.invalidate(new Invalidation.ByKey("products", "product:1"));
      assertEquals("old", find());

      given.block();

      assertEquals("new", find());
    }

    @Test
    void is_not_kept_by_a_load_that_began_before_the_change_and_ends_after_it() throws Throwable {
      application.caches.invalidate(new Invalidation.ByKey("products", "product:1"));
      find.call(
          () -> {
            String read = database;
            given.block();
            return read;
          },
          1L);

      assertEquals("new", find());
    }
  }

  @Nested
  class ThatInvalidateAfterSuccess {
    private Mono<Object> given;

    @BeforeEach
    void call_it() throws Throwable {
      given = call(invalidating("AFTER_SUCCESS"));
    }

    @Test
    void forget_nothing_when_they_return_or_are_subscribed_to() {
      given.subscribe();

      assertEquals("old", held());
    }

    @Test
    void have_forgotten_before_their_subscriber_sees_the_value() {
      AtomicReference<Object> seen = new AtomicReference<>("nothing yet");
      given.subscribe(value -> seen.set(held()));

      ofBody.tryEmitValue("saved");

      assertNull(seen.get());
    }

    @Test
    void have_forgotten_before_their_subscriber_sees_the_end_of_an_empty_one() {
      AtomicReference<Object> seen = new AtomicReference<>("nothing yet");
      given.subscribe(value -> {}, thrown -> {}, () -> seen.set(held()));

      ofBody.tryEmitEmpty();

      assertNull(seen.get());
    }

    @Test
    void forget_nothing_if_it_fails_and_give_the_very_exception() {
      IllegalStateException failure = new IllegalStateException("not saved");
      AtomicReference<Throwable> seen = new AtomicReference<>();
      given.subscribe(value -> {}, seen::set);

      ofBody.tryEmitError(failure);

      assertEquals("old", held());
      assertSame(failure, seen.get());
    }

    @Test
    void forget_when_they_are_cancelled_because_the_change_may_have_happened() {
      given.subscribe().dispose();

      assertNull(held());
    }

    @Test
    void forget_with_each_subscription() throws Throwable {
      Mono<Object> twice = call(invalidating("AFTER_SUCCESS"), Mono.just("saved"));
      twice.block();
      find();

      twice.block();

      assertNull(held());
    }
  }

  @Nested
  class ThatInvalidateInAnyCase {
    @Test
    void have_forgotten_before_their_subscriber_sees_the_failure() throws Throwable {
      AtomicReference<Object> seen = new AtomicReference<>("nothing yet");
      call(invalidating("ALWAYS")).subscribe(value -> {}, thrown -> seen.set(held()));

      ofBody.tryEmitError(new IllegalStateException("not saved"));

      assertNull(seen.get());
    }

    @Test
    void forget_when_they_are_cancelled() throws Throwable {
      call(invalidating("ALWAYS")).subscribe().dispose();

      assertNull(held());
    }
  }

  @Nested
  class ThatInvalidateBefore {
    @Test
    void forget_when_they_are_called() throws Throwable {
      call(invalidating("BEFORE"));

      assertNull(held());
    }

    @Test
    void forget_again_before_the_body_is_subscribed_to() throws Throwable {
      List<Object> seen = new ArrayList<>();
      Mono<Object> given = call(invalidating("BEFORE"), Mono.fromRunnable(() -> seen.add(held())));
      find();

      given.block();
      find();
      given.block();

      assertEquals(2, seen.size());
      assertTrue(seen.stream().allMatch(each -> each == null), seen::toString);
    }
  }

  @Nested
  class ThatNameTheResult {
    @Test
    void forget_what_the_value_names() throws Throwable {
      call(invalidating("product:{result}", "AFTER_SUCCESS"), Mono.just(1L)).block();

      assertNull(held());
    }

    @Test
    void forget_the_whole_cache_when_they_are_cancelled() throws Throwable {
      call(invalidating("product:{result}", "AFTER_SUCCESS")).subscribe().dispose();

      assertNull(held());
    }
  }

  @Nested
  class ThatUpdate {
    @Test
    void store_the_value_before_their_subscriber_sees_it() throws Throwable {
      AtomicReference<Object> seen = new AtomicReference<>();
      call(updating("product:{p0}")).subscribe(value -> seen.set(held()));
      assertEquals("old", held());

      ofBody.tryEmitValue("new");

      assertEquals("new", seen.get());
    }

    @Test
    void store_what_each_subscription_brings() throws Throwable {
      AtomicInteger count = new AtomicInteger();
      Mono<Object> given =
          call(updating("product:{p0}"), Mono.fromSupplier(() -> "new " + count.incrementAndGet()));
      given.block();
      assertEquals("new 1", held());

      given.block();

      assertEquals("new 2", held());
    }

    @Test
    void keep_what_they_stored_when_the_subscriber_is_content_with_the_value() throws Throwable {
      call(updating("product:{p0}"))
          .subscribe(
              new BaseSubscriber<>() {
                @Override
                protected void hookOnNext(Object value) {
                  cancel();
                }
              });

      ofBody.tryEmitValue("new");

      assertEquals("new", held());
    }

    @Test
    void store_nothing_and_keep_nothing_old_when_they_are_cancelled() throws Throwable {
      call(updating("product:{p0}")).subscribe().dispose();

      assertNull(held());
    }

    @Test
    void forget_the_whole_cache_when_they_are_cancelled_and_only_the_value_names_the_key()
        throws Throwable {
      call(updating("product:{result}")).subscribe().dispose();

      assertNull(held());
    }

    @Test
    void change_nothing_if_it_fails() throws Throwable {
      Mono<Object> given = call(updating("product:{p0}"), Mono.error(new IllegalStateException()));

      assertThrows(IllegalStateException.class, given::block);
      assertEquals("old", held());
    }
  }

  @Nested
  class TheBodysOwn {
    @Test
    void is_cancelled_with_what_their_subscriber_has() throws Throwable {
      AtomicReference<Object> heldThen = new AtomicReference<>("not cancelled");
      Mono<Object> body = Mono.never().doOnCancel(() -> heldThen.set(held()));

      call(invalidating("AFTER_SUCCESS"), body).subscribe().dispose();

      assertEquals("old", heldThen.get(), "was told before the work was cancelled");
      assertNull(held());
    }

    @Test
    void sees_the_subscribers_context() throws Throwable {
      Mono<String> body = Mono.deferContextual(context -> Mono.just(context.get("user")));

      assertEquals(
          "ada",
          call(invalidating("AFTER_SUCCESS"), body)
              .contextWrite(context -> context.put("user", "ada"))
              .block());
    }

    @Test
    void is_subscribed_to_only_with_what_the_caller_has() throws Throwable {
      AtomicInteger subscriptions = new AtomicInteger();
      Mono<Object> given =
          call(
              invalidating("AFTER_SUCCESS"),
              Mono.just("saved").doOnSubscribe(each -> subscriptions.incrementAndGet()));
      assertEquals(0, subscriptions.get());

      given.block();

      assertEquals(1, subscriptions.get());
    }

    @Test
    void is_what_the_caller_gets_if_there_is_none() throws Throwable {
      assertNull(call(invalidating("AFTER_SUCCESS"), null));
      assertNull(held());
    }
  }

  @Test
  void that_throw_instead_tell_caches_at_once() throws Throwable {
    Woven always = invalidating("ALWAYS");

    assertThrows(
        IllegalStateException.class,
        () ->
            always.call(
                () -> {
                  throw new IllegalStateException();
                },
                1L));
    assertNull(held());
  }
}
