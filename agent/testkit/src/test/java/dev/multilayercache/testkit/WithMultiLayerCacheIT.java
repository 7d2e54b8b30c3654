package dev.multilayercache.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.testkit.shop.Catalogue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a test sees of the caches. */
@Tag("either-way")
class WithMultiLayerCacheIT {
  private final Catalogue catalogue = new Catalogue();

  @Nested
  @WithMultiLayerCache
  class AnnotatedTests {
    private final CacheProbe caches;

    AnnotatedTests(CacheProbe caches) {
      this.caches = caches;
    }

    @Test
    void see_a_private_method_cached_that_its_own_class_calls() {
      String first = catalogue.title(1);

      assertEquals(first, catalogue.title(1));
      caches.cache("titles").assertLoads(1).assertHits(1).assertMisses(1);
    }

    @Test
    void see_a_static_method_cached() {
      assertEquals(Catalogue.categories(), Catalogue.categories());
      caches.cache("categories").assertLoads(1).assertHitsIn("local", 1);
    }

    @Test
    void see_what_is_cached_under_which_key() {
      catalogue.title(1);

      caches.cache("titles").assertCached("title:1").assertNotCached("title:2");
      assertTrue(caches.cache("titles").isCached("title:1"));
    }

    @Test
    void see_an_invalidation() {
      catalogue.title(1);

      catalogue.rename(1);

      caches.cache("titles").assertNotCached("title:1");
      assertEquals(1, caches.cache("titles").statistics().invalidations());
    }

    @Test
    void see_that_a_method_is_cached() {
      catalogue.title(1);

      caches.assertCached(Catalogue.class, "find").assertCached(Catalogue.class, "categories");
    }

    @Test
    void see_that_of_a_method_which_a_subclass_inherits() {
      class Special extends Catalogue {}

      caches.assertCached(Special.class, "find");
    }

    @Test
    void may_take_parameters(CacheProbe probe, VirtualClock clock) {
      assertFalse(probe.cache("titles").isCached("title:1"));
      assertTrue(clock.instant().toEpochMilli() > 0);
    }
  }

  @Nested
  @WithMultiLayerCache
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class EachTest {
    private static String before;

    @Test
    @Order(1)
    void leaves_entries_and_counts() {
      before = Catalogue.categories().get(0);
    }

    @Test
    @Order(2)
    void finds_none(CacheProbe caches) {
      caches.cache("categories").assertMisses(0).assertHits(0).assertLoads(0);
      caches.cache("categories").assertNotCached("all");
      assertNotEquals(before, Catalogue.categories().get(0));
    }
  }

  @Nested
  @WithMultiLayerCache
  class BeforeEachTest {
    private String prepared;

    @BeforeEach
    void prepare() {
      prepared = Catalogue.categories().get(0);
    }

    @Test
    void caches_work_already(CacheProbe caches) {
      assertEquals(prepared, Catalogue.categories().get(0));
      caches.cache("categories").assertLoads(1).assertHits(1);
    }
  }

  @Nested
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class OneAnnotatedMethod {
    @Test
    @Order(1)
    @WithMultiLayerCache
    void runs_cached(CacheProbe caches) {
      assertEquals(Catalogue.categories(), Catalogue.categories());
    }

    @Test
    @Order(2)
    void leaves_others_uncached() {
      assertNotEquals(Catalogue.categories(), Catalogue.categories());
    }
  }

  @Nested
  @WithMultiLayerCache
  class AClassAround {
    @Nested
    class CountsForThoseWithin {
      @Test
      void and_they_run_cached(CacheProbe caches) {
        assertEquals(Catalogue.categories(), Catalogue.categories());
        caches.cache("categories").assertHits(1);
      }
    }
  }
}
