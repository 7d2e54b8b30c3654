package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import dev.multilayercache.agent.plan.PlanRegistry;
import dev.multilayercache.agent.plan.Refusals;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.FakeClock;
import dev.multilayercache.agent.testing.Sites;
import java.io.IOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Methods from several keys to a map; the tests play the woven code themselves. */
class BatchCallTest {
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
  private final Repo repo = new Repo();

  record Product(long id, String category) {}

  /** The application's class; it remembers what its bodies were given. */
  @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // called by OwnBody
  static final class Repo {
    final List<Object> asked = new ArrayList<>();
    Exception failure;
    boolean answersNull;
    Runnable meanwhile = () -> {};

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }

    Product find(long id) {
      return new Product(id, "book");
    }

    /** Knows nothing of key 404. */
    Map<Long, Product> findAll(Collection<Long> ids) throws Exception {
      asked.add(ids);
      meanwhile.run();
      if (failure != null) {
        throw failure;
      }
      if (answersNull) {
        return null;
      }
      Map<Long, Product> found = new HashMap<>();
      for (long id : ids) {
        if (id != 404) {
          found.put(id, new Product(id, id % 2 == 0 ? "even" : "odd"));
        }
      }
      return found;
    }

    HashMap<String, Integer> lengths(String unit, Set<String> words) {
      asked.add(words);
      HashMap<String, Integer> found = new HashMap<>();
      words.forEach(each -> found.put(each, each.length()));
      return found;
    }

    Map<Long, String> ofArray(long[] ids) {
      asked.add(ids);
      Map<Long, String> found = new HashMap<>();
      for (long each : ids) {
        found.put(each, "value " + each);
      }
      return found;
    }

    Map<String, List<String>> lists(List<String> names) {
      asked.add(names);
      Map<String, List<String>> found = new HashMap<>();
      names.forEach(each -> found.put(each, new ArrayList<>(List.of(each))));
      return found;
    }

    /** Cannot be looked into. */
    Map<Long, Product> closed(Collection<Long> ids) {
      asked.add(ids);
      return closed;
    }

    final Map<Long, Product> closed =
        new HashMap<>() {
          @Override
          public Product get(Object key) {
            throw new IllegalStateException("closed");
          }
        };

    /** Sorted by the order of its keys, which have none. */
    @SuppressWarnings("Incomparable") // that is what may happen
    Map<Product, String> sorted(Collection<Product> products) {
      asked.add(products);
      return new TreeMap<>();
    }

