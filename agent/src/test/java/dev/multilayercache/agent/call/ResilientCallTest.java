package dev.multilayercache.agent.call;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.engine.CacheStatistics;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.Background;
import dev.multilayercache.agent.testing.Background.Call;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import dev.multilayercache.agent.testing.Sites;
import java.io.IOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A method that asks its call site first, as woven ones do; entries of its cache live 100 s. */
@Timeout(60)
class ResilientCallTest {
  private static final Duration TTL = Duration.ofSeconds(100);
  private static final String DESCRIPTOR = "(J)Ljava/lang/Object;";

  static MethodHandle callSite;
  static volatile Callable<Object> source;
  static final AtomicInteger bodies = new AtomicInteger();

  static final class Repo {
    Object find(long id) throws Throwable {
      Object token = (Object) callSite.invokeExact((Object) this, id);
      if (token instanceof Throwable thrown) {
        throw thrown;
      }
      if (token instanceof AtomicReference<?> hit) {
        return hit.getPlain();
      }
      Object value;
      try {
        bodies.incrementAndGet();
        value = source.call();
      } catch (Throwable e) {
        return recovered(token, e);
      }
      end(token, value, null);
      return value;
    }

    private static Object recovered(Object token, Throwable thrown) throws Throwable {
      end(token, null, thrown);
      if (token instanceof Supplier<?> supplier
          && supplier.get() instanceof AtomicReference<?> substitute) {
        return substitute.getPlain();
      }
      throw thrown;
    }

