package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.WovenMethods.Woven;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A page is made of products, whose tags it inherits. */
class InheritedTagsTest {
  private static final String TO_STRING = "(J)Ljava/lang/String;";

  private RecordingLayer far;
  private final WovenMethods application =
      new WovenMethods(
          clock -> {
            far = new RecordingLayer("far", clock);
            return far;
          });

  private Woven find;
  private Woven page;

  @BeforeEach
  void link() throws Throwable {
    find = application.cached("find", TO_STRING, attributes("products", "product:{p0}", false));
    page = application.cached("page", TO_STRING, attributes("pages", "page:{p0}", true));
  }

  private static CachedAttributes attributes(String cache, String tag, boolean inherits) {
    Attributes attributes =
        new Attributes()
            .with("cache", cache)
            .with("key", cache + ":{p0}")
            .with("tags", List.of(tag));
    return inherits ? attributes.with("inheritTags", true).cached() : attributes.cached();
  }

  private String pageOf(long id, long product) throws Throwable {
    return (String) page.call(() -> "page of " + find.call("product", product), id);
  }

  private void invalidate(String tag) {
    application.caches.invalidate(new Invalidation.ByTags(null, List.of(tag)));
  }

  private boolean isCached(String page) {
    return application.cache("pages").contains(page);
  }

  private List<String> tagsOf(String page) {
    return application.cache("pages").get(page).tags();
  }

  @Nested
  class APage {
    @Test
    void goes_with_a_product_that_was_loaded_for_it() throws Throwable {
      pageOf(1, 7);
      assertTrue(isCached("pages:1"));

      invalidate("product:7");

      assertTrue(!isCached("pages:1"));
    }

    @Test
    void goes_with_a_product_that_the_local_layer_had() throws Throwable {
      find.call("seven", 7L);
      find.call("not run", 7L);

      pageOf(1, 7);

      assertEquals(List.of("page:1", "product:7"), tagsOf("pages:1"));
    }

    @Test
    void goes_with_a_product_that_a_farther_layer_had() throws Throwable {
      find.call("first use", 1L);
      far.hold("products", "products:7", "seven", Duration.ofMinutes(1), "from:far");

      pageOf(1, 7);

      assertEquals(List.of("page:1", "from:far"), tagsOf("pages:1"));
    }

    @Test
    void goes_with_what_a_copy_was_made_of() throws Throwable {
      Attributes copied =
          new Attributes()
              .with("cache", "lists")
              .with("key", "list:{p0}")
              .with("copy", "ALWAYS")
              .with("inheritTags", true);
      Woven list = application.cached("list", "(J)Ljava/util/List;", copied.cached());
      WovenMethods.Body ofProduct = () -> new ArrayList<>(List.of(find.call("product", 7L)));
      list.call(ofProduct, 1L);

      page.call(() -> "page of " + list.call(ofProduct, 1L), 1L);

      assertEquals(List.of("page:1", "product:7"), tagsOf("pages:1"));
    }

    @Test
    void goes_with_what_threw_while_it_was_made() throws Throwable {
      page.call(
          () -> {
            IllegalStateException missing = new IllegalStateException("no product");
            assertThrows(
                IllegalStateException.class,
                () ->
                    find.call(
                        () -> {
                          throw missing;
                        },
                        7L));
            return "page without product";
          },
          1L);

      assertEquals(List.of("page:1", "product:7"), tagsOf("pages:1"));
    }

    @Test
    void is_not_kept_if_it_is_made_of_what_is_still_to_come() throws Throwable {
      Attributes toCome = new Attributes().with("cache", "futures").with("key", "future:{p0}");
      Woven future =
          application.cached(
              "future", "(J)Ljava/util/concurrent/CompletableFuture;", toCome.cached());
      CompletableFuture<String> ofBody = new CompletableFuture<>();

      page.call(
          () -> {
            CompletableFuture<?> given = (CompletableFuture<?>) future.call(() -> ofBody, 7L);
            ofBody.complete("brought");
            return "page of " + given.join();
          },
          1L);

      assertTrue(!isCached("pages:1"));
      assertTrue(application.cache("futures").contains("future:7"));
    }

