package dev.multilayercache.agent.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Confirmation;
import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.layer.Layer;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.testing.FailingLayer;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.RecordingBus;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CachesTest {
  private static final String CACHE = EngineFixture.CACHE;

  private final FakeClock clock = new FakeClock();
  private final CaffeineLayer local = new CaffeineLayer("local", 1_000, clock);
  private final RecordingBus bus = new RecordingBus();
  private final RecordingLayer cluster = new RecordingLayer("cluster", clock).shared(bus);

  @AfterEach
  void close() {
    local.close();
  }

  @Test
  void layers_with_one_name_are_refused() {
    Exception refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> caches(local, new RecordingLayer("local", clock)));

    assertEquals("Two cache layers are named local. Give each its own name.", refused.getMessage());
  }

  @Test
  void the_list_of_layers_is_copied() {
    List<Layer> layers = new ArrayList<>(List.of(local));
    Caches caches = new Caches(layers, EngineFixture.OPTIONS, new Generations(), clock);

    layers.add(cluster);

    assertEquals(List.of(local), caches.layers());
  }

  @Nested
  class Closed {

    @Test
    void are_not_kept_by_the_classes_that_used_them() {
      WeakReference<Object> cache = new WeakReference<>(usedAndClosed());

      await()
          .until(
              () -> {
                System.gc();
                return cache.refersTo(null);
              });
    }

    private LayeredCache usedAndClosed() {
      Caches caches = caches(new CaffeineLayer("local", 1_000, clock));
      LayeredCache cache = caches.cache(settings(CachesTest.class));
      cache.getOrLoad("key", cache.lifetime(), List.of(), () -> "value");
      caches.close();
      return cache;
    }

    @Test
    void hold_no_entry_in_this_jvm() {
      Caches caches = caches(local);
      LayeredCache cache = caches.cache(settings(CachesTest.class));
      cache.getOrLoad("key", cache.lifetime(), List.of(), () -> "value");

      caches.close();

      assertEquals(0, local.entries());
    }

    @Test
    void store_nothing_of_a_load_that_was_under_way() {
      Caches caches = caches(local);
      LayeredCache cache = caches.cache(settings(CachesTest.class));

      cache.getOrLoad(
          "key",
          cache.lifetime(),
          List.of(),
          () -> {
            caches.close();
            return "value";
          });

      assertEquals(0, local.entries());
    }
  }

  @Nested
  class ACache {
    private final Caches caches = caches(local, cluster);

    @Test
    void is_the_same_for_all_classes_of_a_loader() {
      assertSame(caches.cache(settings(CachesTest.class)), caches.cache(settings(FakeClock.class)));
    }

    @Test
    void is_another_one_in_another_loader() {
      assertNotSame(caches.cache(settings(CachesTest.class)), caches.cache(settings(String.class)));
    }

    @Test
    void of_another_loader_has_entries_of_its_own_in_this_jvm() {
      Caches caches = caches(local);
      LayeredCache mine = caches.cache(settings(CachesTest.class));
      LayeredCache other = caches.cache(settings(String.class));

      mine.put("key", "value", List.of(), mine.lifetime());

      assertNull(other.get("key"));
    }

    @Test
    void is_found_by_a_class_of_its_loader() {
      LayeredCache cache = caches.cache(settings(CachesTest.class));
      caches.cache(settings(String.class));

      assertSame(cache, caches.find(FakeClock.class, CACHE));
    }

    @Test
    void is_found_by_a_class_of_a_child_loader() {
      LayeredCache cache = caches.cache(settings(CachesTest.class));
      caches.cache(settings(String.class));

      assertSame(cache, caches.find(new OwnLoader().copyOf(Anchor.class), CACHE));
    }

    @Test
    void is_found_by_a_class_of_a_parent_loader_if_it_is_the_only_one_of_its_name() {
      LayeredCache cache = caches.cache(settings(new OwnLoader().copyOf(Anchor.class)));

      assertSame(cache, caches.find(CachesTest.class, CACHE));
    }

    @Test
    void is_not_found_by_a_class_of_an_unrelated_loader() {
      caches.cache(settings(new OwnLoader().copyOf(Anchor.class)));

      assertNull(caches.find(new OwnLoader().copyOf(Anchor.class), CACHE));
    }

    @Test
    void of_its_own_loader_is_found_even_if_a_parents_was_found_before() {
      Class<?> anchor = new OwnLoader().copyOf(Anchor.class);
      caches.cache(settings(CachesTest.class));
      caches.find(anchor, CACHE);

      LayeredCache own = caches.cache(settings(anchor));

      assertSame(own, caches.find(anchor, CACHE));
    }

    @Test
    void is_not_guessed_among_several_of_its_name() {
      caches.cache(settings(new OwnLoader().copyOf(Anchor.class)));
      caches.cache(settings(new OwnLoader().copyOf(Anchor.class)));

      assertNull(caches.find(String.class, CACHE));
    }

    @Test
    void goes_with_its_class_loader() {
      Caches caches = caches(local);
      WeakReference<Object> loader = new WeakReference<>(useInOwnLoader(caches));

      await()
          .until(
              () -> {
                System.gc();
                return loader.refersTo(null);
              });
      assertEquals(List.of(), caches.all());
    }

    @Test
    void does_not_take_with_it_how_often_its_name_was_enabled() {
      Caches caches = caches(local);
      WeakReference<Object> loader = new WeakReference<>(enableInOwnLoader(caches));

      await()
          .until(
              () -> {
                System.gc();
                return loader.refersTo(null);
              });
      assertEquals(List.of(), caches.all());
      assertEquals(1, caches.timesEnabled(CACHE));
    }

    private ClassLoader enableInOwnLoader(Caches caches) {
      Class<?> anchor = new OwnLoader().copyOf(Anchor.class);
      caches.cache(settings(anchor)).enable(true);
      return anchor.getClassLoader();
    }

    private ClassLoader useInOwnLoader(Caches caches) {
      Class<?> anchor = new OwnLoader().copyOf(Anchor.class);
      LayeredCache cache = caches.cache(settings(anchor));
      cache.getOrLoad("key", cache.lifetime(), List.of("tag"), () -> newInstance(anchor));
      caches.invalidate(new Invalidation.ByTags(null, List.of("tag")));
      cache.getOrLoad("key", cache.lifetime(), List.of("tag"), () -> newInstance(anchor));
      return anchor.getClassLoader();
    }

    @Test
    void over_a_layer_that_is_not_configured_is_refused() {
      Exception refused =
          assertThrows(
              IllegalArgumentException.class, () -> caches.cache(settings("products", "disk")));

      assertEquals("Cache products: layer disk is not configured.", refused.getMessage());
    }

    @Test
    void uses_only_the_layers_it_names() {
      LayeredCache cache = caches.cache(settings("secrets", "local"));

      cache.put("key", "value", List.of(), cache.lifetime());

      assertNull(cluster.held("secrets", "key"));
      assertEquals(List.of("local"), List.copyOf(cache.statistics().layerHits().keySet()));
    }

    @Test
    void kept_out_of_a_layer_by_one_method_is_refused_to_another_that_is_not() {
      caches.cache(ofMethod("A.find()", "secrets", "local"));

      assertThrows(
          IllegalArgumentException.class,
          () -> caches.cache(ofMethod("B.find()", "secrets", "local", "cluster")));
    }

    @Test
    void made_by_the_api_gives_way_to_the_first_methods_settings() {
      caches.cache(settings("secrets"));

      LayeredCache ofMethod = caches.cache(ofMethod("A.find()", "secrets", "local"));

      assertSame(ofMethod, caches.find(CachesTest.class, "secrets"));
      assertEquals(List.of(ofMethod), caches.all());
    }

    @Test
    void made_by_the_api_gives_way_for_every_class_that_used_it() {
      caches.cache(settings("secrets"));
      caches.find(FakeClock.class, "secrets");

      LayeredCache ofMethod = caches.cache(settings("secrets", "local"));

      assertSame(ofMethod, caches.find(FakeClock.class, "secrets"));
    }

    @Test
    void made_by_a_method_serves_the_api() {
      LayeredCache ofMethod = caches.cache(settings("secrets", "local"));

      assertSame(ofMethod, caches.cache(settings("secrets")));
    }
  }

  @Nested
  class AnInvalidation {
    private final Caches caches = caches(local, cluster);
    private final LayeredCache cache = caches.cache(settings(CachesTest.class));

    private InvalidationReport invalidateTag() {
      return caches.invalidate(new Invalidation.ByTags(null, List.of("red", "blue")));
    }

    @Test
    void that_the_bus_confirmed_says_so() {
      InvalidationReport report = invalidateTag();

      assertEquals("Invalidated tags red, blue in 1 cache: CONFIRMED, 2 members.", report.line());
      assertTrue(report.confirmed());
    }

    @Test
    void that_the_bus_did_not_confirm_says_why() {
      bus.answer(new Confirmation(false, "the cluster is away"));

      InvalidationReport report = invalidateTag();

      assertEquals(
          "Invalidated tags red, blue in 1 cache: UNCONFIRMED: the cluster is away; applied on this"
              + " node, will be repeated.",
          report.line());
      assertFalse(report.confirmed());
    }

    @Test
    void without_a_shared_layer_says_so() {
      Caches caches = caches(local);
      LayeredCache kept = caches.cache(settings(CachesTest.class));

      InvalidationReport report = caches.invalidate(new Invalidation.ByKey(CACHE, "secret-key"));

      assertEquals(
          "Invalidated one key in cache products on this node only: no cluster layer is configured.",
          report.line());
      assertTrue(report.confirmed());
      assertSame(kept, caches.find(CachesTest.class, CACHE));
    }

    @Test
    void of_a_cache_that_is_not_here_says_so() {
      InvalidationReport report = caches.invalidate(new Invalidation.All("elsewhere"));

      assertEquals(
          "Invalidated all entries in cache elsewhere (not in use on this node): CONFIRMED, 2"
              + " members.",
          report.line());
    }

    @Test
    void that_a_shared_layer_without_a_bus_failed_is_not_confirmed() {
      FailingLayer failing = FailingLayer.always("failing", IllegalStateException::new).shared();
      Caches caches = caches(local, failing);
      LayeredCache kept = caches.cache(settings(CachesTest.class));

      InvalidationReport report = caches.invalidate(new Invalidation.ByKey(CACHE, "key"));

      assertFalse(report.confirmed());
      assertTrue(report.line().contains("UNCONFIRMED"), report.line());
      assertSame(kept, caches.find(CachesTest.class, CACHE));
    }

    @Test
    void whose_bus_throws_is_applied_here() {
      put("red");
      bus.whenPublishing(
          () -> {
            throw new IllegalStateException("bus");
          });

      InvalidationReport report = invalidateTag();

      assertFalse(report.confirmed());
      assertNull(EngineFixture.probe(cache, "key"));
    }

    @Test
    void leaves_this_nodes_entries_until_the_shared_layer_forgot() {
      put("red");
      List<Optional<Object>> seen = new ArrayList<>();
      bus.whenPublishing(() -> seen.add(EngineFixture.probe(cache, "key")));

      invalidateTag();

      assertEquals(List.of(Optional.of("value")), seen);
      assertNull(EngineFixture.probe(cache, "key"));
    }

    @Test
    void of_another_node_is_applied_here_and_not_published_again() {
      put("red");
      bus.published().clear();

      bus.receive(new Invalidation.ByTags(CACHE, List.of("red")));

      assertNull(EngineFixture.probe(cache, "key"));
      assertEquals(List.of(), bus.published());
    }

    @Test
    void of_another_node_voids_a_load_in_flight() {
      cache.getOrLoad(
          "key",
          cache.lifetime(),
          List.of(),
          () -> {
            bus.receive(new Invalidation.ByKey(CACHE, "key"));
            return "old";
          });

      assertNull(EngineFixture.probe(cache, "key"));
    }

    @Test
    void reaches_caches_of_one_name_in_all_loaders() {
      Caches caches = caches(local);
      LayeredCache mine = caches.cache(settings(CachesTest.class));
      LayeredCache other = caches.cache(settings(String.class));
      mine.put("key", "value", List.of(), mine.lifetime());
      other.put("key", "value", List.of(), other.lifetime());

      caches.invalidate(new Invalidation.ByKey(CACHE, "key"));

      assertNull(EngineFixture.probe(mine, "key"));
      assertNull(EngineFixture.probe(other, "key"));
    }

    private void put(String... tags) {
      cache.put("key", "value", List.of(tags), cache.lifetime());
    }
  }

  @Test
  void a_put_tells_other_nodes_that_their_copies_are_old() {
    LayeredCache cache = caches(local, cluster).cache(settings(CachesTest.class));

    cache.put("key", "value", List.of(), cache.lifetime());

    assertEquals(List.of(new Invalidation.ByKey(CACHE, "key")), bus.published());
  }

  @Nested
  class TheKillSwitch {
    private final Caches caches = caches(local);
    private final LayeredCache cache = caches.cache(settings(CachesTest.class));

    @Test
    void turns_off_every_cache() {
      cache.put("key", "value", List.of(), cache.lifetime());

      caches.enable(false);

      assertNull(EngineFixture.probe(cache, "key"));
      assertNull(cache.get("key"));
      assertFalse(cache.contains("key"));
    }

    @Test
    void leaves_the_own_switch_of_a_cache() {
      caches.enable(false);

      assertTrue(cache.isEnabled());
    }

    @Test
    void turned_on_again_finds_entries_as_they_were() {
      cache.put("key", "value", List.of(), cache.lifetime());
      caches.enable(false);

      caches.enable(true);

      assertEquals(Optional.of("value"), EngineFixture.probe(cache, "key"));
    }

    @Test
    void does_not_stop_invalidations() {
      cache.put("key", "value", List.of(), cache.lifetime());
      caches.enable(false);
      caches.invalidate(new Invalidation.ByKey(CACHE, "key"));

      caches.enable(true);

      assertNull(EngineFixture.probe(cache, "key"));
    }

    @Test
    void off_lets_loads_run_and_stores_and_counts_nothing() {
      caches.enable(false);

      Object value = cache.getOrLoad("key", cache.lifetime(), List.of(), () -> "loaded");

      caches.enable(true);
      assertEquals("loaded", value);
      assertNull(EngineFixture.probe(cache, "key"));
      assertEquals(0, cache.statistics().misses());
    }

    @Test
    void turned_off_during_a_load_keeps_its_value_out() {
      cache.getOrLoad(
          "key",
          cache.lifetime(),
          List.of(),
          () -> {
            caches.enable(false);
            return "loaded";
          });

      caches.enable(true);
      assertNull(EngineFixture.probe(cache, "key"));
    }

    @Test
    void off_makes_a_put_forget_what_it_would_have_replaced() {
      cache.put("key", "old", List.of(), cache.lifetime());
      caches.enable(false);
      cache.put("key", "new", List.of(), cache.lifetime());

      caches.enable(true);

      assertNull(cache.get("key"));
    }
  }

  private Caches caches(Layer... layers) {
    return new Caches(List.of(layers), EngineFixture.OPTIONS, new Generations(), clock);
  }

  private static CacheSettings settings(Class<?> anchor) {
    return new CacheSettings(CACHE, anchor, Object.class, EngineFixture.LIFETIME, List.of());
  }

  private static CacheSettings settings(String name, String... layers) {
    return new CacheSettings(
        name, CachesTest.class, Object.class, EngineFixture.LIFETIME, List.of(layers));
  }

  private static CacheSettings ofMethod(String method, String name, String... layers) {
    return new CacheSettings(
        name,
        CachesTest.class,
        Object.class,
        EngineFixture.LIFETIME,
        List.of(layers),
        Consistency.BOUNDED,
        new CacheUser(
            method,
            method,
            /* isKeyWritten= */ true,
            "shared",
            /* declaration= */ method,
            CacheUser.IGNORED,
            /* varyBy= */ List.of()));
  }

  private static @Nullable Object newInstance(Class<?> type) {
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Copied into loaders of its own. */
  static final class Anchor {}

  /** Defines copies of test classes, as a redeployed application would. */
  private static final class OwnLoader extends ClassLoader {
    private OwnLoader() {
      super(CachesTest.class.getClassLoader());
    }

    private Class<?> copyOf(Class<?> type) {
      String file = type.getName().replace('.', '/') + ".class";
      try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(type.getName(), bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
