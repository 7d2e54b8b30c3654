package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.plan.MethodSite.CachedAttributes;
import dev.multilayercache.agent.testing.Attributes;
import dev.multilayercache.agent.testing.Sites;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchShapeTest {
  private static SitePlan plan(String descriptor, CachedAttributes attributes)
      throws RefusedException {
    return plan(descriptor, attributes, List.of("ids", "unit"));
  }

  private static SitePlan plan(
      String descriptor, CachedAttributes attributes, List<String> parameterNames)
      throws RefusedException {
    MethodSite site =
        Sites.site(
            "com.acme.Repo",
            "findAll",
            descriptor,
            /* isStatic= */ false,
            /* isSynchronized= */ false,
            parameterNames,
            List.of(),
            attributes,
            List.of());
    return new CachePlanner(AgentConfig.builtIn()).plan(site);
  }

  private static Attributes batch() {
    return new Attributes().with("batch", true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(Ljava/util/Collection;)Ljava/util/Map;",
        "(Ljava/util/List;I)Ljava/util/HashMap;",
        "(Ljava/util/Set;)Ljava/util/LinkedHashMap;",
        "([J)Ljava/util/Map;",
        "([Ljava/lang/String;)Ljava/util/Map;"
      })
  void a_method_from_keys_to_a_map_is_planned_by_element(String descriptor) throws Exception {
    assertTrue(plan(descriptor, batch().cached()).cached().isBatch());
  }

  @ParameterizedTest
  @CsvSource({
    "(J)Ljava/util/Map;, none of its parameters is a Collection",
    "(Ljava/lang/Iterable;)Ljava/util/Map;, none of its parameters is a Collection",
    "(Ljava/util/List;[J)Ljava/util/Map;, 2 of its parameters could be the keys",
    "(Ljava/util/List;)Ljava/util/List;, it returns no Map",
    "(Ljava/util/List;)Ljava/util/TreeMap;, it returns no Map",
  })
  void another_shape_is_refused(String descriptor, String reason) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> plan(descriptor, batch().cached()));

    assertTrue(refused.reason().contains(reason), refused.reason());
  }

  @Test
  void a_key_that_leaves_the_keys_out_is_refused() {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () ->
                plan("(Ljava/util/List;I)Ljava/util/Map;", batch().with("key", "{unit}").cached()));

    assertEquals(
        "batch is true, and its key leaves out the parameter that holds the keys, so all would"
            + " share one entry. Write {ids}, which stands for one of them.",
        refused.reason());
  }

  @Test
  void a_key_may_name_the_keys_by_index_where_there_are_no_names() throws Exception {
    CachedAttributes attributes = batch().with("key", "item:{0}").cached();

    assertTrue(
        plan("(Ljava/util/List;)Ljava/util/Map;", attributes, /* parameterNames= */ null)
            .cached()
            .isBatch());
  }

  @ParameterizedTest
  @CsvSource({"waitTimeout, 1s", "keyFunction, com.acme.Key"})
  void what_does_not_work_by_element_is_refused(String attribute, String value) {
    CachedAttributes attributes = batch().with(attribute, value).cached();

    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> plan("(Ljava/util/List;)Ljava/util/Map;", attributes));

    assertEquals(
        "batch is true, and " + attribute + " does not work by element. Remove one of the two.",
        refused.reason());
  }

  @ParameterizedTest
  @CsvSource({"refreshAhead, 0.8", "staleIfError, 1m"})
  void what_needs_one_load_for_one_key_is_refused(String attribute, String value) {
    CachedAttributes attributes = batch().with(attribute, value).cached();

    RefusedException refused =
        assertThrows(
            RefusedException.class, () -> plan("(Ljava/util/List;)Ljava/util/Map;", attributes));

    assertEquals(
        attribute + " is not for methods with batch = true. Remove one of the two.",
        refused.reason());
  }

  @Test
  void the_parameter_that_holds_the_keys_is_found() {
    assertEquals(1, BatchShape.parameter(List.of(String.class, Collection.class)));
    assertEquals(0, BatchShape.parameter(List.of(long[].class, int.class)));
  }
}
