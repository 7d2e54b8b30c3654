package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.InvalidationBus;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.LayerStatus;
import dev.multilayercache.agent.layer.LocalRegion;
import dev.multilayercache.agent.layer.Region;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.LogLines;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What fails three times within a minute is left out, until an operator lets it in again. */
class SwitchOffTest {
  private final FakeClock clock = new FakeClock();
  private final PlanRegistry registry = new PlanRegistry();
  private final Refusals refusals = new Refusals();

  /** Thrown by the engine's clock: in the middle of our code. */
  private Supplier<Error> broken;

  /** How often an invalidation fails from now on. */
  private int invalidationsToFail;

  private final Caches caches =
      new Caches(
          List.of(new FragileLayer()),
          new EngineOptions(
              /* populateUpperLayers= */ true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
          new Generations(),
          this::now);
  private final Linker linker = new Linker(registry, caches, refusals, clock);

  /** The application's class; the tests play the woven code themselves. */
  static final class Repo {
    private Repo() {}

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  private long now() {
    if (broken != null) {
      throw broken.get();
    }
    return clock.getAsLong();
  }

  private MethodHandle cached(String method, String cache) throws Throwable {
    return link(
        method,
        Attributes.cached(cache, "{p0}", List.of(), "", List.of(), "", List.of()),
        List.of());
  }

  private MethodHandle invalidating(String method, String cache) throws Throwable {
    return link(
        method,
        null,
        List.of(
            new InvalidateAttributes(
                cache,
                "{p0}",
                List.of(),
                "",
                /* all= */ false,
                "AFTER_SUCCESS",
                /* expire= */ false)));
  }

  private MethodHandle link(
      String method, CachedAttributes attributes, List<InvalidateAttributes> invalidations)
      throws Throwable {
    String descriptor = "(Ljava/lang/Object;)Ljava/lang/String;";
    String owner = Repo.class.getName();
    MethodSite site =
        new MethodSite(
            owner,
            method,
            descriptor,
            /* isStatic= */ true,
            /* isSynchronized= */ false,
            List.of("p0"),
            List.of(),
            attributes,
            invalidations,
            /* updates= */ List.of(),
            MethodSite.display(owner, method, descriptor));
    registry.register(
        Repo.class.getClassLoader(), site, new CachePlanner(AgentConfig.builtIn()).plan(site));
    MethodType type = MethodType.methodType(Object.class, Object.class);
    CallSite linked =
        (CallSite)
            linker
                .bootstrapHandle()
                .invoke(Repo.lookup(), "enter", type, new Object[] {method, descriptor});
    return linked.dynamicInvoker();
  }

  @SuppressWarnings("unchecked")
  private static void complete(Object token, Object result) {
    ((BiConsumer<Object, Throwable>) token).accept(result, null);
  }

  /** A call as woven code makes it; whether it was cached. */
  private static boolean isHit(MethodHandle method, Object key) throws Throwable {
    Object token = method.invoke(key);
    if (token instanceof AtomicReference) {
      return true;
    }
    if (token != null) {
      complete(token, "value of " + key);
    }
    return false;
  }

  private void fail(MethodHandle method, int times) throws Throwable {
    broken = () -> new AssertionError("broken");
    for (int i = 0; i < times; i++) {
      isHit(method, "known");
    }
    broken = null;
  }

  private List<String> refused() {
    return refusals.all().stream().map(each -> each.method() + ": " + each.reason()).toList();
  }

  @Nested
  class ACachedMethod {
    private final MethodHandle find = cached("find", "products");

    ACachedMethod() throws Throwable {
      isHit(find, "known");
    }

    @Test
    void that_failed_twice_is_on() throws Throwable {
      fail(find, 2);

      assertTrue(isHit(find, "known"));
      assertEquals(List.of(), refused());
    }

    @Test
    void that_failed_three_times_within_a_minute_is_left_alone() throws Throwable {
      fail(find, 3);

      assertNull(find.invoke((Object) "known"));
      assertNull(find.invoke((Object) "other"));
    }

    @Test
    void that_failed_three_times_in_more_than_a_minute_is_on() throws Throwable {
      fail(find, 2);
      clock.advance(Duration.ofSeconds(61));
      fail(find, 1);

      assertTrue(isHit(find, "known"));
    }

    @Test
    void is_listed_and_told_in_one_line_with_what_to_do() throws Throwable {
      try (LogLines log = new LogLines()) {
        fail(find, 5);

        List<String> lines = log.about("switched off");
        assertEquals(1, lines.size(), lines::toString);
        String line = lines.get(0);
        assertTrue(line.contains("Repo.find(java.lang.Object)"), line);
        assertTrue(line.contains("java.lang.AssertionError"), line);
        assertTrue(line.contains("run uncached"), line);
        assertTrue(line.contains("Enabled of cache products"), line);
      }
      assertEquals(1, refused().size());
      assertTrue(refused().get(0).contains("switched off"), refused().toString());
    }

    @Test
    void is_on_again_when_its_cache_is_set_enabled() throws Throwable {
      fail(find, 3);

      caches.find(Repo.class, "products").enable(true);

      assertTrue(isHit(find, "known"));
      assertEquals(List.of(), refused());
    }

    @Test
    void is_on_again_when_the_agent_is_set_enabled() throws Throwable {
      fail(find, 3);

      caches.enable(true);

      assertTrue(isHit(find, "known"));
    }

    @Test
    void stays_off_when_another_cache_is_set_enabled() throws Throwable {
      isHit(cached("other", "others"), "known");
      fail(find, 3);

      caches.find(Repo.class, "others").enable(true);

      assertFalse(isHit(find, "known"));
    }

    @Test
    void goes_off_again_after_three_more() throws Throwable {
      fail(find, 3);
      caches.enable(true);
      fail(find, 2);
      assertTrue(isHit(find, "known"));

      fail(find, 1);

      assertFalse(isHit(find, "known"));
      assertEquals(1, refused().size());
    }

    @Test
    void leaves_the_others_of_its_cache_on() throws Throwable {
      MethodHandle other = cached("findToo", "products");

      fail(find, 3);

      assertTrue(isHit(other, "known"));
    }

    @Test
    void goes_off_when_storing_fails() throws Throwable {
      for (int i = 0; i < 3; i++) {
        Object load = find.invoke((Object) ("new" + i));
        broken = () -> new NoClassDefFoundError("broken");
        complete(load, "value");
        broken = null;
      }

      assertFalse(isHit(find, "known"));
      assertTrue(refused().get(0).contains("storing a value"), refused().toString());
    }

    @Test
    void goes_off_when_its_local_layer_fails() throws Throwable {
      for (int i = 0; i < 3; i++) {
        regionBroken = true;
        isHit(find, "new" + i);
        regionBroken = false;
      }

      assertFalse(isHit(find, "known"));
      assertTrue(refused().get(0).contains("in layer local"), refused().toString());
    }

    @Test
    void stays_on_however_many_arguments_make_no_key() throws Throwable {
      for (int i = 0; i < 10; i++) {
        find.invoke((Object) new Thread());
      }

      assertTrue(isHit(find, "known"));
    }

    @Test
    void stays_on_after_errors_of_the_virtual_machine() throws Throwable {
      broken = () -> new StackOverflowError("broken");
      for (int i = 0; i < 10; i++) {
        assertThrows(StackOverflowError.class, () -> find.invoke((Object) "known"));
      }
      broken = null;

      assertTrue(isHit(find, "known"));
    }
  }

  @Nested
  class AnInvalidatingMethod {
    private final MethodHandle find = cached("find", "products");
    private final MethodHandle change = invalidating("change", "products");

    AnInvalidatingMethod() throws Throwable {
      isHit(find, "known");
      isHit(find, "other");
    }

    private void change(int failures) throws Throwable {
      Object end = change.invoke((Object) "known");
      invalidationsToFail = failures;
      complete(end, "changed");
      assertEquals(0, invalidationsToFail);
    }

    @Test
    void that_fails_forgets_its_whole_cache_instead() throws Throwable {
      change(1);

      assertInstanceOf(BiConsumer.class, find.invoke((Object) "known"));
      assertInstanceOf(BiConsumer.class, find.invoke((Object) "other"));
    }

    @Test
    void leaves_nothing_old_that_its_local_layer_fails_to_remove() throws Throwable {
      Object end = change.invoke((Object) "known");
      regionBroken = true;
      complete(end, "changed");
      regionBroken = false;

      assertInstanceOf(BiConsumer.class, find.invoke((Object) "known"));
    }

    @Test
    void that_fails_in_that_too_says_so() throws Throwable {
      try (LogLines log = new LogLines()) {
        change(2);

        assertEquals(1, log.about("may answer until their ttl ends").size());
      }
      assertTrue(isHit(find, "known"));
    }

    @Test
    void that_failed_three_times_forgets_its_whole_cache_with_each_call() throws Throwable {
      for (int i = 0; i < 3; i++) {
        change(1);
      }
      isHit(find, "other");

      change(0);

      assertFalse(isHit(find, "other"));
      assertEquals(1, refused().size());
      assertTrue(
          refused().get(0).contains("forgets every entry of cache products"), refused()::toString);
    }

    @Test
    void is_precise_again_when_its_cache_is_set_enabled() throws Throwable {
      for (int i = 0; i < 3; i++) {
        change(1);
      }
      isHit(find, "known");
      isHit(find, "other");

      LayeredCache cache = caches.find(Repo.class, "products");
      cache.enable(true);
      change(0);

      assertTrue(isHit(find, "other"));
      assertFalse(isHit(find, "known"));
      assertEquals(List.of(), refused());
    }
  }

  private boolean regionBroken;

  /** Caffeine, but what is around it fails when the test says so. */
  private final class FragileLayer implements Layer {
    private final CaffeineLayer layer = new CaffeineLayer("local", 1_000, clock);

    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public boolean isShared() {
      return false;
    }

    @Override
    public Region region(RegionSpec spec) {
      Region region = layer.region(spec);
      return (Region)
          Proxy.newProxyInstance(
              LocalRegion.class.getClassLoader(),
              new Class<?>[] {LocalRegion.class},
              (self, method, arguments) -> {
                if (regionBroken && !method.getName().startsWith("probe")) {
                  throw new IllegalStateException("broken");
                }
                return method.invoke(region, arguments);
              });
    }

    @Override
    public LayerStatus status() {
      return layer.status();
    }

    @Override
    public long entries() {
      return layer.entries();
    }

    @Override
    public Optional<InvalidationBus> bus() {
      if (invalidationsToFail > 0) {
        invalidationsToFail--;
        throw new IllegalStateException("broken");
      }
      return Optional.empty();
    }

    @Override
    public void close() {
      layer.close();
    }
  }
}
