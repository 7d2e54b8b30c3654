package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.multilayercache.agent.config.AgentConfig;
import dev.multilayercache.agent.plan.MethodSite.InvalidateAttributes;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What beginners write in keys and tags, of {@code Product Repo.find(long id)}. */
class SiteTemplatesTest {
  private final CachePlanner planner = new CachePlanner(AgentConfig.builtIn());
  private final SiteBuilder site = new SiteBuilder();

  private String refusal() {
    return assertThrows(RefusedException.class, () -> planner.plan(site.build())).reason();
  }

  private String remark() throws RefusedException {
    MethodSite built = site.build();
    return planner.remark(built, planner.plan(built));
  }

  private void tags(String... tags) {
    site.tags = List.of(tags);
  }

  @Nested
  class ANameAfterANumberSign {
    @ParameterizedTest
    @CsvSource({
      "#id, #id, {id}",
      "product:#id, #id, {id}",
      "#id.value, #id.value, {id.value}",
      "#id?.value, #id?.value, {id.value}",
      "#p0, #p0, {0}",
      "#a0, #a0, {0}",
      "#root.args[0], #root.args, {0}",
    })
    void that_is_a_parameter_is_refused(String key, String part, String instead) {
      site.key = key;

      assertEquals(
          "key \"%s\": %s is fixed text here, the same for all calls. Write %s."
              .formatted(key, part, instead),
          refusal());
    }

    @Test
    void that_is_the_method_has_an_argument_instead() {
      site.key = "#root.methodName";

      assertEquals(
          "key \"#root.methodName\": #root.methodName is fixed text here, the same for all calls."
              + " Write an argument in its place, for example {id}.",
          refusal());
    }

    @Test
    void that_is_the_result_is_refused_in_tags() {
      tags("category:#result.category");

      assertEquals(
          "tags \"category:#result.category\": #result.category is fixed text here, the same for all"
              + " calls. Write {result.category}.",
          refusal());
    }

    @Test
    void that_is_a_parameter_is_refused_in_an_invalidation() {
      site.invalidating(
          new InvalidateAttributes("products", "#id", List.of(), "", false, "", false));

      assertEquals(
          "key \"#id\": #id is fixed text here, the same for all calls. Write {id}.", refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"color:#red", "#p1", "no#1", "node#root", "#{id}"})
    void that_is_nothing_of_the_call_is_text(String tag) throws Exception {
      tags(tag);

      assertEquals(tag, planner.plan(site.build()).cached().tags().get(0).toString());
    }
  }

  @Nested
  class AKeyWithoutAPlaceholder {
    @ParameterizedTest
    @CsvSource({"product, product:{id}", "id, {id}"})
    void on_a_method_with_parameters_is_remarked_on(String key, String instead) throws Exception {
      site.key = key;

      assertEquals(
          "key \"%s\" has no placeholder, so calls with different arguments share one entry. Write for example key = \"%s\"."
              .formatted(key, instead),
          remark());
    }

    @Test
    void is_answered_by_an_index_where_there_are_no_names() throws Exception {
      site.key = "product";
      site.parameterNames = null;

      assertEquals(true, remark().endsWith("key = \"product:{0}\"."), remark());
    }

    @Test
    void on_a_method_without_parameters_is_right() throws Exception {
      site.descriptor("()Lcom/acme/Product;");
      site.key = "all";

      assertEquals(null, remark());
    }

    @Test
    void that_nobody_wrote_is_right() throws Exception {
      assertEquals(null, remark());
    }
  }

  @Nested
  class ACommaInATag {
    @Test
    void is_refused_since_nobody_could_name_it_over_jmx() {
      tags("a, b");

      assertEquals(
          "tags \"a, b\" is one tag with a comma, which separates tags over JMX. Write tags ="
              + " {\"a\", \"b\"}.",
          refusal());
    }

    @Test
    void is_refused_in_an_invalidation_too() {
      site.invalidating(
          new InvalidateAttributes("", "", List.of("a,{id}"), "", false, "BEFORE", false));

      assertEquals(
          "tags \"a,{id}\" is one tag with a comma, which separates tags over JMX. Write tags ="
              + " {\"a\", \"{id}\"}.",
          refusal());
    }
  }

  @Nested
  class ANameThatIsNoParameter {
    @Test
    void of_a_tag_may_be_a_property_of_the_result() {
      tags("category:{category}");

      assertEquals(
          "tags \"category:{category}\" speaks of \"category\", which is no parameter. Known: id. If"
              + " it is a property of the result, write {result.category}.",
          refusal());
    }

    @Test
    void of_a_tag_of_a_number_is_none() {
      site.descriptor("(J)J", "id");
      tags("category:{category}");

      assertEquals(
          "tags \"category:{category}\" speaks of \"category\", which is no parameter. Known: id.",
          refusal());
    }

    @Test
    void of_a_key_is_never_one() {
      site.key = "category:{category}";

      assertEquals(
          "key \"category:{category}\" speaks of \"category\", which is no parameter. Known: id.",
          refusal());
    }
  }

  @Test
  void a_comma_in_a_value_is_no_matter() throws Exception {
    tags("{id}");

    assertNotNull(planner.plan(site.build()).cached());
  }
}
