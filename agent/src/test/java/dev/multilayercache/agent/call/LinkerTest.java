package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.coherence.Generations;
import dev.multilayercache.agent.coherence.Invalidation;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.engine.CacheStatistics;
import dev.multilayercache.agent.engine.Caches;
import dev.multilayercache.agent.engine.EngineOptions;
import dev.multilayercache.agent.engine.LayeredCache;
import dev.multilayercache.agent.layer.caffeine.CaffeineLayer;
import dev.multilayercache.agent.plan.CachePlanner;
import dev.multilayercache.agent.plan.MethodSite;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.LayerTtl;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkerTest {
  private static final CachedAttributes DEFAULTS = CachedAttributes.UNSAID;

  /** The method that carries the annotations; null for the one that is linked. */
  private String declaration;

  private final FakeClock clock = new FakeClock();
  private final PlanRegistry registry = new PlanRegistry();
  private final Refusals refusals = new Refusals();
  private final Caches caches =
      new Caches(
          List.of(new CaffeineLayer("local", 1_000, clock)),
          new EngineOptions(
              /* populateUpperLayers= */ true, Duration.ofSeconds(10), Duration.ofSeconds(2)),
          new Generations(),
          clock);
  private final Linker linker = new Linker(registry, caches, refusals);

  /** The application's class; the tests play the woven code themselves. */
  static final class Repo {
    private Repo() {}

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  /** What methods of the application return. */
  record Product(String name, String category) {}

  private MethodHandle cached(String method, String descriptor, CachedAttributes attributes)
      throws Throwable {
    return link(method, descriptor, attributes, List.of());
  }

  private MethodHandle invalidating(
      String method, String descriptor, InvalidateAttributes... attributes) throws Throwable {
    return link(method, descriptor, null, List.of(attributes));
  }

  private MethodHandle link(
      String method,
      String descriptor,
      CachedAttributes attributes,
      List<InvalidateAttributes> invalidations)
      throws Throwable {
    return link(Repo.lookup(), method, descriptor, attributes, invalidations);
  }

  private MethodHandle link(
      MethodHandles.Lookup owner,
      String method,
      String descriptor,
      CachedAttributes attributes,
      List<InvalidateAttributes> invalidations)
      throws Throwable {
    MethodType type =
        MethodType.fromMethodDescriptorString(descriptor, Repo.class.getClassLoader());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < type.parameterCount(); i++) {
      names.add("p" + i);
    }
    MethodSite site =
        new MethodSite(
            owner.lookupClass().getName(),
            method,
            descriptor,
            /* isStatic= */ false,
            /* isSynchronized= */ false,
            names,
            List.of(),
            attributes,
            invalidations,
            /* updates= */ List.of(),
            declaration == null
                ? MethodSite.display(owner.lookupClass().getName(), method, descriptor)
                : declaration);
    registry.register(
        Repo.class.getClassLoader(), site, new CachePlanner(AgentConfig.builtIn()).plan(site));
    return linkUnregistered(owner, method, descriptor, type);
  }

  private MethodHandle linkUnregistered(
      MethodHandles.Lookup owner, String method, String descriptor, MethodType type)
      throws Throwable {
    MethodType erased =
        type.erase().insertParameterTypes(0, Object.class).changeReturnType(Object.class);
    CallSite site =
        (CallSite)
            linker
                .bootstrapHandle()
                .invoke(owner, "enter", erased, new Object[] {method, descriptor});
    assertEquals(erased, site.type());
    return site.getTarget();
  }

  private static Object answer(Object token) {
    return assertInstanceOf(AtomicReference.class, token).get();
  }

  @SuppressWarnings("unchecked")
  private static void complete(Object token, Object result) {
    ((BiConsumer<Object, Throwable>) token).accept(result, null);
  }

  @Nested
  class ACachedCall {
    @Test
    void runs_its_body_at_first() throws Throwable {
      MethodHandle find = cached("find", "(J)Ljava/lang/String;", DEFAULTS);

      assertTrue(find.invoke("receiver", 1L) instanceof BiConsumer);
    }

    @Test
    void is_answered_with_the_value_the_body_gave() throws Throwable {
      MethodHandle find = cached("find", "(J)Ljava/lang/String;", DEFAULTS);
      complete(find.invoke("receiver", 1L), "one");

      assertEquals("one", answer(find.invoke("receiver", 1L)));
    }

    @Test
    void is_answered_whatever_its_receiver() throws Throwable {
      MethodHandle find = cached("find", "(J)Ljava/lang/String;", DEFAULTS);
      complete(find.invoke("receiver", 1L), "one");

      assertEquals("one", answer(find.invoke("another", 1L)));
    }

    @Test
    void is_answered_by_the_very_token_that_is_stored() throws Throwable {
      MethodHandle find = cached("find", "(J)Ljava/lang/String;", DEFAULTS);
      complete(find.invoke("receiver", 1L), "one");

      Object hit = find.invoke("receiver", 1L);

      assertSame(hit, find.invoke("receiver", 1L)); // so a hit allocates none
    }

    @Test
    void with_other_arguments_runs_its_body() throws Throwable {
      MethodHandle find = cached("find", "(J)Ljava/lang/String;", DEFAULTS);
      complete(find.invoke("receiver", 1L), "one");

      assertTrue(find.invoke("receiver", 2L) instanceof BiConsumer);
    }

    @Test
    void may_have_null_as_answer() throws Throwable {
      MethodHandle find = cached("find", "(J)Ljava/lang/String;", DEFAULTS);
      complete(find.invoke("receiver", 1L), null);

      assertNull(answer(find.invoke("receiver", 1L)));
    }

    @Test
    void is_cached_under_the_canonical_key() throws Throwable {
      MethodHandle find =
          cached(
              "find",
              "(J)Ljava/lang/String;",
              Attributes.cached(
                  "products", "product:{p0}", List.of(), "", List.of(), "", List.of()));
      complete(find.invoke("receiver", 1L), "one");

      assertTrue(caches.find(Repo.class, "products").contains("product:1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 121, 122})
    void takes_as_many_arguments_as_are_woven(int count) throws Throwable {
      MethodHandle find =
          cached("find", "(" + "J".repeat(count) + "I)Ljava/lang/String;", DEFAULTS);
      List<Object> arguments = new ArrayList<>(List.of("receiver"));
      for (int i = 0; i < count; i++) {
        arguments.add((long) i);
      }
      arguments.add(7);
      complete(find.invokeWithArguments(arguments), "many");

      assertEquals("many", answer(find.invokeWithArguments(arguments)));
    }
  }

  @Nested
  class ACallOnASubclass {
    private final CachedAttributes written =
        Attributes.cached("written", "{p0}", List.of(), "", List.of(), "", List.of());

    static class Base {
      static MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
      }
    }

    static final class A extends Base {}

    static final class B extends Base {}

    /** Named as proxies of CGLIB are. */
    static final class A$$SpringCGLIB$$0 extends Base {}

    interface Named {
      static MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
      }

      String name();
    }

    private MethodHandle find(MethodHandles.Lookup owner, CachedAttributes attributes)
        throws Throwable {
      return link(owner, "find", "(J)Ljava/lang/String;", attributes, List.of());
    }

    @Test
    void is_answered_by_what_its_own_class_gave() throws Throwable {
      MethodHandle find = find(Base.lookup(), DEFAULTS);
      complete(find.invoke(new A(), 1L), "A1");
      complete(find.invoke(new B(), 1L), "B1");

      assertEquals("A1", answer(find.invoke(new A(), 1L)));
      assertEquals("B1", answer(find.invoke(new B(), 1L)));
    }

    @Test
    void is_not_answered_by_what_the_woven_class_gave() throws Throwable {
      MethodHandle find = find(Base.lookup(), DEFAULTS);
      complete(find.invoke(new Base(), 1L), "Base1");

      assertTrue(find.invoke(new A(), 1L) instanceof BiConsumer);
    }

    @Test
    void is_cached_under_its_class_and_its_arguments() throws Throwable {
      complete(find(Base.lookup(), DEFAULTS).invoke(new A(), 1L), "A1");

      LayeredCache cache = caches.all().get(0);

      assertTrue(cache.contains("\\@" + A.class.getName() + ":1"));
    }

    @Test
    void that_was_generated_at_run_time_is_one_on_its_superclass() throws Throwable {
      MethodHandle find = find(Base.lookup(), DEFAULTS);
      complete(find.invoke(new Base(), 1L), "Base1");

      assertEquals("Base1", answer(find.invoke(new A$$SpringCGLIB$$0(), 1L)));
    }

    @Test
    void has_the_key_that_is_written_and_no_other() throws Throwable {
      MethodHandle find = find(Base.lookup(), written);
      complete(find.invoke(new A(), 1L), "A1");

      assertEquals("A1", answer(find.invoke(new B(), 1L)));
    }

    @Test
    void that_is_a_proxy_of_the_interface_is_one_on_the_interface() throws Throwable {
      MethodHandle find = find(Named.lookup(), DEFAULTS);
      Object proxy =
          Proxy.newProxyInstance(
              Named.class.getClassLoader(), new Class<?>[] {Named.class}, (self, m, a) -> null);
      complete(find.invoke(proxy, 1L), "one");

      assertTrue(caches.all().get(0).contains("1"));
    }

    @Test
    void that_is_a_lambda_is_refused() throws Throwable {
      MethodHandle find = find(Named.lookup(), DEFAULTS);
      Named lambda = () -> "A";

      assertNull(find.invoke((Object) lambda, 1L));
      assertTrue(refusals.all().get(0).reason().contains("lambda"));
    }
  }

  @Nested
  class AValueOfAnotherTypeFromTheApi {
    private final CachedAttributes mixed =
        Attributes.cached("mixed", "{p0}", List.of(), "", List.of(), "", List.of());

    private void put(Object value) {
      LayeredCache cache = caches.find(Repo.class, "mixed");
      cache.put("1", value, List.of(), cache.lifetime());
      cache.resetStatistics();
    }

    @Test
    void is_no_answer() throws Throwable {
      MethodHandle number = cached("number", "(J)I", mixed);
      put("one");

      assertTrue(number.invoke("receiver", 1L) instanceof BiConsumer);
    }

    @Test
    void is_no_answer_for_a_primitive_if_it_is_null() throws Throwable {
      MethodHandle number = cached("number", "(J)I", mixed);
      put(null);

      assertTrue(number.invoke("receiver", 1L) instanceof BiConsumer);
    }

    @Test
    void counts_as_a_miss_and_no_hit() throws Throwable {
      MethodHandle number = cached("number", "(J)I", mixed);
      put("one");

      number.invoke("receiver", 1L);

      CacheStatistics statistics = caches.find(Repo.class, "mixed").statistics();
      assertEquals(0, statistics.hits());
      assertEquals(1, statistics.misses());
    }
  }

  @Nested
  class ACacheThatAnotherMethodUses {
    private static final String TO_TEXT = "(J)Ljava/lang/String;";

    static final class Other {
      private Other() {}

      static MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
      }

      static List<String> texts(long id) {
        return List.of();
      }

      static List<Integer> numbers(long id) {
        return List.of();
      }
    }

    private CachedAttributes shared(String key, String ttl, String nullTtl, LayerTtl... layerTtl) {
      return Attributes.cached(
          "shared", key, List.of(), ttl, List.of(layerTtl), nullTtl, List.of());
    }

    private CachedAttributes sharedWith(String consistency) {
      return Attributes.cached(
          "shared", "{p0}", List.of(), "", List.of(), "", List.of(), consistency);
    }

    private void assertRefused(String method, String... parts) {
      assertEquals(1, refusals.all().size(), () -> refusals.all().toString());
      assertEquals(method, refusals.all().get(0).method());
      for (String part : parts) {
        assertTrue(refusals.all().get(0).reason().contains(part), refusals.all().toString());
      }
    }

    @Test
    void answers_if_both_write_the_key_and_all_else_is_equal() throws Throwable {
      MethodHandle left = cached("left", TO_TEXT, shared("{p0}", "5m", ""));
      MethodHandle right = cached("right", TO_TEXT, shared("{p0}", "300s", ""));
      complete(left.invoke("receiver", 1L), "one");

      assertEquals("one", answer(right.invoke("receiver", 1L)));
    }

    @Test
    void answers_a_boxed_result_with_a_primitive_one() throws Throwable {
      MethodHandle left = cached("left", "(J)I", shared("{p0}", "", ""));
      MethodHandle right = cached("right", "(J)Ljava/lang/Integer;", shared("{p0}", "", ""));
      complete(left.invoke("receiver", 1L), 1);

      assertEquals(1, answer(right.invoke("receiver", 1L)));
    }

    @ParameterizedTest
    @CsvSource({"'',{p0}", "{p0},''", "'',''"})
    void is_refused_without_a_key_template_at_both(String left, String right) throws Throwable {
      cached("left", TO_TEXT, shared(left, "", ""));
      MethodHandle refused =
          cached("right", "(Ljava/lang/String;)Ljava/lang/String;", shared(right, "", ""));

      assertNull(refused.invoke("receiver", "1"));
      assertRefused(
          Repo.class.getName() + ".right(java.lang.String)",
          Repo.class.getName() + ".left(long)",
          "Write key at both");
    }

    @Test
    void is_refused_for_another_result_type() throws Throwable {
      cached("left", TO_TEXT, shared("{p0}", "", ""));
      MethodHandle refused = cached("right", "(J)I", shared("{p0}", "", ""));

      assertNull(refused.invoke("receiver", 1L));
      assertRefused(Repo.class.getName() + ".right(long)", "java.lang.Integer");
    }

    @Test
    void is_refused_for_other_type_arguments() throws Throwable {
      String toList = "(J)Ljava/util/List;";
      link(Other.lookup(), "texts", toList, shared("{p0}", "", ""), List.of());
      link(Other.lookup(), "numbers", toList, shared("{p0}", "", ""), List.of());

      assertRefused(Other.class.getName() + ".numbers(long)", "List<java.lang.Integer>");
    }

    @Test
    void is_refused_for_another_ttl() throws Throwable {
      cached("left", TO_TEXT, shared("{p0}", "10m", ""));
      cached("right", TO_TEXT, shared("{p0}", "1s", ""));

      assertRefused(Repo.class.getName() + ".right(long)", "ttl PT10M", "caches.shared.ttl");
    }

    @Test
    void is_refused_for_another_consistency() throws Throwable {
      cached("left", TO_TEXT, sharedWith("BOUNDED"));
      MethodHandle refused = cached("right", TO_TEXT, sharedWith("STRONG"));

      assertNull(refused.invoke("receiver", 1L));
      assertRefused(
          Repo.class.getName() + ".right(long)",
          Repo.class.getName() + ".left(long)",
          "with consistency bounded, this one with strong",
          "set caches.shared.consistency in the agent's file");
    }

    @Test
    void is_refused_for_another_ttl_of_null() throws Throwable {
      cached("left", TO_TEXT, shared("{p0}", "10m", "5s"));
      cached("right", TO_TEXT, shared("{p0}", "10m", "1s"));

      assertRefused(Repo.class.getName() + ".right(long)", "caches.shared.nullTtl");
    }

    @Test
    void is_refused_for_another_ttl_in_a_layer() throws Throwable {
      cached("left", TO_TEXT, shared("{p0}", "10m", "", new LayerTtl("local", "5s")));
      cached("right", TO_TEXT, shared("{p0}", "10m", "", new LayerTtl("local", "1s")));

      assertRefused(Repo.class.getName() + ".right(long)", "caches.shared.layerTtl.local");
    }

    @Test
    void is_refused_to_a_second_that_inherits_its_name_from_the_same_declaration()
        throws Throwable {
      declaration = "app.Finder.find(long)";
      link(Repo.lookup(), "find", TO_TEXT, shared("{p0}", "", ""), List.of());
      MethodHandle refused =
          link(Other.lookup(), "find", TO_TEXT, shared("{p0}", "", ""), List.of());

      assertNull(refused.invoke("receiver", 1L));
      assertRefused(
          Other.class.getName() + ".find(long)", "both inherit that from app.Finder.find(long)");
    }

    @Test
    void is_still_its_own_when_it_is_linked_again() throws Throwable {
      cached("find", TO_TEXT, shared("", "", ""));
      cached("find", TO_TEXT, shared("", "", ""));

      assertEquals(List.of(), refusals.all());
    }
  }

  @Test
  void a_cache_has_the_consistency_of_its_method() throws Throwable {
    cached(
        "find",
        "(J)Ljava/lang/String;",
        Attributes.cached("strict", "{p0}", List.of(), "", List.of(), "", List.of(), "STRONG"));

    assertEquals(Consistency.STRONG, caches.find(Repo.class, "strict").consistency());
  }

  @Nested
  class WhatCannotBeLinked {
    @Test
    void leaves_calls_alone() throws Throwable {
      MethodHandle find = cached("find", "(J)Ljava/net/URLClassLoader;", DEFAULTS);

      assertNull(find.invoke("receiver", 1L));
    }

    @Test
    void is_refused_for_what_its_result_inherits() throws Throwable {
      cached("find", "(J)Ljava/net/URLClassLoader;", DEFAULTS);

      assertTrue(refusals.all().get(0).reason().contains("open resource"));
    }

    @Test
    void is_refused_for_a_tag_of_what_its_result_cannot_have() throws Throwable {
      cached(
          "find",
          "(J)" + Product.class.descriptorString(),
          Attributes.cached("", "", List.of("{result.nope}"), "", List.of(), "", List.of()));

      assertEquals(
          "{result.nope}: " + Product.class.getTypeName() + " has no property \"nope\".",
          refusals.all().get(0).reason().replaceFirst(" (Did|Known).*", ""));
    }

    @Test
    void is_no_longer_listed_as_woven() throws Throwable {
      cached("find", "(J)Ljava/net/URLClassLoader;", DEFAULTS);

      assertEquals(List.of(), registry.cachedMethods());
    }

    @Test
    void leaves_calls_alone_without_a_plan() throws Throwable {
      MethodHandle find =
          linkUnregistered(
              Repo.lookup(), "find", "()I", MethodType.fromMethodDescriptorString("()I", null));

      assertNull(find.invoke("receiver"));
    }
  }

  @Nested
  class AFailureOfTheAgent {
    @Test
    void in_making_the_key_leaves_the_call_alone() throws Throwable {
      MethodHandle find = cached("find", "(Ljava/lang/Object;)Ljava/lang/String;", DEFAULTS);

      assertNull(find.invoke("receiver", (Object) new Thread()));
    }

    @Test
    void in_making_the_key_is_a_refusal() throws Throwable {
      MethodHandle find = cached("find", "(Ljava/lang/Object;)Ljava/lang/String;", DEFAULTS);

      find.invoke("receiver", (Object) new Thread());

      assertTrue(refusals.all().get(0).reason().contains("java.lang.Thread"));
    }
  }

  @Nested
  class AResultForOneCallerOnly {
    @Test
    void is_not_stored_though_its_declared_type_does_not_say_so() throws Throwable {
      MethodHandle find = cached("find", "(J)Ljava/lang/Object;", DEFAULTS);
      complete(find.invoke("receiver", 1L), List.of(1).iterator());

      assertTrue(find.invoke("receiver", 1L) instanceof BiConsumer);
    }

    @Test
    void is_not_stored_in_an_optional_either() throws Throwable {
      MethodHandle find = cached("find", "(J)Ljava/util/Optional;", DEFAULTS);
      complete(find.invoke("receiver", 1L), Optional.of(List.of(1).iterator()));

      assertTrue(find.invoke("receiver", 1L) instanceof BiConsumer);
    }

    @Test
    void is_not_stored_in_an_array_either() throws Throwable {
      MethodHandle find = cached("find", "(J)[Ljava/lang/Object;", DEFAULTS);
      complete(find.invoke("receiver", 1L), new Object[] {"first", List.of(1).iterator()});

      assertTrue(find.invoke("receiver", 1L) instanceof BiConsumer);
    }
  }

  @Nested
  class ArgumentsOfManyTypesWithoutAKey {
    @Test
    void are_refused_in_one_line() throws Throwable {
      MethodHandle find = cached("findAny", "(Ljava/lang/Object;)Ljava/lang/String;", DEFAULTS);
      try (LogLines log = new LogLines()) {
        find.invoke("receiver", (Object) new Thread());
        find.invoke("receiver", new Object());

        assertEquals(1, log.about("findAny").size(), () -> log.about("").toString());
      }
    }

    @Test
    void do_not_make_the_method_one_that_is_not_cached() throws Throwable {
      MethodHandle find = cached("findAny", "(Ljava/lang/Object;)Ljava/lang/String;", DEFAULTS);
      try (LogLines log = new LogLines()) {
        find.invoke("receiver", (Object) new Thread());

        assertEquals(
            1, log.about(": some calls are not cached: ").size(), () -> log.about("").toString());
      }
    }
  }

  @Nested
  class AValueThatIsNotStored {
    @Test
    void for_one_caller_only_is_refused_in_one_line() throws Throwable {
      MethodHandle find = cached("findOnce", "(J)Ljava/lang/Object;", DEFAULTS);
      try (LogLines log = new LogLines()) {
        complete(find.invoke("receiver", 1L), List.of(1).iterator());

        assertEquals(1, log.about("findOnce").size(), () -> log.about("").toString());
      }
    }

    @Test
    void is_counted() throws Throwable {
      MethodHandle find = cached("findOnce", "(J)Ljava/lang/Object;", DEFAULTS);

      complete(find.invoke("receiver", 1L), List.of(1).iterator());

      assertEquals(1, caches.all().get(0).statistics().refusedStores());
    }

    @Test
    void for_a_tag_that_cannot_be_made_is_refused_with_its_reason() throws Throwable {
      MethodHandle find =
          cached(
              "findTagged",
              "(J)Ljava/lang/Object;",
              Attributes.cached("", "", List.of("{result}"), "", List.of(), "", List.of()));
      try (LogLines log = new LogLines()) {
        complete(find.invoke("receiver", 1L), new Thread());

        assertEquals(1, log.about("findTagged").size(), () -> log.about("").toString());
        assertTrue(refusals.all().get(0).reason().contains("cannot stand in a tag"));
      }
    }
  }

  @Nested
  class ATagOfAMethod {
    @ParameterizedTest
    @ValueSource(strings = {"Küche", "{result}"})
    void is_invalidated_as_it_is_read(String template) throws Throwable {
      MethodHandle find =
          cached(
              "find",
              "(J)Ljava/lang/String;",
              Attributes.cached(
                  "products", "{p0}", List.of(template), "", List.of(), "", List.of()));
      complete(find.invoke("receiver", 1L), "Küche");

      caches.invalidate(new Invalidation.ByTags("products", List.of("Küche")));

      assertTrue(find.invoke("receiver", 1L) instanceof BiConsumer);
    }
  }

  @Nested
  class AnInvalidatingCall {
    private MethodHandle find;

    private void fill() throws Throwable {
      find =
          cached(
              "find",
              "(J)Ljava/lang/String;",
              Attributes.cached(
                  "products", "product:{p0}", List.of("all"), "", List.of(), "", List.of()));
      complete(find.invoke("receiver", 1L), "one");
    }

    private boolean isCached() {
      return caches.find(Repo.class, "products").contains("product:1");
    }

    private InvalidateAttributes byKey(String when) {
      return new InvalidateAttributes(
          "products", "product:{p0}", List.of(), "", false, when, /* expire= */ false);
    }

    @Test
    void invalidates_after_the_body() throws Throwable {
      fill();
      MethodHandle change = invalidating("change", "(J)V", byKey("AFTER_SUCCESS"));

      Object token = change.invoke("receiver", 1L);
      assertTrue(isCached());
      complete(token, null);

      assertTrue(!isCached());
    }

    @Test
    void through_an_open_type_reaches_the_keys_of_a_declared_and_of_an_open_one() throws Throwable {
      fill();
      MethodHandle open =
          cached(
              "findAny",
              "(Ljava/lang/Object;)Ljava/lang/String;",
              Attributes.cached(
                  "products", "product:{p0}", List.of(), "", List.of(), "", List.of()));
      complete(open.invoke("receiver", (Object) 1L), "one");
      MethodHandle change = invalidating("change", "(Ljava/lang/Object;)V", byKey("AFTER_SUCCESS"));

      complete(change.invoke("receiver", (Object) 1L), null);

      assertTrue(!isCached());
      assertTrue(open.invoke("receiver", (Object) 1L) instanceof BiConsumer);
    }

    @Test
    @SuppressWarnings("unchecked")
    void does_not_after_a_failure() throws Throwable {
      fill();
      MethodHandle change = invalidating("change", "(J)V", byKey("AFTER_SUCCESS"));

      Object token = change.invoke("receiver", 1L);
      ((BiConsumer<Object, Throwable>) token).accept(null, new IllegalStateException());

      assertTrue(isCached());
    }

    @Test
    void invalidates_before_the_body_and_needs_no_end() throws Throwable {
      fill();
      MethodHandle change = invalidating("change", "(J)V", byKey("BEFORE"));

      assertNull(change.invoke("receiver", 1L));
      assertTrue(!isCached());
    }

    @Test
    void invalidates_by_what_the_body_returned() throws Throwable {
      fill();
      MethodHandle change =
          invalidating(
              "change",
              "(J)Ljava/lang/String;",
              new InvalidateAttributes(
                  "", "", List.of("{result}"), "", false, "", /* expire= */ false));

      complete(change.invoke("receiver", 9L), "all");

      assertTrue(!isCached());
    }

    @Test
    void whose_pattern_comes_out_invalid_says_why_once() throws Throwable {
      MethodHandle change =
          invalidating(
              "changeBy",
              "(Ljava/lang/String;)V",
              new InvalidateAttributes(
                  "products", "", List.of(), "{p0}", false, "", /* expire= */ false));
      try (LogLines log = new LogLines()) {
        complete(change.invoke("receiver", (Object) ""), null);
        complete(change.invoke("receiver", (Object) ""), null);

        assertEquals(1, log.about("changeBy").size(), () -> log.about("").toString());
        assertEquals(1, log.about("is empty").size(), () -> log.about("").toString());
      }
    }

    @Test
    void whose_pattern_comes_out_too_long_forgets_what_begins_like_it() throws Throwable {
      MethodHandle note =
          cached(
              "note",
              "(Ljava/lang/String;)Ljava/lang/String;",
              Attributes.cached(
                  "products", "product:{p0}", List.of(), "", List.of(), "", List.of()));
      MethodHandle change =
          invalidating(
              "change",
              "(Ljava/lang/String;)V",
              new InvalidateAttributes(
                  "products", "", List.of(), "product:{p0}", false, "", /* expire= */ false));
      String text = "x".repeat(300);
      complete(note.invoke("receiver", (Object) text), "one");

      complete(change.invoke("receiver", (Object) text), null);

      assertTrue(note.invoke("receiver", (Object) text) instanceof BiConsumer);
    }

    @Test
    void does_the_rest_when_one_of_several_fails() throws Throwable {
      fill();
      MethodHandle change =
          invalidating(
              "change",
              "(JLjava/lang/Object;)V",
              new InvalidateAttributes(
                  "products", "x:{p1}", List.of(), "", false, "", /* expire= */ false),
              byKey(""));

      complete(change.invoke("receiver", 1L, (Object) new Thread()), null);

      assertTrue(!isCached());
    }
  }
}
