package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.PlayedMethods.Played;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.testing.Attributes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedExceptionsTest {
  private static final String IO = "java.io.IOException";

  @SuppressWarnings("unused")
  interface Files {
    Object read(Long id);

    Object other(Long id);

    String text(Long id);

    CompletableFuture<String> later(Long id);

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  private static Attributes files(String... exceptions) {
    return new Attributes()
        .with("cache", "files")
        .with("key", "file:{0}")
        .with("ttl", "10m")
        .with("tags", List.of("files", "owner:{result.owner}"))
        .with("cachedExceptions", List.of(exceptions));
  }

  private static CachedAttributes forFiveSeconds(String... exceptions) {
    return files(exceptions).with("tags", List.of("files")).with("exceptionTtl", "5s").cached();
  }

  private final PlayedMethods methods = new PlayedMethods(Files.lookup());
  private final AtomicInteger bodies = new AtomicInteger();
  private final IOException failure = new FileNotFoundException("no file");

  private Throwable read(Played method, Throwable thrown) {
    return assertThrows(
        Throwable.class,
        () ->
            method.call(
                1L,
                () -> {
                  bodies.incrementAndGet();
                  throw CachedExceptionsTest.<RuntimeException>untouched(thrown);
                }));
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> RuntimeException untouched(Throwable thrown) throws X {
    throw (X) thrown;
  }

  @Nested
  class AnExceptionThatWasAskedFor {
    private final Played method = methods.method("read", forFiveSeconds(IO));

    AnExceptionThatWasAskedFor() {
      read(method, failure);
    }

    @Test
    void is_thrown_again_without_the_body() {
      assertSame(failure, read(method, new IOException("another")));
      assertEquals(1, bodies.get());
    }

    @Test
    void counts_as_a_failed_load_and_then_as_a_hit() {
      read(method, failure);

      assertEquals(1, methods.statistics("files").loadFailures());
      assertEquals(0, methods.statistics("files").loads());
      assertEquals(1, methods.statistics("files").hits());
    }

    @Test
    void ends_with_its_own_ttl() {
      methods.clock.advance(Duration.ofSeconds(5));
      read(method, failure);

      assertEquals(2, bodies.get());
    }

    @Test
    void is_forgotten_by_key() {
      methods.invalidate("files", "file:1");
      read(method, failure);

      assertEquals(2, bodies.get());
    }

    @Test
    void is_forgotten_by_a_tag_that_does_not_need_the_result() {
      methods.invalidateTag("files");
      read(method, failure);

      assertEquals(2, bodies.get());
    }

    @Test
    void is_nothing_to_the_API() {
      assertNull(methods.cache("files").get("file:1"));
      assertFalse(methods.cache("files").contains("file:1"));
      assertEquals(
          "loaded",
          methods
              .cache("files")
              .getOrLoad("file:1", methods.cache("files").lifetime(), List.of(), () -> "loaded"));
    }

    @Test
    void is_one_miss_to_the_API_and_no_hit() {
      methods.cache("files").resetStatistics();

      methods
          .cache("files")
          .getOrLoad("file:1", methods.cache("files").lifetime(), List.of(), () -> "loaded");

      assertEquals(0, methods.statistics("files").hits());
      assertEquals(1, methods.statistics("files").misses());
    }

    @Test
    void lets_what_is_of_another_type_be_one_miss_and_no_hit() throws Exception {
      Attributes texts = files(IO).with("cache", "texts").with("tags", List.of("texts"));
      Played text = methods.method("text", texts.cached());
      LayeredCache cache = methods.cache("texts");
      cache.put("file:1", 7, List.of(), cache.lifetime());

      assertEquals("loaded", text.call(1L, () -> "loaded"));

      assertEquals(0, methods.statistics("texts").hits());
      assertEquals(1, methods.statistics("texts").misses());
    }

    @Test
    void gives_way_to_a_value() throws Exception {
      methods.invalidate("files", "file:1");

      assertEquals("text", method.<String>call(1L, () -> "text"));
      assertEquals("text", method.<String>call(1L, () -> "other"));
    }
  }

  @Test
  void an_exception_that_was_not_asked_for_is_not_kept() {
    Played method = methods.method("read", forFiveSeconds("java.io.FileNotFoundException"));

    read(method, new IOException("disk"));
    read(method, new IOException("disk"));

    assertEquals(2, bodies.get());
  }

  @Test
  void an_error_of_the_JVM_or_an_interrupt_is_never_kept() {
    Played method = methods.method("read", forFiveSeconds("java.lang.Throwable"));

    read(method, new InterruptedException());
    read(method, new StackOverflowError());

    assertEquals(failure, read(method, failure));
  }

  @Test
  void an_exception_lives_as_long_as_null_does_if_nothing_else_is_said() {
    Played method =
        methods.method("read", files(IO).with("nullTtl", "3s").with("tags", List.of()).cached());
    read(method, failure);
    methods.clock.advance(Duration.ofMillis(2_900));
    read(method, failure);
    assertEquals(1, bodies.get());

    methods.clock.advance(Duration.ofMillis(100));
    read(method, failure);

    assertEquals(2, bodies.get());
  }

  @Test
  void a_method_that_did_not_ask_does_not_share_the_cache_of_one_that_did() {
    methods.method("read", forFiveSeconds(IO));
    methods.method("other", files().with("tags", List.of()).cached());

    assertTrue(
        methods.refusals.all().toString().contains("with copy NEVER and cachedExceptions " + IO),
        () -> methods.refusals.all().toString());
  }

  @Test
  void what_the_API_stored_of_another_type_is_still_no_answer() throws Exception {
    Played method = methods.method("text", forFiveSeconds(IO));
    assertEquals("text", method.<String>call(2L, () -> "text"));
    methods.cache("files").put("file:1", 5L, List.of(), methods.cache("files").lifetime());

    Object answer = method.call(1L, () -> "text");

    assertEquals("text", answer);
  }

  @Nested
  class OfAFuture {
    private final Played method = methods.method("later", forFiveSeconds(IO));

    private CompletableFuture<String> later(CompletableFuture<String> body) throws Exception {
      return method.call(
          1L,
          () -> {
            bodies.incrementAndGet();
            return body;
          });
    }

    @Test
    void it_is_brought_again_without_the_body() throws Exception {
      later(CompletableFuture.failedFuture(failure));

      CompletableFuture<String> again = later(CompletableFuture.completedFuture("text"));

      assertSame(failure, assertThrows(CompletionException.class, again::join).getCause());
      assertEquals(1, bodies.get());
    }

    @Test
    void it_counts_though_a_dependent_future_wraps_it() throws Exception {
      later(CompletableFuture.<String>failedFuture(failure).thenApply(each -> each));
      later(CompletableFuture.completedFuture("text"));

      assertEquals(1, bodies.get());
    }

    @Test
    void it_is_thrown_bare_by_a_method_that_shares_the_cache_though_a_future_wrapped_it()
        throws Exception {
      Played text = methods.method("text", forFiveSeconds(IO));
      later(CompletableFuture.<String>failedFuture(failure).thenApply(each -> each));

      assertSame(failure, read(text, new IOException("another")));
    }

    @Test
    void it_is_kept_if_the_body_threw_it_at_once() throws Exception {
      assertSame(failure, read(method, failure));

      CompletableFuture<String> again = later(CompletableFuture.completedFuture("text"));

      assertSame(failure, assertThrows(CompletionException.class, again::join).getCause());
      assertEquals(1, bodies.get());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.acme.Misspelt", "java.lang.String"})
  void what_is_no_exception_is_refused(String name) {
    methods.method("read", forFiveSeconds(name));

    assertTrue(
        methods.refusals.all().toString().contains("cachedExceptions names " + name),
        () -> methods.refusals.all().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.lang.InterruptedException", "java.lang.OutOfMemoryError"})
  void what_is_never_kept_is_refused_by_name(String name) {
    assertTrue(
        assertThrows(
                IllegalArgumentException.class, () -> methods.method("read", forFiveSeconds(name)))
            .getMessage()
            .contains("the next call may well succeed"));
  }

  @Test
  void a_ttl_for_none_is_refused() {
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> methods.method("read", forFiveSeconds()))
            .getMessage()
            .startsWith("exceptionTtl is said and cachedExceptions is not"));
  }
}
