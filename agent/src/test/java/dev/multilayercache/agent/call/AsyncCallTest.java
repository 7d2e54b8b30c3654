package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.PlayedMethods.Played;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.testing.Attributes;
import java.io.StringReader;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsyncCallTest {
  private static final CachedAttributes PRODUCTS =
      new Attributes()
          .with("cache", "products")
          .with("key", "product:{0}")
          .with("tags", List.of("category:{result.category}"))
          .with("nullTtl", "5s")
          .cached();

  record Product(String name, String category) {}

  static class OwnFuture<T> extends CompletableFuture<T> {}

  @SuppressWarnings("unused")
  interface Shop {
    CompletableFuture<Product> find(Long id);

    CompletionStage<Product> stage(Long id);

    Product now(Long id);

    CompletableFuture<Object> anything(Long id);

    CompletableFuture<Void> nothing(Long id);

    CompletableFuture<StringReader> open(Long id);

    CompletableFuture<List<CompletableFuture<Product>>> nested(Long id);

    OwnFuture<Product> own(Long id);

    Future<Product> plain(Long id);

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  private final PlayedMethods methods = new PlayedMethods(Shop.lookup());
  private final AtomicInteger bodies = new AtomicInteger();
  private final CompletableFuture<Product> pending = new CompletableFuture<>();
  private final Product pen = new Product("pen", "office");

  private CompletableFuture<Product> find(Played method, CompletableFuture<Product> body)
      throws Exception {
    return method.call(
        1L,
        () -> {
          bodies.incrementAndGet();
          return body;
        });
  }

  private CompletableFuture<Product> find(Played method) throws Exception {
    return find(method, pending);
  }

  private Played find() {
    return methods.method("find", PRODUCTS);
  }

  @Test
  void nobody_waits_for_ever_though_the_stack_ends_where_a_value_is_brought() throws Exception {
    CompletedAtTheEndOfAStack<Product> body = new CompletedAtTheEndOfAStack<>();
    Played method = find();
    CompletableFuture<Product> leader = find(method, body);
    CompletableFuture<Product> joined = find(method);

    body.bring(pen);

    assertSame(pen, leader.getNow(null));
    assertSame(pen, joined.getNow(null));
  }

  @Nested
  class AValueThatHasCome {
    private final Played method = find();

    AValueThatHasCome() throws Exception {
      find(method);
      pending.complete(pen);
    }

    @Test
    void is_brought_to_the_next_call_without_the_body() throws Exception {
      assertSame(pen, find(method).getNow(null));
      assertEquals(1, bodies.get());
    }

    @Test
    void counts_as_a_hit() throws Exception {
      find(method);

      assertEquals(1, methods.statistics("products").hits());
      assertEquals(1, methods.statistics("products").misses());
      assertEquals(1, methods.statistics("products").loads());
    }

    @Test
    void comes_in_a_future_of_each_callers_own() throws Exception {
      CompletableFuture<Product> one = find(method);
      one.obtrudeException(new IllegalStateException("spoilt"));

      assertSame(pen, find(method).join());
    }

    @Test
    void is_forgotten_by_its_key() throws Exception {
      methods.invalidate("products", "product:1");

      assertNotSame(pen, find(method, CompletableFuture.completedFuture(null)).join());
      assertEquals(2, bodies.get());
    }

    @Test
    void is_forgotten_by_a_tag_of_the_value() throws Exception {
      methods.invalidateTag("category:office");
      find(method);

      assertEquals(2, bodies.get());
    }

    @Test
    void is_shared_with_a_method_that_returns_it_at_once() throws Exception {
      Played now = methods.method("now", PRODUCTS);

      assertSame(
          pen,
          now.call(
              1L,
              () -> {
                throw new AssertionError("the body");
              }));
    }

    @Test
    void is_brought_by_a_stage_too() throws Exception {
      Played stage = methods.method("stage", PRODUCTS);
      CompletionStage<Product> brought =
          stage.call(
              1L,
              () -> {
                throw new AssertionError("the body");
              });

      assertSame(pen, brought.toCompletableFuture().getNow(null));
    }
  }

  @Nested
  class ALoadUnderWay {
    private final Played method = find();

    @Test
    void is_joined_by_other_calls() throws Exception {
      CompletableFuture<Product> leader = find(method);
      CompletableFuture<Product> follower = find(method);
      assertFalse(leader.isDone() || follower.isDone());

      pending.complete(pen);

      assertSame(pen, leader.getNow(null));
      assertSame(pen, follower.getNow(null));
      assertEquals(1, bodies.get());
    }

    @Test
    void goes_on_when_its_own_caller_cancels() throws Exception {
      CompletableFuture<Product> leader = find(method);
      CompletableFuture<Product> follower = find(method);

      leader.cancel(true);
      assertFalse(pending.isDone());
      pending.complete(pen);

      assertSame(pen, follower.getNow(null));
      assertSame(pen, find(method).getNow(null));
    }

    @Test
    void goes_on_when_a_caller_completes_his_future_himself() throws Exception {
      CompletableFuture<Product> leader = find(method);
      find(method).complete(new Product("made up", "none"));
      pending.complete(pen);

      assertSame(pen, leader.getNow(null));
      assertSame(pen, find(method).getNow(null));
    }

    @Test
    void fails_for_all_with_the_very_exception_and_keeps_nothing() throws Exception {
      IllegalStateException failure = new IllegalStateException("no such product");
      List<Throwable> seen = new ArrayList<>();
      find(method).whenComplete((value, thrown) -> seen.add(thrown));
      find(method).whenComplete((value, thrown) -> seen.add(thrown));

      pending.completeExceptionally(failure);
      find(method, CompletableFuture.completedFuture(pen));

      assertEquals(List.of(failure, failure), seen);
      assertEquals(2, bodies.get());
      assertEquals(1, methods.statistics("products").loadFailures());
    }

    @Test
    void that_is_cancelled_is_cancelled_for_all() throws Exception {
      CompletableFuture<Product> leader = find(method);
      CompletableFuture<Product> follower = find(method);

      pending.cancel(true);

      assertTrue(leader.isCancelled());
      assertTrue(follower.isCancelled());
    }

    @Test
    void is_not_joined_after_an_invalidation_of_its_key() throws Exception {
      CompletableFuture<Product> before = find(method);
      methods.invalidate("products", "product:1");
      CompletableFuture<Product> after =
          find(method, CompletableFuture.completedFuture(new Product("new pen", "office")));

      pending.complete(pen);

      assertSame(pen, before.getNow(null));
      assertEquals("new pen", after.getNow(null).name());
      assertEquals("new pen", find(method).getNow(null).name());
    }

    @Test
    void is_not_joined_after_an_invalidation_of_a_tag_that_its_value_turns_out_to_have()
        throws Exception {
      CompletableFuture<Product> before = find(method);
      methods.invalidateTag("category:office");
      CompletableFuture<Product> after =
          find(method, CompletableFuture.completedFuture(new Product("new pen", "office")));

      pending.complete(pen);

      assertSame(pen, before.getNow(null));
      assertEquals("new pen", after.getNow(null).name());
    }

    @Test
    void keeps_nothing_after_an_invalidation() throws Exception {
      find(method);
      methods.invalidate("products", "product:1");
      pending.complete(pen);

      find(method, new CompletableFuture<>());

      assertEquals(2, bodies.get());
    }

    @Test
    void that_never_ends_is_joined_for_so_long_as_calls_wait_for_a_load() throws Exception {
      CompletableFuture<Product> lost = find(method);
      methods.clock.advance(Duration.ofSeconds(3));
      CompletableFuture<Product> next = find(method, CompletableFuture.completedFuture(pen));

      assertSame(pen, next.getNow(null));
      assertFalse(lost.isDone());
      assertSame(pen, find(method).getNow(null));
      assertEquals(2, bodies.get());
    }

    @Test
    void is_not_joined_by_a_call_from_within_its_own_body() throws Exception {
      CompletableFuture<Product> outer =
          method.call(
              1L,
              () ->
                  find(method, CompletableFuture.completedFuture(pen))
                      .thenApply(inner -> new Product("box of " + inner.name(), "office")));

      assertEquals("box of pen", outer.getNow(null).name());
    }
  }

  @Nested
  class ABody {
    private final Played method = find();

    @Test
    void that_throws_at_once_does_so_untouched_and_is_asked_again() throws Exception {
      IllegalArgumentException failure = new IllegalArgumentException("no id");

      assertSame(
          failure,
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  method.call(
                      1L,
                      () -> {
                        throw failure;
                      })));
      assertSame(pen, find(method, CompletableFuture.completedFuture(pen)).getNow(null));
    }

    @Test
    void that_returns_no_future_at_all_gives_its_caller_just_that() throws Exception {
      assertNull(find(method, null));
      assertSame(pen, find(method, CompletableFuture.completedFuture(pen)).getNow(null));
    }

    @Test
    void whose_future_brings_null_is_asked_again_after_nullTtl() throws Exception {
      find(method, CompletableFuture.completedFuture(null));
      assertNull(find(method).getNow(pen));
      assertEquals(1, bodies.get());

      methods.clock.advance(Duration.ofSeconds(5));
      find(method, CompletableFuture.completedFuture(pen));

      assertEquals(2, bodies.get());
    }

    @Test
    void whose_future_brings_another_type_is_not_stored() throws Exception {
      CompletableFuture<Object> foreign = CompletableFuture.completedFuture("text");
      CompletableFuture<?> given = method.call(1L, () -> foreign);
      assertEquals("text", given.join());

      find(method, CompletableFuture.completedFuture(pen));

      assertEquals(1, bodies.get());
      assertTrue(
          methods
              .refusals
              .all()
              .toString()
              .contains("declared to bring a " + Product.class.getName()));
    }

    @Test
    void whose_dependent_future_fails_brings_the_same_wrapped_exception() throws Exception {
      List<Throwable> seen = new ArrayList<>();
      CompletableFuture<Product> body =
          CompletableFuture.supplyAsync(
              () -> {
                throw new IllegalStateException("down");
              },
              Runnable::run);
      body.whenComplete((value, thrown) -> seen.add(thrown));
      find(method, body.thenApply(each -> each)).whenComplete((value, thrown) -> seen.add(thrown));

      assertEquals(CompletionException.class, seen.get(1).getClass());
      assertSame(seen.get(0).getCause(), seen.get(1).getCause());
    }
  }

  @Nested
  class AValueForOneCallerOnly {
    private final CompletableFuture<Object> body = new CompletableFuture<>();
    private final Played method =
        methods.method("anything", new Attributes().with("key", "any:{0}").cached());

    private CompletableFuture<Object> anything() throws Exception {
      return method.call(
          1L,
          () -> {
            bodies.incrementAndGet();
            return body;
          });
    }

    @Test
    void is_given_to_those_who_had_joined_rather_than_an_exception_of_ours() throws Exception {
      StringReader open = new StringReader("text");
      CompletableFuture<Object> leader = anything();
      CompletableFuture<Object> follower = anything();

      body.complete(open);

      assertSame(open, leader.getNow(null));
      assertSame(open, follower.getNow(null));
    }

    @Test
    void ends_the_caching_of_its_method() throws Exception {
      anything();
      body.complete(new StringReader("text"));

      assertSame(body, anything());
      assertSame(body, anything());
      assertEquals(3, bodies.get());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing | its result brings no value (Void)",
        "open | its result is an open resource",
        "nested | its result is still to come",
      })
  void a_future_of_what_cannot_be_cached_is_refused(String name, String reason) {
    methods.method(name, CachedAttributes.UNSAID);

    assertTrue(
        methods.refusals.all().get(0).reason().startsWith(reason),
        () -> methods.refusals.all().toString());
  }

  @Test
  void a_subclass_of_CompletableFuture_is_refused() {
    methods.method("own", CachedAttributes.UNSAID);

    assertTrue(
        methods.refusals.all().get(0).reason().contains("only a declared CompletableFuture"),
        () -> methods.refusals.all().toString());
  }

  @Test
  void a_plain_future_is_refused_before_it_is_woven() {
    assertThrows(
        IllegalArgumentException.class, () -> methods.method("plain", CachedAttributes.UNSAID));
  }
}