    @SuppressWarnings("unchecked")
    private static void end(Object token, Object value, Throwable thrown) {
      if (token != null) {
        ((BiConsumer<Object, Throwable>) token).accept(value, thrown);
      }
    }

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  private final FakeClock clock = new FakeClock();
  private Caches caches = caches(new CaffeineLayer("local", 1_000, clock));
  private final Repo repo = new Repo();
  private final CountDownLatch loading = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  private Caches caches(Layer layer) {
    return new Caches(
        List.of(layer),
        new EngineOptions(true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
        new Generations(),
        clock);
  }

  /** Links the method and loads its value. */
  private void given(Attributes attributes) throws Throwable {
    PlanRegistry registry = new PlanRegistry();
    MethodSite site =
        Sites.site(
            Repo.class.getName(),
            "find",
            DESCRIPTOR,
            /* isStatic= */ false,
            /* isSynchronized= */ false,
            List.of("id"),
            List.of(),
            attributes.with("cache", "repo").with("key", "{id}").with("ttl", "100s").cached(),
            List.of());
    registry.register(
        Repo.class.getClassLoader(), site, new CachePlanner(AgentConfig.builtIn()).plan(site));
    MethodType type = MethodType.methodType(Object.class, Object.class, long.class);
    callSite =
        ((CallSite)
                new Linker(registry, caches, new Refusals())
                    .bootstrapHandle()
                    .invoke(Repo.lookup(), "enter", type, new Object[] {"find", DESCRIPTOR}))
            .dynamicInvoker();
    bodies.set(0);
    source = () -> "old";
    repo.find(1);
  }

  private String held() throws Exception {
    loading.countDown();
    reach(mayEnd);
    return "new";
  }

  private Object cached(String key) {
    Entry entry = caches.find(Repo.class, "repo").get(key);
    return entry == null ? null : entry.value();
  }

  private CacheStatistics statistics() {
    return caches.find(Repo.class, "repo").statistics();
  }

  @Nested
  class AHitPastTheTimeToReload {
    private void given() throws Throwable {
      ResilientCallTest.this.given(new Attributes().with("refreshAhead", "0.8"));
      clock.advance(Duration.ofSeconds(80));
    }

    @Test
    void is_answered_by_the_old_value_while_the_body_runs_elsewhere() throws Throwable {
      given();
      source = ResilientCallTest.this::held;

      assertEquals("old", repo.find(1));
      reach(loading);
      assertEquals("old", repo.find(1));
      mayEnd.countDown();
    }

    @Test
    void has_the_new_value_answer_once_that_is_loaded() throws Throwable {
      given();
      source = () -> "new";

      repo.find(1);

      await().until(() -> statistics().loads() == 2);
      assertEquals("new", repo.find(1));
      assertEquals(2, bodies.get());
    }

    @Test
    void reloads_once_however_many_hits_there_are() throws Throwable {
      given();
      source = ResilientCallTest.this::held;
      repo.find(1);
      reach(loading);

      for (int i = 0; i < 100; i++) {
        repo.find(1);
      }
      mayEnd.countDown();

      await().until(() -> statistics().loads() == 2);
      assertEquals(2, bodies.get());
    }

    @Test
    void lends_the_body_the_context_class_loader_of_its_caller() throws Throwable {
      given();
      AtomicReference<Object> seen = new AtomicReference<>();
      ClassLoader context = new URLClassLoader(new URL[0]);
      source =
          () -> {
            seen.set(Thread.currentThread().getContextClassLoader());
            return Thread.currentThread().getName();
          };
      Thread caller = Thread.currentThread();
      ClassLoader before = caller.getContextClassLoader();
      caller.setContextClassLoader(context);
      try {
        repo.find(1);
      } finally {
        caller.setContextClassLoader(before);
      }

      await().until(() -> statistics().loads() == 2);
      assertSame(context, seen.get());
      assertTrue(((String) repo.find(1)).startsWith("multilayercache-load-"));
    }
  }

  @Nested
  class AReload {
    private void given(Attributes attributes) throws Throwable {
      ResilientCallTest.this.given(attributes.with("refreshAhead", "0.8"));
      clock.advance(Duration.ofSeconds(80));
    }

    @Test
    void keeps_a_copy_where_callers_get_copies() throws Throwable {
      given(new Attributes().with("copy", "ALWAYS"));
      List<String> own = new ArrayList<>(List.of("new"));
      source = () -> own;
      repo.find(1);
      await().until(() -> statistics().loads() == 2);

      own.add("changed by the method's owner");

      assertEquals(List.of("new"), repo.find(1));
    }

    @Test
    void follows_a_hit_of_a_layer_out_of_this_heap_of_which_callers_get_copies() throws Throwable {
      caches = caches(new RecordingLayer("local", clock));
      given(new Attributes().with("copy", "ALWAYS"));
      source = () -> "new";

      assertEquals("old", repo.find(1));

      await().until(() -> statistics().loads() == 2);
      assertEquals("new", repo.find(1));
    }

    @Test
    void of_what_cannot_be_copied_leaves_the_present_value() throws Throwable {
      given(new Attributes().with("copy", "ALWAYS"));
      source = () -> new Thread("of the application");
      repo.find(1);
      await().until(() -> statistics().loads() == 2);

      assertEquals("old", repo.find(1));
    }

    @Test
    void keeps_an_exception_that_is_an_answer() throws Throwable {
      given(new Attributes().with("cachedExceptions", List.of(IOException.class.getName())));
      source =
          () -> {
            throw new IOException("gone");
          };
      repo.find(1);
      await().until(() -> statistics().loadFailures() == 1);

      assertThrows(IOException.class, () -> repo.find(1));
      assertEquals(2, bodies.get());
    }
  }

  @Nested
  class ALoadThatFails {
    @Test
    void with_an_exception_that_is_an_answer_throws_that_and_keeps_it() throws Throwable {
      given(
          new Attributes()
              .with("staleIfError", "1m")
              .with("cachedExceptions", List.of(IOException.class.getName())));
      clock.advance(TTL);
      source =
          () -> {
            throw new IOException("gone");
          };

      assertThrows(IOException.class, () -> repo.find(1));
      assertThrows(IOException.class, () -> repo.find(1));
      assertEquals(2, bodies.get(), "with the one before");
      assertEquals(0, statistics().staleHits());
    }

    @Test
    void is_answered_by_the_expired_value() throws Throwable {
      given(new Attributes().with("staleIfError", "1m"));
      clock.advance(TTL);
      source =
          () -> {
            throw new IOException("source");
          };

      assertEquals("old", repo.find(1));
      assertEquals(1, statistics().staleHits());
    }

    @Test
    void throws_where_nobody_asked_for_that() throws Throwable {
      given(new Attributes());
      clock.advance(TTL);
      source =
          () -> {
            throw new IOException("source");
          };

      assertThrows(IOException.class, () -> repo.find(1));
    }
  }

  @Nested
  class ALoadWithASoftTimeout {
    private void given(String softTimeout) throws Throwable {
      ResilientCallTest.this.given(
          new Attributes().with("staleIfError", "1m").with("softTimeout", softTimeout));
      clock.advance(TTL);
    }

    @Test
    void that_takes_longer_is_answered_by_the_expired_value_and_goes_on() throws Throwable {
      given("1ms");
      source = ResilientCallTest.this::held;

      assertEquals("old", repo.find(1));
      mayEnd.countDown();

      await().until(() -> statistics().loads() == 2);
      assertEquals("new", repo.find(1));
      assertEquals(1, statistics().staleHits());
    }

    @Test
    void of_zero_is_answered_at_once() throws Throwable {
      given("0");
      source = ResilientCallTest.this::held;

      assertEquals("old", repo.find(1));
      mayEnd.countDown();
    }

    @Test
    void is_not_waited_for_by_followers_either() throws Throwable {
      given("1ms");
      source = ResilientCallTest.this::held;
      repo.find(1);
      reach(loading);

      assertEquals("old", repo.find(1));
      assertEquals(2, bodies.get());
      mayEnd.countDown();
    }

    @Test
    void that_others_wait_for_shorter_is_run_by_them_after_that() throws Throwable {
      ResilientCallTest.this.given(
          new Attributes()
              .with("staleIfError", "1m")
              .with("softTimeout", "10s")
              .with("waitTimeout", "0"));
      clock.advance(TTL);
      AtomicInteger runs = new AtomicInteger();
      source = () -> runs.incrementAndGet() == 1 ? held() : "own";
      Call<Object> leader = Background.run(() -> quietly(1));
      reach(loading);

      assertEquals("own", repo.find(1));

      mayEnd.countDown();
      assertEquals("new", leader.result());
    }

    private Object quietly(long id) {
      try {
        return repo.find(id);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }

    @Test
    void that_has_not_begun_is_not_run_by_the_caller_who_left_it_when_he_comes_again()
        throws Throwable {
      givenAllThreadsOfTheAgentAreBusy("1ms");
      source = () -> "new";
      assertEquals("old", repo.find(1));

      assertEquals("old", repo.find(1));

      mayEnd.countDown();
      await().until(() -> "new".equals(cached("1")));
    }

    private void givenAllThreadsOfTheAgentAreBusy(String softTimeout) throws Throwable {
      ResilientCallTest.this.given(
          new Attributes().with("staleIfError", "1m").with("softTimeout", softTimeout));
      int threads = Runtime.getRuntime().availableProcessors();
      for (int other = 2; other < 2 + threads; other++) {
        repo.find(other);
      }
      clock.advance(TTL);
      CountDownLatch busy = new CountDownLatch(threads);
      source =
          () -> {
            busy.countDown();
            reach(mayEnd);
            return "other";
          };
      for (int other = 2; other < 2 + threads; other++) {
        repo.find(other);
      }
      reach(busy);
    }

    @Test
    void that_ends_in_time_gives_the_new_value() throws Throwable {
      given("30s");
      source = () -> "new";

      assertEquals("new", repo.find(1));
      assertEquals(0, statistics().staleHits());
      assertEquals(2, bodies.get());
    }

    @Test
    void that_fails_in_time_is_answered_by_the_expired_value() throws Throwable {
      given("30s");
      source =
          () -> {
            throw new IOException("source");
          };

      assertEquals("old", repo.find(1));
      assertEquals(2, bodies.get());
      assertEquals(1, statistics().staleHits());
    }

    @Test
    void that_ends_in_an_error_throws_that_and_runs_the_body_once() throws Throwable {
      given("30s");
      Error error = new NoClassDefFoundError("gone");
      source =
          () -> {
            throw error;
          };

      assertSame(error, assertThrows(Error.class, () -> repo.find(1)));
      assertEquals(2, bodies.get());
    }

    @Test
    void runs_on_its_callers_thread_if_nothing_may_stand_in_for_it() throws Throwable {
      given("0");
      source = () -> Thread.currentThread().getName();

      assertEquals(Thread.currentThread().getName(), repo.find(2));
    }

    @Test
    void that_fails_after_its_key_was_invalidated_throws() throws Throwable {
      given("30s");
      AtomicInteger runs = new AtomicInteger();
      source =
          () -> {
            if (runs.incrementAndGet() == 1) {
              caches.invalidate(new Invalidation.ByKey("repo", "1"));
              throw new IOException("read before");
            }
            return "after";
          };

      assertThrows(IOException.class, () -> repo.find(1));
      assertEquals("after", repo.find(1));
      assertEquals("after", repo.find(1));
    }

    @Test
    void whose_key_is_invalidated_while_it_is_waited_for_gives_no_old_value() throws Throwable {
      given("1s");
      AtomicInteger runs = new AtomicInteger();
      source = () -> runs.incrementAndGet() == 1 ? held() : "after";
      Call<Object> caller = Background.run(() -> quietly(1));
      reach(loading);

      caches.invalidate(new Invalidation.ByKey("repo", "1"));

      assertEquals("after", caller.result());
      mayEnd.countDown();
      await().until(() -> statistics().loads() >= 2);
      assertEquals("after", repo.find(1));
    }
  }
}