    @SuppressWarnings("rawtypes")
    Map raw(List ids) {
      return Map.of();
    }
  }

  private MethodHandle link(String method, String descriptor, CachedAttributes attributes)
      throws Throwable {
    return link(method, descriptor, attributes, "p0", "p1");
  }

  private MethodHandle link(
      String method, String descriptor, CachedAttributes attributes, String... names)
      throws Throwable {
    MethodType type =
        MethodType.fromMethodDescriptorString(descriptor, Repo.class.getClassLoader());
    MethodSite site =
        Sites.site(
            Repo.class.getName(),
            method,
            descriptor,
            /* isStatic= */ false,
            /* isSynchronized= */ false,
            List.of(names).subList(0, type.parameterCount()),
            List.of(),
            attributes,
            List.of());
    registry.register(
        Repo.class.getClassLoader(), site, new CachePlanner(AgentConfig.builtIn()).plan(site));
    MethodType erased =
        type.erase().insertParameterTypes(0, Object.class).changeReturnType(Object.class);
    return ((CallSite)
            linker
                .bootstrapHandle()
                .invoke(Repo.lookup(), "enter", erased, new Object[] {method, descriptor}))
        .dynamicInvoker();
  }

  private static CachedAttributes batch(String cache, String key, String... tags) {
    return new Attributes()
        .with("cache", cache)
        .with("key", key)
        .with("tags", List.of(tags))
        .with("batch", true)
        .cached();
  }

  private MethodHandle findAll() throws Throwable {
    return link(
        "findAll",
        "(Ljava/util/Collection;)Ljava/util/Map;",
        batch("products", "product:{p0}", "category:{result.category}"));
  }

  private MethodHandle closed() throws Throwable {
    return link(
        "closed",
        "(Ljava/util/Collection;)Ljava/util/Map;",
        batch("products", "product:{p0}", "category:{result.category}"));
  }

  private MethodHandle sorted() throws Throwable {
    return link(
        "sorted", "(Ljava/util/Collection;)Ljava/util/Map;", batch("sorted", "product:{p0.id}"));
  }

  private static Map<?, ?> answer(Object token) {
    return (Map<?, ?>) assertInstanceOf(AtomicReference.class, token).get();
  }

  private Map<?, ?> ask(MethodHandle method, Object keys) throws Throwable {
    return answer(method.invoke((Object) repo, keys));
  }

  private LayeredCache products() {
    return caches.find(Repo.class, "products");
  }

  @Nested
  class ABatch {
    private final MethodHandle findAll;

    ABatch() throws Throwable {
      findAll = findAll();
    }

    @Test
    void asks_the_body_for_all_keys_at_first() throws Throwable {
      Map<?, ?> found = ask(findAll, List.of(7L, 8L));

      assertEquals(Map.of(7L, new Product(7, "odd"), 8L, new Product(8, "even")), found);
      assertEquals(List.of(List.of(7L, 8L)), repo.asked);
    }

    @Test
    void asks_the_body_only_for_keys_that_no_layer_has() throws Throwable {
      ask(findAll, List.of(7L, 8L));

      Map<?, ?> found = ask(findAll, List.of(8L, 9L, 7L));

      assertEquals(List.of(9L), repo.asked.get(1));
      assertEquals(List.of(8L, 9L, 7L), new ArrayList<>(found.keySet()), "in the order given");
      assertEquals(new Product(9, "odd"), found.get(9L));
    }

    @Test
    void does_not_run_the_body_if_all_are_there() throws Throwable {
      ask(findAll, List.of(7L, 8L));

      ask(findAll, Set.of(8L, 7L));

      assertEquals(1, repo.asked.size());
    }

    @Test
    void answers_a_new_map_that_the_caller_may_change() throws Throwable {
      ask(findAll, List.of(7L));

      ask(findAll, List.of(7L)).clear();

      assertEquals(1, ask(findAll, List.of(7L)).size());
    }

    @Test
    void of_no_keys_is_an_empty_map_without_a_body() throws Throwable {
      assertEquals(Map.of(), ask(findAll, List.of()));
      assertEquals(List.of(), repo.asked);
    }

    @Test
    void with_a_key_twice_asks_for_it_once() throws Throwable {
      assertEquals(1, ask(findAll, List.of(7L, 7L)).size());
      assertEquals(List.of(List.of(7L)), repo.asked);
    }

    @Test
    void counts_each_key_once_and_each_body_once() throws Throwable {
      ask(findAll, List.of(7L, 8L));
      ask(findAll, List.of(7L, 9L));

      CacheStatistics counts = products().statistics();
      assertEquals(3, counts.misses());
      assertEquals(1, counts.hits());
      assertEquals(2, counts.loads());
    }

    @Test
    void counts_a_key_once_that_is_given_twice() throws Throwable {
      ask(findAll, List.of(7L, 404L, 7L, 404L));
      ask(findAll, List.of(7L, 404L, 7L, 404L));

      assertEquals(2, products().statistics().misses());
      assertEquals(2, products().statistics().hits());
    }

    @Test
    void leaves_out_a_key_without_a_value_and_asks_for_it_no_more() throws Throwable {
      Map<?, ?> first = ask(findAll, List.of(404L, 7L));
      Map<?, ?> second = ask(findAll, List.of(404L, 7L));

      assertEquals(Set.of(7L), first.keySet());
      assertEquals(first, second);
      assertEquals(1, repo.asked.size());
    }

    @Test
    void gives_each_value_the_tags_of_its_own() throws Throwable {
      ask(findAll, List.of(7L, 8L));

      caches.invalidate(new Invalidation.ByTags(null, List.of("category:even")));
      ask(findAll, List.of(7L, 8L));

      assertEquals(List.of(8L), repo.asked.get(1));
    }

    @Test
    void that_is_invalidated_while_its_body_runs_is_not_kept() throws Throwable {
      repo.meanwhile = () -> caches.invalidate(new Invalidation.ByKey("products", "product:7"));
      ask(findAll, List.of(7L, 8L));

      ask(findAll, List.of(7L, 8L));

      assertEquals(List.of(7L), repo.asked.get(1));
    }

    @Test
    void answers_with_what_the_body_throws_and_asks_again() throws Throwable {
      repo.failure = new IOException("down");
      assertSame(repo.failure, findAll.invoke((Object) repo, (Object) List.of(7L)));

      repo.failure = null;
      assertEquals(1, ask(findAll, List.of(7L)).size());
      assertEquals(1, products().statistics().loadFailures());
    }

    @Test
    void of_a_body_that_returns_null_is_null_and_not_kept() throws Throwable {
      repo.answersNull = true;
      assertNull(answer(findAll.invoke((Object) repo, (Object) List.of(7L))));

      repo.answersNull = false;
      assertEquals(1, ask(findAll, List.of(7L)).size());
    }

    @Test
    void of_a_body_whose_map_cannot_hold_its_keys_is_one_without_values() throws Throwable {
      assertEquals(Map.of(), ask(sorted(), List.of(new Product(7, "odd"))));
    }

    @Test
    void of_a_body_whose_map_cannot_be_read_is_that_map() throws Throwable {
      MethodHandle closed = closed();

      assertSame(repo.closed, ask(closed, List.of(7L, 8L)));
      assertEquals(1, repo.asked.size());
      assertEquals(0, products().entries());
    }

    @Test
    void that_found_some_of_its_keys_is_left_alone_if_the_body_s_map_cannot_be_read()
        throws Throwable {
      ask(findAll, List.of(7L));

      assertNull(closed().invoke((Object) repo, (Object) List.of(7L, 8L)));
    }

    @Test
    void of_null_or_with_a_null_among_its_keys_is_left_alone() throws Throwable {
      assertNull(findAll.invoke((Object) repo, (Object) null));
      assertNull(findAll.invoke((Object) repo, (Object) Arrays.asList(7L, null)));
      assertEquals(0, products().statistics().misses());
    }

    @Test
    void that_is_left_alone_counts_for_none_of_its_keys() throws Throwable {
      ask(findAll, List.of(7L));
      products().resetStatistics();

      assertNull(findAll.invoke((Object) repo, (Object) List.of(7L, "8")));

      assertEquals(0, products().statistics().hits());
    }

    @Test
    void with_a_key_of_another_type_is_left_alone_with_a_line() throws Throwable {
      assertNull(findAll.invoke((Object) repo, (Object) List.of("7")));

      assertTrue(
          refusals.all().toString().contains("its keys are declared as java.lang.Long, and one is"),
          refusals.all().toString());
    }
  }

  @Nested
  class AMethodOfOneKeyWithTheSameTemplate {
    private final MethodHandle findAll;
    private final MethodHandle find;

    AMethodOfOneKeyWithTheSameTemplate() throws Throwable {
      findAll = findAll();
      find =
          link(
              "find",
              "(J)L" + Product.class.getName().replace('.', '/') + ";",
              new Attributes()
                  .with("cache", "products")
                  .with("key", "product:{p0}")
                  .with("tags", List.of("category:{result.category}"))
                  .cached());
    }

    @Test
    void is_answered_by_what_a_batch_has_loaded() throws Throwable {
      ask(findAll, List.of(7L));

      Object token = find.invoke((Object) repo, 7L);

      assertEquals(new Product(7, "odd"), ((AtomicReference<?>) token).get());
    }

    @Test
    @SuppressWarnings("unchecked")
    void loads_what_a_batch_then_finds() throws Throwable {
      ((BiConsumer<Object, Throwable>) find.invoke((Object) repo, 8L))
          .accept(new Product(8, "single"), null);

      Map<?, ?> found = ask(findAll, List.of(7L, 8L));

      assertEquals(new Product(8, "single"), found.get(8L));
      assertEquals(List.of(List.of(7L)), repo.asked);
    }
  }

  @Test
  void a_condition_is_over_the_call_and_unless_over_each_value() throws Throwable {
    MethodHandle findAll =
        link(
            "findAll",
            "(Ljava/util/Collection;)Ljava/util/Map;",
            new Attributes()
                .with("batch", true)
                .with("condition", "size(p0) < 3")
                .with("unless", "result.category == 'even'")
                .cached());

    assertNull(findAll.invoke((Object) repo, (Object) List.of(1L, 2L, 3L)), "left alone");
    ask(findAll, List.of(7L, 8L));
    ask(findAll, List.of(7L, 8L));

    assertEquals(List.of(List.of(7L, 8L), List.of(8L)), repo.asked);
  }

  @Test
  void a_scope_of_refresh_loads_all_keys_anew_with_one_body() throws Throwable {
    MethodHandle findAll = findAll();
    ask(findAll, List.of(7L));

    Object token =
        linker
            .scopes()
            .run(CallScopes.Scope.REFRESH, new LoadOnce(() -> refreshed(findAll, 7L, 404L, 7L)));
    Map<?, ?> after = ask(findAll, List.of(7L, 404L));

    assertEquals(Set.of(7L), answer(token).keySet());
    assertEquals(List.of(List.of(7L), List.of(7L, 404L)), repo.asked);
    assertEquals(Set.of(7L), after.keySet());
  }

  @Test
  void a_scope_of_refresh_counts_each_body_once_and_no_key() throws Throwable {
    MethodHandle findAll = findAll();
    refresh(findAll, 7L, 8L, 9L);
    repo.failure = new IOException("down");
    refresh(findAll, 7L, 8L, 9L);

    CacheStatistics counts = products().statistics();
    assertEquals(1, counts.loads());
    assertEquals(1, counts.loadFailures());
    assertEquals(0, counts.hits() + counts.misses());
  }

  @Test
  void a_scope_of_refresh_touches_nothing_if_one_of_the_keys_is_of_another_type() throws Throwable {
    MethodHandle findAll = findAll();
    ask(findAll, List.of(7L));
    products().resetStatistics();

    assertNull(refresh(findAll, 7L, "8"));
    ask(findAll, List.of(7L));

    assertEquals(1, products().statistics().hits());
    assertEquals(0, products().statistics().loadFailures());
  }

  @Test
  void a_scope_of_refresh_takes_a_map_that_cannot_hold_its_keys_for_one_without_values()
      throws Throwable {
    assertEquals(Map.of(), answer(refresh(sorted(), new Product(7, "odd"))));
  }

  @Test
  void a_scope_of_refresh_answers_with_a_map_that_cannot_be_read_as_it_is() throws Throwable {
    assertSame(repo.closed, answer(refresh(closed(), 7L, 8L)));
    assertEquals(1, repo.asked.size());
  }

  private Object refresh(MethodHandle findAll, Object... ids) throws Throwable {
    return linker
        .scopes()
        .run(CallScopes.Scope.REFRESH, new LoadOnce(() -> refreshed(findAll, ids)));
  }

  private Object refreshed(MethodHandle findAll, Object... ids) throws Exception {
    try {
      return findAll.invoke((Object) repo, (Object) List.of(ids));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_scope_of_refresh_answers_with_what_the_body_throws() throws Throwable {
    MethodHandle findAll = findAll();
    ask(findAll, List.of(7L));
    repo.failure = new IOException("down");

    Object token =
        linker.scopes().run(CallScopes.Scope.REFRESH, new LoadOnce(() -> refreshed(findAll, 7L)));

    assertSame(repo.failure, token);
  }

  @Test
  void what_callers_get_are_copies_if_that_is_asked_for() throws Throwable {
    MethodHandle lists =
        link(
            "lists",
            "(Ljava/util/List;)Ljava/util/Map;",
            new Attributes().with("batch", true).with("copy", "ALWAYS").cached());
    List<String> loaded = asList(ask(lists, List.of("a")).get("a"));
    loaded.add("changed by the first caller");
    List<String> found = asList(ask(lists, List.of("a")).get("a"));
    found.add("changed by the second");

    assertEquals(List.of("a"), ask(lists, List.of("a")).get("a"));
    assertEquals(1, repo.asked.size());
  }

  @SuppressWarnings("unchecked")
  private static List<String> asList(Object value) {
    return (List<String>) value;
  }

  @Test
  void what_else_belongs_to_a_key_belongs_to_each_elements() throws Throwable {
    MethodHandle findAll =
        link(
            "findAll",
            "(Ljava/util/Collection;)Ljava/util/Map;",
            new Attributes()
                .with("batch", true)
                .with("receiver", "IDENTITY")
                .with("varyBy", List.of("sys:batch.test.region"))
                .cached());
    Repo other = new Repo();
    try {
      System.setProperty("batch.test.region", "north");
      ask(findAll, List.of(7L));
      ask(findAll, List.of(7L));
      findAll.invoke((Object) other, (Object) List.of(7L));
      System.setProperty("batch.test.region", "south");
      ask(findAll, List.of(7L));
    } finally {
      System.clearProperty("batch.test.region");
    }

    assertEquals(2, repo.asked.size(), "once for each region");
    assertEquals(1, other.asked.size(), "and for each object");
  }

  @Nested
  class TheBodyIsGiven {
    @Test
    void a_set_where_it_declares_one_and_its_other_arguments() throws Throwable {
      MethodHandle lengths =
          link(
              "lengths",
              "(Ljava/lang/String;Ljava/util/Set;)Ljava/util/HashMap;",
              batch("", "{p0}:{p1}"));
      lengths.invoke((Object) repo, (Object) "m", (Object) Set.of("one"));

      Map<?, ?> found =
          answer(
              lengths.invoke(
                  (Object) repo,
                  (Object) "m",
                  (Object) new LinkedHashSet<>(List.of("one", "three"))));
      Map<?, ?> inFeet =
          answer(lengths.invoke((Object) repo, (Object) "ft", (Object) Set.of("one")));

      assertEquals(LinkedHashMap.class, found.getClass());
      assertEquals(Map.of("one", 3, "three", 5), found);
      assertEquals(
          List.of(Set.of("one"), Set.of("three"), Set.of("one")), repo.asked, "units differ");
      assertEquals(1, inFeet.size());
    }

    @Test
    void an_array_where_it_declares_one() throws Throwable {
      MethodHandle ofArray = link("ofArray", "([J)Ljava/util/Map;", batch("", ""));
      ask(ofArray, new long[] {1, 2});

      Map<?, ?> found = ask(ofArray, new long[] {2, 3});

      assertEquals(Map.of(2L, "value 2", 3L, "value 3"), found);
      assertEquals(3L, ((long[]) repo.asked.get(1))[0]);
    }
  }

  @Test
  void a_method_that_does_not_say_what_its_keys_are_is_refused() throws Throwable {
    MethodHandle raw = link("raw", "(Ljava/util/List;)Ljava/util/Map;", batch("", ""));

    assertNull(raw.invoke((Object) repo, (Object) List.of(1L)));
    assertTrue(
        refusals.all().toString().contains("does not say of what type its keys are"),
        refusals.all().toString());
  }
}
