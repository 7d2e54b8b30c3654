package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.coherence.Consistency;
import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.config.CacheWishes;
import dev.multilayercache.agent.config.ChangeWishes;
import dev.multilayercache.agent.config.ChangeWishes.Invalidation.When;
import dev.multilayercache.agent.config.ConditionWishes;
import dev.multilayercache.agent.config.Defaults;
import dev.multilayercache.agent.config.JmxConfig;
import dev.multilayercache.agent.config.KeyWishes;
import dev.multilayercache.agent.config.LayerConfig;
import dev.multilayercache.agent.config.MethodConfig;
import dev.multilayercache.agent.config.ResilienceWishes;
import dev.multilayercache.agent.config.ResultWishes;
import dev.multilayercache.agent.config.TimeWishes;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import dev.multilayercache.agent.plan.MethodSite.LayerTtl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CachePlannerTest {
  private final List<MethodConfig> methods = new ArrayList<>();
  private final SiteBuilder site = new SiteBuilder();
  private List<LayerConfig> layers =
      List.of(
          new LayerConfig("local", "caffeine", Duration.ofSeconds(60), 100),
          new LayerConfig("cluster", "hazelcast", null, 100));
  private double upperLayerTtlFactor = 0;
  private Consistency byDefault = Consistency.BOUNDED;
  private Consistency ofTheCache;

  private SitePlan plan() throws RefusedException {
    return planner().plan(site.build());
  }

  private CachePlanner planner() {
    return new CachePlanner(
        new AgentConfig(
            "test",
            /* enabled= */ true,
            "shop",
            layers,
            /* cluster= */ null,
            new Defaults(
                Duration.ofSeconds(300),
                upperLayerTtlFactor,
                true,
                Duration.ofSeconds(10),
                byDefault,
                /* detectMutations= */ false),
            Map.of(
                "products",
                wishes(
                    "",
                    Duration.ofMinutes(10),
                    Map.of("local", Duration.ofSeconds(30)),
                    ofTheCache)),
            methods,
            new JmxConfig(true, true),
            AgentConfig.builtIn().warmUp()));
  }

  private CachePlan cached() throws RefusedException {
    return plan().cached();
  }

  private String refusal() {
    return assertThrows(RefusedException.class, this::plan).reason();
  }

  private void assertRefusedFor(String part) {
    String reason = refusal();
    assertTrue(reason.contains(part), reason);
  }

  private static MethodConfig named(Duration ttl, String... parameterTypes) {
    return named(ttl, /* consistency= */ null, parameterTypes);
  }

  private static MethodConfig named(
      Duration ttl, Consistency consistency, String... parameterTypes) {
    return new MethodConfig(
        "com.acme.Repo",
        "find",
        List.of(parameterTypes),
        wishes("products", ttl, Map.of(), consistency),
        12);
  }

  private static CacheWishes wishes(
      String cache, Duration ttl, Map<String, Duration> layerTtl, Consistency consistency) {
    return new CacheWishes(
        cache,
        List.of(),
        null,
        List.of(),
        consistency,
        KeyWishes.UNSAID,
        new TimeWishes(ttl, layerTtl, null, null, "", null),
        ResultWishes.UNSAID,
        ResilienceWishes.UNSAID,
        ConditionWishes.UNSAID);
  }

  @Nested
  class AMethodThatSaysNothing {
    @Test
    void is_a_cache_of_its_own_named_after_it() throws Exception {
      assertEquals("com.acme.Repo.find(long)", cached().cache());
    }

    @Test
    void has_all_its_arguments_as_key() throws Exception {
      site.descriptor("(JLjava/lang/String;)I", "id", "name");

      assertEquals("{0},{1}", cached().key().toString());
    }

    @Test
    void lives_for_the_default_ttl() throws Exception {
      assertEquals(Duration.ofSeconds(300), cached().ttl());
    }

    @Test
    void lives_in_every_layer_for_the_layers_ttl_within_the_total() throws Exception {
      assertEquals(
          Map.of("local", Duration.ofSeconds(60), "cluster", Duration.ofSeconds(300)),
          cached().layerTtl());
    }

    @Test
    void uses_all_layers_nearest_first() throws Exception {
      assertEquals(List.of("local", "cluster"), cached().layers());
    }

    @Test
    void may_wait_for_another_threads_load() throws Exception {
      assertTrue(cached().mayWait());
    }
  }

  @Nested
  class WithShorterTtlForUpperLayers {
    @BeforeEach
    void by_a_fifth() {
      upperLayerTtlFactor = 0.2;
      layers =
          List.of(
              new LayerConfig("top", "caffeine", null, 100),
              new LayerConfig("local", "caffeine", null, 100),
              new LayerConfig("cluster", "hazelcast", null, 100));
    }

    @Test
    void the_top_one_has_the_shortest() throws Exception {
      assertEquals(
          Map.of(
              "top", Duration.ofSeconds(180),
              "local", Duration.ofSeconds(240),
              "cluster", Duration.ofSeconds(300)),
          cached().layerTtl());
    }

    @Test
    void one_that_is_written_is_kept() throws Exception {
      site.layerTtl.add(new LayerTtl("top", "290s"));

      assertEquals(Duration.ofSeconds(290), cached().layerTtl().get("top"));
    }

    @Test
    void it_counts_the_layers_that_the_method_uses() throws Exception {
      site.layers = List.of("top", "local");

      assertEquals(
          Map.of("top", Duration.ofSeconds(240), "local", Duration.ofSeconds(300)),
          cached().layerTtl());
    }

    @Test
    void it_holds_for_caches_of_the_api_too() {
      assertEquals(Duration.ofSeconds(180), planner().times("any").layerTtl().get("top"));
    }
  }

  @Nested
  class TheTimeToLive {
    @Test
    void of_the_annotation_comes_before_the_caches() throws Exception {
      site.cache = "products";
      site.ttl = "2m";

      assertEquals(Duration.ofMinutes(2), cached().ttl());
    }

    @Test
    void of_the_cache_comes_before_the_default() throws Exception {
      site.cache = "products";

      assertEquals(Duration.ofMinutes(10), cached().ttl());
    }

    @Test
    void of_the_method_in_the_file_comes_before_the_annotation() throws Exception {
      site.ttl = "2m";
      methods.add(named(Duration.ofSeconds(7), "long"));

      assertEquals(Duration.ofSeconds(7), cached().ttl());
    }

    @Test
    void of_a_layer_in_the_annotation_comes_before_the_caches() throws Exception {
      site.cache = "products";
      site.layerTtl.add(new LayerTtl("local", "5s"));

      assertEquals(Duration.ofSeconds(5), cached().layerTtl().get("local"));
    }

    @Test
    void of_a_layer_in_the_cache_comes_before_the_layers() throws Exception {
      site.cache = "products";

      assertEquals(Duration.ofSeconds(30), cached().layerTtl().get("local"));
    }

    @Test
    void of_a_layer_never_exceeds_the_total() throws Exception {
      site.ttl = "10s";
      site.layerTtl.add(new LayerTtl("local", "1h"));

      assertEquals(Duration.ofSeconds(10), cached().layerTtl().get("local"));
    }

    @Test
    void forever_is_taken_only_when_written() throws Exception {
      site.ttl = "forever";

      assertTrue(cached().ttl().compareTo(Duration.ofDays(3650)) > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 minuts", "0", "-3s", "soon"})
    void that_is_no_duration_is_refused(String text) {
      site.ttl = text;

      assertRefusedFor("ttl is \"" + text + "\"");
    }
  }

  @Nested
  class TheTimeToLiveOfNull {
    @ParameterizedTest
    @CsvSource({"5m,30", "1s,1", "4h,60", "30s,3"})
    void is_a_tenth_within_one_to_sixty_seconds(String ttl, long seconds) throws Exception {
      site.ttl = ttl;

      assertEquals(Duration.ofSeconds(seconds), cached().nullTtl());
    }

    @Test
    void never_exceeds_the_total() throws Exception {
      site.ttl = "500ms";

      assertEquals(Duration.ofMillis(500), cached().nullTtl());
    }

    @Test
    void may_be_zero_for_not_stored() throws Exception {
      site.nullTtl = "0";

      assertEquals(Duration.ZERO, cached().nullTtl());
    }
  }

  @Nested
  class TheConsistency {
    @Test
    void is_bounded_where_nobody_says_otherwise() throws Exception {
      assertEquals(Consistency.BOUNDED, cached().consistency());
    }

    @Test
    void of_the_defaults_holds_where_nothing_nearer_says_otherwise() throws Exception {
      byDefault = Consistency.STRONG;

      assertEquals(Consistency.STRONG, cached().consistency());
    }

    @Test
    void of_the_cache_comes_before_the_default() throws Exception {
      site.cache = "products";
      ofTheCache = Consistency.STRONG;

      assertEquals(Consistency.STRONG, cached().consistency());
    }

    @Test
    void of_another_cache_does_not_count() throws Exception {
      site.cache = "prices";
      ofTheCache = Consistency.STRONG;

      assertEquals(Consistency.BOUNDED, cached().consistency());
    }

    @Test
    void of_the_annotation_comes_before_the_caches() throws Exception {
      site.cache = "products";
      site.consistency = "STRONG";
      ofTheCache = Consistency.BOUNDED;

      assertEquals(Consistency.STRONG, cached().consistency());
    }

    @Test
    void of_the_annotation_comes_first_even_if_it_writes_out_the_default() throws Exception {
      site.cache = "products";
      site.consistency = "BOUNDED";
      ofTheCache = Consistency.STRONG;

      assertEquals(Consistency.BOUNDED, cached().consistency());
    }

    @Test
    void of_the_method_in_the_file_comes_before_the_annotation() throws Exception {
      site.consistency = "STRONG";
      methods.add(named(null, Consistency.BOUNDED, "long"));

      assertEquals(Consistency.BOUNDED, cached().consistency());
    }

    @Test
    void of_the_annotation_holds_where_the_method_in_the_file_says_none() throws Exception {
      site.consistency = "STRONG";
      methods.add(named(null, "long"));

      assertEquals(Consistency.STRONG, cached().consistency());
    }

    @Test
    void of_annotations_newer_than_the_agent_is_refused() {
      site.consistency = "CAUSAL";

      assertRefusedFor("consistency is CAUSAL, which is unknown to this agent");
    }

    @Test
    void of_a_cache_that_only_the_api_uses_is_that_of_the_file() {
      ofTheCache = Consistency.STRONG;

      assertEquals(Consistency.STRONG, planner().consistency("products"));
      assertEquals(Consistency.BOUNDED, planner().consistency("prices"));
    }
  }

  @Nested
  class Layers {
    @Test
    void are_taken_in_the_order_of_the_chain() throws Exception {
      site.layers = List.of("cluster", "local");

      assertEquals(List.of("local", "cluster"), cached().layers());
    }

    @Test
    void left_out_are_not_used() throws Exception {
      site.layers = List.of("local");

      assertEquals(List.of("local"), cached().layers());
    }

    @Test
    void that_are_unknown_are_refused_with_the_nearest_name() {
      site.layers = List.of("clutser");

      assertEquals(
          "layers names the layer \"clutser\", which test does not have. Did you mean"
              + " cluster?",
          refusal());
    }

    @Test
    void that_have_a_ttl_and_are_left_out_are_refused() {
      site.layers = List.of("local");
      site.layerTtl.add(new LayerTtl("cluster", "5s"));

      assertRefusedFor("layers leaves out");
    }
  }

  @Nested
  class Templates {
    @Test
    void over_a_parameters_name_are_taken() throws Exception {
      site.key = "product:{id}";

      assertEquals("product:{id}", cached().key().toString());
    }

    @Test
    void over_the_result_are_taken_for_tags() throws Exception {
      site.tags = List.of("category:{result.category}");

      assertEquals("category:{result.category}", cached().tags().get(0).toString());
    }

    @Test
    void over_the_result_are_refused_for_keys() {
      site.key = "product:{result}";

      assertRefusedFor("which is not known then");
    }

    @Test
    void over_an_unknown_parameter_are_refused_with_the_nearest_name() {
      site.key = "product:{ids}";

      assertEquals(
          "key \"product:{ids}\" speaks of \"ids\", which is no parameter. Did you mean id?",
          refusal());
    }

    @Test
    void over_an_index_beyond_the_parameters_are_refused() {
      site.key = "product:{1}";

      assertRefusedFor("speaks of argument 1, and the method has 1");
    }

    @Test
    void over_names_are_refused_where_the_class_file_has_none() {
      site.key = "product:{id}";
      site.parameterNames = null;

      assertRefusedFor("Compile with -parameters");
    }

    @Test
    void over_indexes_need_no_names() throws Exception {
      site.key = "product:{0}";
      site.parameterNames = null;

      assertEquals("product:{0}", cached().key().toString());
    }

    @Test
    void that_do_not_parse_are_refused() {
      site.key = "product:{id";

      assertRefusedFor("key \"product:{id\"");
    }

    @Test
    void that_run_two_values_together_are_refused_as_key() {
      site.descriptor("(JJ)I", "left", "right");
      site.key = "{left}{right}";

      assertRefusedFor("key \"{left}{right}\"");
    }

    @Test
    void and_marked_parameters_together_are_refused() {
      site.key = "{id}";
      site.keyParameters = List.of(0);

      assertRefusedFor("Leave one of them");
    }

    @Test
    void are_made_of_the_marked_parameters_alone() throws Exception {
      site.descriptor("(JLjava/lang/String;)I", "id", "trace");
      site.keyParameters = List.of(0);

      assertEquals("{0}", cached().key().toString());
    }
  }

  @Nested
  class AMethodNamedInTheFile {
    @Test
    void is_cached_without_an_annotation() throws Exception {
      site.isCached = false;
      methods.add(named(Duration.ofSeconds(7), "long"));

      assertEquals("products", cached().cache());
    }

    @Test
    void is_not_its_overload() throws Exception {
      site.isCached = false;
      methods.add(named(Duration.ofSeconds(7), "int"));

      assertEquals(null, cached());
    }
  }

  @Nested
  class AMethodThatTheFileSaysChangesCaches {
    private void says(
        List<ChangeWishes.Invalidation> invalidations, ChangeWishes.Update... updates) {
      site.isCached = false;
      methods.add(
          new MethodConfig(
              "com.acme.Repo",
              "find",
              List.of("long"),
              CacheWishes.UNSAID,
              new ChangeWishes(invalidations, List.of(updates)),
              12));
    }

    private static ChangeWishes.Invalidation invalidation(String key, When when) {
      return new ChangeWishes.Invalidation(
          "products", key, List.of(), "", /* all= */ false, when, /* expire= */ false);
    }

    private static ChangeWishes.Update update(String key) {
      return new ChangeWishes.Update("products", key, List.of("all"), "5m");
    }

    private SitePlan changing() throws RefusedException {
      CachePlanner planner = planner();
      return planner.plan(planner.withNamedChanges(site.build()));
    }

    private String refused() {
      return assertThrows(RefusedException.class, this::changing).reason();
    }

    @Test
    void is_not_cached() throws Exception {
      says(List.of(invalidation("product:{id}", null)));

      assertNull(changing().cached());
    }

    @Test
    void invalidates_as_an_annotation_would() throws Exception {
      says(List.of(invalidation("product:{id}", When.ALWAYS)));

      InvalidationPlan plan = changing().invalidations().get(0);

      assertEquals("products", plan.cache());
      assertEquals("product:{id}", String.valueOf(plan.key()));
      assertEquals(When.ALWAYS, plan.when());
    }

    @Test
    void invalidates_after_success_if_it_does_not_say_when() throws Exception {
      says(List.of(invalidation("product:{id}", null)));

      assertEquals(When.AFTER_SUCCESS, changing().invalidations().get(0).when());
    }

    @Test
    void updates_as_an_annotation_would() throws Exception {
      says(List.of(), update("product:{id}"));

      UpdatePlan plan = changing().updates().get(0);

      assertEquals("products", plan.cache());
      assertEquals("product:{id}", plan.key().toString());
      assertEquals("[all]", plan.tags().toString());
      assertEquals(Duration.ofMinutes(5), plan.ttl());
    }

    @Test
    void does_that_in_place_of_what_its_annotations_of_the_kind_say() throws Exception {
      site.invalidating(
          new InvalidateAttributes("", "", List.of(), "", true, "", /* expire= */ false));
      says(List.of(invalidation("product:{id}", null)));

      assertEquals(1, changing().invalidations().size());
      assertFalse(changing().invalidations().get(0).all());
    }

    @Test
    void does_that_beside_what_its_annotations_of_the_other_kind_say() throws Exception {
      site.invalidating(
          new InvalidateAttributes("", "", List.of(), "", true, "", /* expire= */ false));
      says(List.of(), update("product:{id}"));

      assertEquals(1, changing().invalidations().size());
      assertEquals(1, changing().updates().size());
    }

    @Test
    void is_refused_in_the_words_of_the_file() {
      site.descriptor("(J)V", "id");
      says(List.of(), update("product:{id}"));

      assertEquals(
          "update stores a result, and it returns void. Return what is to be stored, or write"
              + " invalidate. See test:12.",
          refused());
    }

    @Test
    void is_refused_if_an_annotation_caches_it() {
      says(List.of(invalidation("product:{id}", null)));
      site.isCached = true;

      assertEquals(
          "it has invalidate too, and its body does not run on a hit, so neither is done. Move"
              + " invalidate to the method that changes the data. See test:12.",
          refused());
    }

    @Test
    void is_named_as_one_that_changes_nothing_if_the_class_does_not_have_it() {
      says(List.of(invalidation("product:{id}", null)));
      Refusals refusals = new Refusals();

      planner().refuseMissing("com.acme.Repo", List.of(Map.entry("find", "(I)V")), refusals);

      assertEquals(
          List.of(
              new Refusals.Refusal(
                  "com.acme.Repo.find(long)",
                  "test:12 names it, and the class does not declare it. Did you mean"
                      + " com.acme.Repo.find(int)?")),
          refusals.all());
    }
  }

  @Nested
  class AMethodThatCannotBeCached {
    @ParameterizedTest
    @CsvSource({
      "V,it returns void",
      "Ljava/util/stream/Stream;,can be used once only (java.util.stream.Stream)",
      "Ljava/util/Iterator;,can be used once only",
      "Ljava/io/InputStream;,open resource",
      "Ljava/lang/AutoCloseable;,open resource",
      "Ljava/util/concurrent/Future;,still to come",
      "[Ljava/util/concurrent/CompletableFuture;,still to come",
      "Lreactor/core/publisher/Flux;,still to come",
      "Lorg/reactivestreams/Publisher;,still to come"
    })
    void is_refused_for_its_result(String type, String part) {
      site.descriptor("(J)" + type, "id");

      assertRefusedFor(part);
    }

    @Test
    void is_refused_as_a_suspend_function() {
      site.descriptor("(JLkotlin/coroutines/Continuation;)Ljava/lang/Object;", "id", "then");

      assertRefusedFor("Kotlin suspend");
    }

    @Test
    void is_refused_if_it_invalidates_too() {
      site.invalidating(
          new InvalidateAttributes("", "", List.of(), "", true, "", /* expire= */ false));
      site.isCached = true;

      assertRefusedFor("its body does not run on a hit");
    }
  }

  @Test
  void a_synchronized_method_never_waits_for_another_threads_load() throws Exception {
    site.isSynchronized = true;

    assertFalse(cached().mayWait());
  }

  @Nested
  class AnInvalidation {
    private void says(
        String cache, String key, List<String> tags, String pattern, boolean all, String when) {
      site.invalidating(
          new InvalidateAttributes(cache, key, tags, pattern, all, when, /* expire= */ false));
    }

    @Test
    void by_key_needs_the_cache() {
      says("", "product:{id}", List.of(), "", false, "");

      assertRefusedFor("has a key and no cache");
    }

    @Test
    void of_nothing_is_refused() {
      says("products", "", List.of(), "", false, "");

      assertRefusedFor("says nothing to invalidate");
    }

    @Test
    void of_two_things_is_refused() {
      says("products", "", List.of("a"), "b*", false, "");

      assertRefusedFor("says tags and pattern");
    }

    @ParameterizedTest
    @CsvSource({"a, '', false", "'', b*, false", "'', '', true"})
    void with_expire_is_by_key_alone(String tag, String pattern, boolean all) {
      List<String> tags = tag.isEmpty() ? List.of() : List.of(tag);
      site.invalidating(
          new InvalidateAttributes("products", "", tags, pattern, all, "", /* expire= */ true));

      assertRefusedFor("has expire and no key");
    }

    @Test
    void with_expire_and_key_is_planned_so() throws Exception {
      site.invalidating(
          new InvalidateAttributes(
              "products", "product:{id}", List.of(), "", false, "", /* expire= */ true));

      assertTrue(plan().invalidations().get(0).expire());
    }

    @Test
    void happens_after_success_unless_said() throws Exception {
      says("", "", List.of("a"), "", false, "");

      assertEquals(When.AFTER_SUCCESS, plan().invalidations().get(0).when());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEFORE", "ALWAYS"})
    void speaks_of_the_result_only_after_success(String when) {
      says("", "", List.of("category:{result.category}"), "", false, when);

      assertRefusedFor("which is not known then");
    }

    @Test
    void does_not_speak_of_the_result_of_a_void_method() {
      site.descriptor("(J)V", "id");
      says("", "", List.of("{result}"), "", false, "");

      assertRefusedFor("returns void");
    }

    @Test
    void may_stand_on_a_void_method() throws Exception {
      site.descriptor("(J)V", "id");
      says("products", "product:{id}", List.of(), "", false, "");

      assertEquals("product:{id}", plan().invalidations().get(0).key().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"re:(", "re:"})
  void a_pattern_that_is_none_is_refused_when_it_is_planned(String pattern) {
    site.invalidating(
        new InvalidateAttributes(
            "products", "", List.of(), pattern, false, "", /* expire= */ false));

    assertRefusedFor("pattern \"" + pattern + "\": The pattern");
  }
}