    @Test
    void goes_with_what_the_API_gave() throws Throwable {
      Object[] put = {
        WovenMethods.Repo.class, "settings", "s", null, Map.of(), List.of("set"), "v"
      };
      application.api.apply("v1.put", put);

      page.call(
          () ->
              application.api.apply(
                  "v1.get", new Object[] {WovenMethods.Repo.class, "settings", "s"}),
          1L);

      assertEquals(List.of("page:1", "set"), tagsOf("pages:1"));
    }

    @Test
    void goes_with_what_the_API_loaded() throws Throwable {
      Object[] load = {
        WovenMethods.Repo.class,
        "settings",
        "s",
        null,
        Map.of(),
        List.of("loaded"),
        (java.util.concurrent.Callable<String>) () -> "v"
      };

      page.call(() -> application.api.apply("v1.getOrLoad", load), 1L);

      assertEquals(List.of("page:1", "loaded"), tagsOf("pages:1"));
    }

    @Test
    void stays_when_another_product_goes() throws Throwable {
      pageOf(1, 7);
      find.call("eight", 8L);

      invalidate("product:8");

      assertTrue(isCached("pages:1"));
    }

    @Test
    void has_nothing_of_what_is_read_before_and_after_it() throws Throwable {
      find.call("six", 6L);
      pageOf(1, 7);
      find.call("eight", 8L);

      assertEquals(List.of("page:1", "product:7"), tagsOf("pages:1"));
    }

    @Test
    void carries_the_tags_into_farther_layers() throws Throwable {
      pageOf(1, 7);

      assertEquals(List.of("page:1", "product:7"), far.held("pages", "pages:1").tags());
    }

    @Test
    void goes_with_a_product_whose_cache_is_off() throws Throwable {
      find.call("seven", 7L);
      application.cache("products").enable(false);

      pageOf(1, 7);

      assertEquals(List.of("page:1", "product:7"), tagsOf("pages:1"));
    }

    @Test
    void goes_with_a_product_that_was_asked_for_and_failed_and_what_that_had_read()
        throws Throwable {
      page.call(
          () -> {
            assertThrows(
                IllegalStateException.class,
                () ->
                    find.call(
                        () -> {
                          find.call("eight", 8L);
                          throw new IllegalStateException("the body's own");
                        },
                        7L));
            return "a page without it";
          },
          1L);

      assertEquals(List.of("page:1", "product:8", "product:7"), tagsOf("pages:1"));
    }

    @Test
    void whose_body_throws_leaves_nothing_on_its_thread() throws Throwable {
      assertThrows(
          IllegalStateException.class,
          () ->
              page.call(
                  () -> {
                    find.call("seven", 7L);
                    throw new IllegalStateException("the body's own");
                  },
                  1L));

      pageOf(2, 8);

      assertEquals(List.of("page:2", "product:8"), tagsOf("pages:2"));
    }

    @Test
    void with_more_tags_than_an_entry_may_have_is_not_stored() throws Throwable {
      page.call(
          () -> {
            for (long id = 0; id < 128; id++) {
              find.call("product", id);
            }
            return "a long page";
          },
          1L);

      assertTrue(!isCached("pages:1"));
    }

    @Test
    void with_as_many_as_an_entry_may_have_is_stored() throws Throwable {
      page.call(
          () -> {
            for (long id = 0; id < 127; id++) {
              find.call("product", id);
            }
            return "a page";
          },
          1L);

      assertEquals(128, tagsOf("pages:1").size());
    }

    @Test
    void made_of_a_call_whose_tags_cannot_be_told_is_not_stored() throws Throwable {
      Woven odd =
          application.cached(
              "odd",
              "(Ljava/lang/Object;)Ljava/lang/String;",
              new Attributes()
                  .with("cache", "odd")
                  .with("key", "odd")
                  .with("tags", List.of("{p0.category}"))
                  .cached());

      page.call(() -> odd.call("x", new Object()), 1L);

      assertTrue(!isCached("pages:1"));
      assertTrue(application.refusals.all().toString().contains("it inherits tags"));
    }

