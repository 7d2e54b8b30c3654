package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.layer.RegionSpec;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.RefusedException;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingLayer;
import dev.multilayercache.agent.testing.Sites;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A cache that the API reads before any method that fills it was called on this node. */
class NamedCachesTest {
  private static boolean initialized;

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer layer = new CaffeineLayer("local", 1_000, clock);
  private final PlanRegistry registry = new PlanRegistry();
  private final Caches caches =
      new Caches(
          List.of(layer),
          new EngineOptions(
              /* populateUpperLayers= */ true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
          new Generations(),
          clock);
  private final NamedCaches named = new NamedCaches(registry, caches);

  /** The application's class; it is found by its name. */
  static final class Repo {
    static {
      initialized = true;
    }

    private Repo() {}

    static List<String> find(long id) {
      return List.of("product " + id);
    }
  }

  private void woven(Class<?> owner, String method, String descriptor) throws RefusedException {
    CachedAttributes attributes =
        Attributes.cached("products", "product:{0}", List.of(), "7m", List.of(), "", List.of());
    MethodSite site =
        Sites.site(
            owner.getName(),
            method,
            descriptor,
            /* isStatic= */ true,
            /* isSynchronized= */ false,
            List.of("id"),
            List.of(),
            attributes,
            List.of());
    registry.register(
        owner.getClassLoader(), site, new CachePlanner(AgentConfig.builtIn()).plan(site));
  }

  @Nested
  class OfAMethod {
    private LayeredCache found;

    private LayeredCache find() throws RefusedException {
      woven(Repo.class, "find", "(J)Ljava/util/List;");
      found = named.find(NamedCachesTest.class, "products");
      return found;
    }

    @Test
    void has_its_settings() throws RefusedException {
      assertEquals(Duration.ofMinutes(7), find().lifetime().ttl());
    }

    @Test
    void has_its_keys() throws RefusedException {
      Object local = find().key("product:1").local();

      assertFalse(local instanceof String);
      assertEquals("product:1", KeyShape.canonical(local));
    }

    @Test
    void is_the_same_whenever_it_is_asked_for() throws RefusedException {
      assertSame(find(), named.find(NamedCachesTest.class, "products"));
    }

    @Test
    void leaves_the_class_uninitialized() throws RefusedException {
      find();

      assertFalse(initialized);
    }
  }

  @Test
  void the_type_of_its_values_is_the_methods() throws RefusedException {
    RecordingLayer recording = new RecordingLayer("local", clock);
    Caches over =
        new Caches(
            List.of(recording),
            new EngineOptions(true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
            new Generations(),
            clock);
    woven(Repo.class, "find", "(J)Ljava/util/List;");

    new NamedCaches(registry, over).find(NamedCachesTest.class, "products");

    assertEquals(
        List.of("java.util.List<java.lang.String>"),
        recording.specs().stream()
            .map(RegionSpec::valueType)
            .map(type -> type.getTypeName())
            .toList());
  }

  @Test
  void a_cache_that_no_method_fills_is_not_found() {
    assertNull(named.find(NamedCachesTest.class, "products"));
  }

  @Test
  void a_method_that_cannot_be_cached_makes_no_cache() throws RefusedException {
    woven(Repo.class, "find", "(J)Ljava/net/URLClassLoader;");

    assertNull(named.find(NamedCachesTest.class, "products"));
  }

  @Test
  void a_class_that_cannot_be_loaded_makes_no_cache() throws Exception {
    woven(Repo.class, "find", "(J)Lno/such/Type;");

    assertNull(named.find(NamedCachesTest.class, "products"));
  }

  @Test
  void a_method_of_a_parent_loader_fills_the_cache_its_children_see() throws Exception {
    woven(Repo.class, "find", "(J)Ljava/util/List;");
    URL classes = Child.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader child = new ChildFirst(classes)) {
      Class<?> anchor = Class.forName(Child.class.getName(), false, child);

      assertEquals(Duration.ofMinutes(7), named.find(anchor, "products").lifetime().ttl());
    }
  }

  static final class Child {
    private Child() {}
  }

  private static final class ChildFirst extends URLClassLoader {
    ChildFirst(URL classes) {
      super(new URL[] {classes}, NamedCachesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.equals(Child.class.getName()) ? findClass(name) : super.loadClass(name, resolve);
    }
  }
}
