package dev.multilayercache.agent.call;

import static dev.multilayercache.agent.testing.Background.reach;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.engine.CacheStatistics;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.Sites;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A method that runs on a thread of the agent, where its argument may make another key than it made
 * for its caller; entries of its cache live 100 s.
 */
@Timeout(60)
class ChangedKeyTest {
  private static final String DESCRIPTOR = "(Ljava/util/List;)Ljava/lang/String;";

  static MethodHandle callSite;
  static volatile Function<List<String>, String> source;
  static final AtomicInteger bodies = new AtomicInteger();

  /** Has another text on threads of the agent. */
  private static final class OfThread extends AbstractList<String> {
    private final String onOthers;
    private final CountDownLatch mayBeRead;

    OfThread(String onOthers, CountDownLatch mayBeRead) {
      this.onOthers = onOthers;
      this.mayBeRead = mayBeRead;
    }

    OfThread(String onOthers) {
      this(onOthers, new CountDownLatch(0));
    }

    @Override
    public String get(int index) {
      if (!Thread.currentThread().getName().startsWith("multilayercache-load-")) {
        return "a";
      }
      try {
        reach(mayBeRead);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (onOthers == null) {
        throw new IllegalStateException("not here");
      }
      return onOthers;
    }

    @Override
    public int size() {
      return 1;
    }
  }

  static final class Repo {
    String find(List<String> ids) throws Throwable {
      Object token = (Object) callSite.invokeExact((Object) this, ids);
      if (token instanceof Throwable thrown) {
        throw thrown;
      }
      if (token instanceof AtomicReference<?> hit) {
        return (String) hit.getPlain();
      }
      bodies.incrementAndGet();
      String value = source.apply(ids);
      end(token, value);
      return value;
    }

    @SuppressWarnings("unchecked")
    private static void end(Object token, Object value) {
      if (token != null) {
        ((BiConsumer<Object, Throwable>) token).accept(value, null);
      }
    }

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  private final FakeClock clock = new FakeClock();
  private final Caches caches =
      new Caches(
          List.of(new CaffeineLayer("local", 1_000, clock)),
          new EngineOptions(true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
          new Generations(),
          clock);
  private final Repo repo = new Repo();

  /** Links the method and loads the value of a. */
  private void given(Attributes attributes) throws Throwable {
    PlanRegistry registry = new PlanRegistry();
    MethodSite site =
        Sites.site(
            Repo.class.getName(),
            "find",
            DESCRIPTOR,
            /* isStatic= */ false,
            /* isSynchronized= */ false,
            List.of("ids"),
            List.of(),
            attributes.with("cache", "repo").with("key", "{ids}").with("ttl", "100s").cached(),
            List.of());
    registry.register(
        Repo.class.getClassLoader(), site, new CachePlanner(AgentConfig.builtIn()).plan(site));
    MethodType type = MethodType.methodType(Object.class, Object.class, List.class);
    callSite =
        ((CallSite)
                new Linker(registry, caches, new Refusals())
                    .bootstrapHandle()
                    .invoke(Repo.lookup(), "enter", type, new Object[] {"find", DESCRIPTOR}))
            .dynamicInvoker();
    source = ids -> "old";
    repo.find(a());
    bodies.set(0);
  }

  private static List<String> a() {
    return new ArrayList<>(List.of("a"));
  }

  private String found(List<String> ids) {
    try {
      return repo.find(ids);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private CacheStatistics statistics() {
    return caches.find(Repo.class, "repo").statistics();
  }

  @Nested
  class ALoadWithASoftTimeout {
    private void given(String softTimeout) throws Throwable {
      ChangedKeyTest.this.given(
          new Attributes().with("staleIfError", "1m").with("softTimeout", softTimeout));
      clock.advance(Duration.ofSeconds(100));
    }

    @Test
    void whose_body_changes_its_argument_gives_its_value_and_is_no_failure() throws Throwable {
      given("30s");
      source =
          ids -> {
            ids.add("changed");
            return "new";
          };

      assertEquals("new", repo.find(a()));
      assertEquals("new", repo.find(a()));
      assertEquals(0, statistics().loadFailures());
      assertEquals(0, statistics().staleHits());
    }

    @Test
    void whose_body_changes_its_argument_is_not_kept() throws Throwable {
      given("30s");
      source =
          ids -> {
            ids.add("changed");
            return "new";
          };

      repo.find(a());
      repo.find(a());

      assertEquals(2, bodies.get());
    }

    @Test
    void that_is_invalidated_meanwhile_throws_nothing_of_ours() throws Throwable {
      given("30s");
      source =
          ids -> {
            caches.invalidate(new Invalidation.All("repo"));
            ids.add("changed");
            return "new";
          };

      assertEquals("new", repo.find(a()));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "b")
    void that_makes_no_such_key_there_runs_on_its_callers_thread(String there) throws Throwable {
      given("30s");
      source = ids -> Thread.currentThread().getName();
      String here = Thread.currentThread().getName();

      assertEquals(here, repo.find(new OfThread(there)));
      assertEquals(here, repo.find(a()));
      assertEquals(1, bodies.get());
      assertEquals(0, statistics().loadFailures());
    }

    @Test
    void that_makes_no_such_key_there_when_its_caller_has_left_is_given_up() throws Throwable {
      given("0");
      CountDownLatch left = new CountDownLatch(1);
      source = ids -> "new";

      assertEquals("old", repo.find(new OfThread("b", left)));
      left.countDown();
      await().until(() -> "new".equals(found(a())));
      assertEquals(0, statistics().loadFailures());
    }
  }

  @Nested
  class AHitPastTheTimeToReload {
    private void given() throws Throwable {
      ChangedKeyTest.this.given(new Attributes().with("refreshAhead", "0.8"));
      clock.advance(Duration.ofSeconds(80));
    }

    @Test
    void that_makes_no_such_key_there_fails_nothing_and_leaves_it_to_a_later_one()
        throws Throwable {
      given();
      source = ids -> "new";
      repo.find(new OfThread("b"));

      await()
          .until(
              () -> {
                clock.advance(Duration.ofMillis(100));
                return found(a()) != null && bodies.get() == 1;
              });
      await().until(() -> statistics().loads() == 2);
      assertEquals("new", repo.find(a()));
      assertEquals(0, statistics().loadFailures());
    }

    @Test
    void whose_body_changes_its_argument_keeps_the_present_value_and_fails_nothing()
        throws Throwable {
      given();
      source =
          ids -> {
            ids.add("changed");
            return "new";
          };
      repo.find(a());

      await().until(() -> statistics().loads() + statistics().loadFailures() == 2);
      assertEquals("old", repo.find(a()));
      assertEquals(0, statistics().loadFailures());
    }
  }
}