    @Test
    void is_not_kept_if_a_product_goes_while_it_is_made() throws Throwable {
      find.call("old", 7L);
      CountDownLatch read = new CountDownLatch(1);
      CountDownLatch invalidated = new CountDownLatch(1);
      Thread maker =
          new Thread(
              () -> {
                try {
                  page.call(
                      () -> {
                        Object product = find.call("not run", 7L);
                        read.countDown();
                        invalidated.await();
                        return "page of " + product;
                      },
                      1L);
                } catch (Throwable e) {
                  throw new AssertionError(e);
                }
              });
      maker.start();
      read.await();

      invalidate("product:7");
      invalidated.countDown();
      maker.join();

      assertTrue(!isCached("pages:1"));
      assertNull(far.held("pages", "pages:1"));
    }

    @Test
    void is_seen_with_call_sites_that_were_linked_before_and_after_it() throws Throwable {
      Woven later = application.cached("later", TO_STRING, attributes("late", "late:{p0}", false));

      page.call(() -> "" + find.call("seven", 7L) + later.call("eight", 8L), 1L);

      assertEquals(List.of("page:1", "product:7", "late:8"), tagsOf("pages:1"));
    }
  }

  @Nested
  class APageOfPages {
    private Woven site;

    @BeforeEach
    void linkSite() throws Throwable {
      site = application.cached("site", TO_STRING, attributes("sites", "site:{p0}", true));
    }

    @Test
    void goes_with_a_product_of_a_page_that_was_made_for_it() throws Throwable {
      site.call(() -> pageOf(1, 7), 1L);

      invalidate("product:7");

      assertTrue(!application.cache("sites").contains("sites:1"));
    }

    @Test
    void goes_with_a_product_of_a_page_that_was_there() throws Throwable {
      pageOf(1, 7);
      site.call(() -> pageOf(1, 7), 1L);
      assertEquals(
          List.of("site:1", "page:1", "product:7"),
          application.cache("sites").get("sites:1").tags());
    }

    @Test
    void goes_with_a_product_of_a_page_that_another_thread_made_meanwhile() throws Throwable {
      CountDownLatch making = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      Thread maker =
          new Thread(
              () -> {
                try {
                  page.call(
                      () -> {
                        making.countDown();
                        goOn.await();
                        return "page of " + find.call("seven", 7L);
                      },
                      1L);
                } catch (Throwable e) {
                  throw new AssertionError(e);
                }
              });
      maker.start();
      making.await();
      Thread follower =
          new Thread(
              () -> {
                try {
                  site.call(() -> page.call("not run", 1L), 1L);
                } catch (Throwable e) {
                  throw new AssertionError(e);
                }
              });
      follower.start();
      while (follower.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      goOn.countDown();
      maker.join();
      follower.join();

      assertEquals(
          List.of("site:1", "page:1", "product:7"),
          application.cache("sites").get("sites:1").tags());
    }
  }

  @Nested
  class AMethodThatInheritsNothing {
    @Test
    void stays_when_what_it_read_goes() throws Throwable {
      Woven plain = application.cached("plain", TO_STRING, attributes("plain", "plain", false));
      plain.call(() -> find.call("seven", 7L), 1L);

      invalidate("product:7");

      assertNotNull(application.cache("plain").get("plain:1"));
    }

    @Test
    void within_a_page_passes_on_what_its_body_reads() throws Throwable {
      Woven plain = application.cached("plain", TO_STRING, attributes("plain", "plain", false));

      page.call(() -> plain.call(() -> find.call("seven", 7L), 1L), 1L);

      assertEquals(List.of("page:1", "product:7", "plain"), tagsOf("pages:1"));
    }

    @Test
    void has_calls_that_ask_nothing_before_there_is_one_that_does() throws Throwable {
      WovenMethods without = new WovenMethods();
      Woven alone = without.cached("find", TO_STRING, attributes("products", "t", false));
      alone.call("seven", 7L);

      assertEquals("seven", alone.call("not run", 7L));
      assertTrue(!without.scopes.isInUse());
      assertTrue(application.scopes.isInUse());
    }
  }
}
