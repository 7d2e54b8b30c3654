package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.call.WovenMethods.Woven;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.UpdateAttributes;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.RecordingLayer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UpdatingCallTest {
  private static final String TO_STRING = "(J)Ljava/lang/String;";

  private RecordingLayer far;
  private final WovenMethods application =
      new WovenMethods(
          clock -> {
            far = new RecordingLayer("far", clock);
            return far;
          });

  private static UpdateAttributes update(String key, String ttl, String... tags) {
    return new UpdateAttributes("products", key, List.of(tags), ttl);
  }

  private Woven saving(UpdateAttributes... updates) throws Throwable {
    return application.changing("save", TO_STRING, List.of(), List.of(updates));
  }

  private Woven find() throws Throwable {
    return application.cached(
        "find",
        TO_STRING,
        Attributes.cached("products", "product:{p0}", List.of(), "10m", List.of(), "", List.of()));
  }

  @Nested
  class AResult {
    @Test
    void is_what_reads_of_its_key_give() throws Throwable {
      Woven find = find();
      find.call("old", 1L);

      saving(update("product:{p0}", "")).call("new", 1L);

      assertEquals("new", find.call("not run", 1L));
    }

    @Test
    void is_what_reads_of_a_long_key_give() throws Throwable {
      String longKey = "{p0}:" + "x".repeat(600);
      Woven find =
          application.cached(
              "find",
              TO_STRING,
              Attributes.cached("products", longKey, List.of(), "10m", List.of(), "", List.of()));
      find.call("old", 1L);

      saving(update(longKey, "")).call("new", 1L);

      assertEquals("new", find.call("not run", 1L));
      assertEquals("new", application.held("products", "1:" + "x".repeat(600)));
    }

    @Test
    void is_in_all_layers() throws Throwable {
      find().call("old", 1L);

      saving(update("product:{p0}", "")).call("new", 1L);

      assertEquals("new", far.held("products", "product:1").value());
    }

    @Test
    void of_each_call_takes_the_place_of_the_one_before() throws Throwable {
      Woven save = saving(update("product:{p0}", ""));

      save.call("first", 1L);
      assertEquals("second", save.call("second", 1L));

      assertEquals("second", application.held("products", "product:1"));
    }

    @Test
    void may_name_its_own_key_and_tags() throws Throwable {
      saving(update("named:{result}", "", "of:{result}")).call("x", 1L);
      assertEquals("x", application.held("products", "named:x"));

      application.caches.invalidate(new Invalidation.ByTags("products", List.of("of:x")));

      assertNull(application.held("products", "named:x"));
    }

    @Test
    void is_stored_under_each_key_that_is_written() throws Throwable {
      saving(update("a:{p0}", ""), update("b:{p0}", "")).call("x", 1L);

      assertEquals("x", application.held("products", "a:1"));
      assertEquals("x", application.held("products", "b:1"));
    }

    @Test
    void lives_as_long_as_the_cache_says() throws Throwable {
      find().call("old", 1L);
      saving(update("product:{p0}", "")).call("new", 1L);

      application.clock.advance(Duration.ofMinutes(9));
      assertEquals("new", application.held("products", "product:1"));
      application.clock.advance(Duration.ofMinutes(2));
      assertNull(application.held("products", "product:1"));
    }

    @Test
    void lives_longer_if_the_method_says_so() throws Throwable {
      find().call("old", 1L);
      saving(update("product:{p0}", "1h")).call("new", 1L);

      application.clock.advance(Duration.ofMinutes(59));
      assertEquals("new", application.held("products", "product:1"));
    }

    @Test
    void of_null_lives_a_tenth_of_that() throws Throwable {
      find().call("old", 1L);
      saving(update("product:{p0}", "")).call((String) null, 1L);
      assertTrue(application.cache("products").contains("product:1"));

      application.clock.advance(Duration.ofSeconds(61));

      assertTrue(!application.cache("products").contains("product:1"));
    }

    @Test
    void is_stored_after_what_is_invalidated() throws Throwable {
      Woven find = find();
      find.call("another", 2L);
      Woven save =
          application.changing(
              "save",
              TO_STRING,
              List.of(
                  new InvalidateAttributes(
                      "products", "", List.of(), "", true, "", /* expire= */ false)),
              List.of(update("product:{p0}", "")));

      save.call("new", 1L);

      assertEquals("new", application.held("products", "product:1"));
      assertNull(application.held("products", "product:2"));
    }

    @Test
    void is_newer_than_a_load_that_began_before() throws Throwable {
      Woven find = find();
      CountDownLatch loading = new CountDownLatch(1);
      CountDownLatch stored = new CountDownLatch(1);
      Thread reader =
          new Thread(
              () -> {
                try {
                  find.call(
                      () -> {
                        loading.countDown();
                        stored.await();
                        return "old";
                      },
                      1L);
                } catch (Throwable e) {
                  throw new AssertionError(e);
                }
              });
      reader.start();
      loading.await();

      saving(update("product:{p0}", "")).call("new", 1L);
      stored.countDown();
      reader.join();

      assertEquals("new", find.call("not run", 1L));
      assertEquals("new", far.held("products", "product:1").value());
    }

    @Test
    void is_not_stored_while_the_cache_is_off_and_the_old_one_goes() throws Throwable {
      find().call("old", 1L);
      application.cache("products").enable(false);

      saving(update("product:{p0}", "")).call("new", 1L);

      application.cache("products").enable(true);
      assertNull(application.held("products", "product:1"));
    }
  }

  @Nested
  class WhatCannotBeStored {
    @Test
    void is_the_result_of_a_body_that_throws_and_the_old_one_stays() throws Throwable {
      find().call("old", 1L);
      Woven save = saving(update("product:{p0}", ""));

      assertThrows(
          IllegalStateException.class,
          () ->
              save.call(
                  () -> {
                    throw new IllegalStateException("the body's own");
                  },
                  1L));

      assertEquals("old", application.held("products", "product:1"));
    }

    @Test
    void for_its_tags_leaves_nothing_old_behind() throws Throwable {
      find().call("old", 1L);
      String[] tooMany = IntStream.range(0, 1_000).mapToObj(i -> "t" + i).toArray(String[]::new);

      saving(update("product:{p0}", "", tooMany)).call("new", 1L);

      assertNull(application.held("products", "product:1"));
    }

    @Test
    void for_a_failing_layer_leaves_nothing_old_behind() throws Throwable {
      find().call("old", 1L);
      far.beforeStore(
          () -> {
            throw new IllegalStateException("injected");
          });

      saving(update("product:{p0}", "")).call("new", 1L);

      assertTrue(!"old".equals(application.held("products", "product:1")));
    }

    @Test
    void for_a_path_that_is_not_there_leaves_nothing_old_behind() throws Throwable {
      find().call("old", 1L);
      Woven save =
          application.changing(
              "saveAny",
              "(JLjava/lang/Object;)Ljava/lang/String;",
              List.of(),
              List.of(update("product:{p0}", "", "of:{p1.category}")));

      save.call("new", 1L, new Object());

      assertNull(application.held("products", "product:1"));
      assertTrue(
          application.refusals.all().toString().contains("not stored by @UpdateCached"),
          () -> application.refusals.all().toString());
    }

    @Test
    void is_of_another_type_than_the_cache_is_read_with_and_nothing_old_is_left() throws Throwable {
      find().call("old", 1L);

      application
          .changing("count", "(J)J", List.of(), List.of(update("product:{p0}", "")))
          .call(() -> 7L, 1L);

      assertNull(application.held("products", "product:1"));
      assertTrue(
          application
              .refusals
              .all()
              .toString()
              .contains("a result of type long is none of java.lang.String"),
          () -> application.refusals.all().toString());
    }

    @Test
    void is_of_another_type_than_a_method_reads_that_comes_later() throws Throwable {
      Woven count =
          application.changing("count", "(J)J", List.of(), List.of(update("product:{p0}", "")));
      count.call(() -> 7L, 1L);
      find().call("old", 1L);

      count.call(() -> 8L, 1L);

      assertNull(application.held("products", "product:1"));
    }
  }

  @Nested
  class APlan {
    private String refusal(String descriptor, UpdateAttributes attributes) {
      return assertThrows(
              dev.multilayercache.agent.plan.RefusedException.class,
              () -> application.changing("save", descriptor, List.of(), List.of(attributes)))
          .reason();
    }

    @Test
    void without_a_key_is_refused() {
      assertEquals(
          "@UpdateCached has no key. Write which key the result is stored under.",
          refusal(TO_STRING, update("", "")));
    }

    @Test
    void without_a_result_is_refused() {
      assertTrue(refusal("(J)V", update("product:{p0}", "")).contains("it returns void"));
    }

    @Test
    void of_a_result_for_one_caller_only_is_refused() {
      assertTrue(
          refusal("(J)Ljava/util/Iterator;", update("product:{p0}", ""))
              .contains("can be used once only"));
    }

    @Test
    void with_a_wrong_ttl_is_refused() {
      assertTrue(
          refusal(TO_STRING, update("product:{p0}", "5 minuts"))
              .startsWith("@UpdateCached: ttl is \"5 minuts\""));
    }
  }
}
