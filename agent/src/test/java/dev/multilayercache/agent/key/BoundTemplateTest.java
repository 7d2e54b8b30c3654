package dev.multilayercache.agent.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTemplateTest {
  record Product(long id, @Nullable String category) {}

  private static final Object[] NONE = {};

  private static BoundTemplate bound(String template, Class<?>... types) {
    return BoundTemplate.of(Template.parse(template), null, List.of(types), true);
  }

  @Nested
  class AKey {
    @Test
    void is_the_key_that_the_cached_method_makes() {
      Object[] arguments = {"a:b", null, UUID.fromString("00-0-0-0-1"), List.of(1)};
      Class<?>[] types = {String.class, Long.class, UUID.class, Object.class};
      String template = "p:{0}:{1}:{2}:{3}";

      assertEquals(
          List.of(Keys.canonical(Keys.shape(template, types), arguments)),
          bound(template, types).renderKeys(arguments, null));
    }

    @Test
    void of_the_result_is_the_key_of_a_scalar_parameter() {
      assertEquals("p:42", bound("p:{result}").renderKeys(NONE, 42L).get(0));
    }

    @Test
    void of_a_property_of_the_result_is_the_key_of_a_scalar_parameter() {
      assertEquals(List.of("p:42"), bound("p:{result.id}").renderKeys(NONE, new Product(42, "x")));
    }

    @Test
    void of_a_property_of_an_open_type_is_the_key_of_a_scalar_parameter() {
      Object[] arguments = {new Product(42, "x")};

      assertEquals(List.of("p:42"), bound("p:{0.id}", Object.class).renderKeys(arguments, null));
    }

    @Test
    void of_an_inherited_generic_property_is_the_key_of_a_scalar_parameter() {
      abstract class Entity<K> {
        abstract K getId();
      }
      class Versioned<V, K> extends Entity<K> {
        @Override
        K getId() {
          return null;
        }
      }
      class Item extends Versioned<String, Long> {
        @Override
        Long getId() {
          return 42L;
        }
      }
      class Plain extends Versioned<String, Long> {}

      assertEquals(List.of("p:42"), bound("p:{result.id}").renderKeys(NONE, new Item()));
      assertEquals(Long.class, Members.of(Plain.class).find("id").type());
    }

    @Test
    void of_a_scalar_of_an_open_type_is_every_key_that_a_method_could_make() {
      Object[] arguments = {42L, "x"};

      assertEquals(
          List.of(
              Keys.canonical(Keys.shape("p:{0}:{1}", long.class, String.class), arguments),
              Keys.canonical(Keys.shape("p:{0}:{1}", long.class, Object.class), arguments),
              Keys.canonical(Keys.shape("p:{0}:{1}", Object.class, String.class), arguments),
              Keys.canonical(Keys.shape("p:{0}:{1}", Object.class, Object.class), arguments)),
          bound("p:{0}:{1}", Object.class, Comparable.class).renderKeys(arguments, null));
    }

    @Test
    void of_a_result_is_also_the_key_of_an_open_parameter() {
      assertEquals(
          List.of("p:42", Keys.canonical(Keys.shape("p:{0}", Object.class), 42L)),
          bound("p:{result}").renderKeys(NONE, 42L));
    }

    @Test
    void of_a_null_or_of_no_scalar_of_an_open_type_is_one() {
      BoundTemplate key = bound("p:{0}", Object.class);

      assertEquals(1, key.renderKeys(new Object[] {null}, null).size());
      assertEquals(1, key.renderKeys(new Object[] {List.of(1)}, null).size());
    }

    @Test
    void over_more_than_four_scalars_of_open_types_is_refused() {
      Class<?>[] types = {Object.class, Object.class, Object.class, Object.class, Object.class};
      Object[] arguments = {1, 2, 3, 4, 5};

      Exception e =
          assertThrows(
              KeyException.class,
              () -> bound("{0}:{1}:{2}:{3}:{4}", types).renderKeys(arguments, null));

      assertEquals(
          "{0}:{1}:{2}:{3}:{4}: too many values whose declared type does not say what they are."
              + " Declare their types, or invalidate by a tag",
          e.getMessage());
    }

    @Test
    void is_shortened_like_the_key_of_the_cached_method() {
      String text = "x".repeat(1000);

      assertEquals(
          List.of(Keys.canonical(Keys.shape("{0}", String.class), text)),
          bound("{0}", String.class).renderKeys(new Object[] {text}, null));
    }
  }

  @Test
  void a_pattern_over_a_scalar_of_an_open_type_is_one_for_every_such_key() {
    assertEquals(
        List.of("p:42:*", "p:Long(42):*"),
        bound("p:{0}:*", Object.class).renderPatterns(new Object[] {42L}, null));
  }

  @Nested
  class ATag {
    private final BoundTemplate tag = bound("category:{result.category}");

    @ParameterizedTest
    @CsvSource({
      "shoes, category:shoes",
      "a/b.c-d_e:f, category:a/b.c-d_e:f",
      "a%\\, category:a%\\",
      "'Küche, Bad', 'category:Küche, Bad'"
    })
    void is_plain_text(String category, String text) {
      assertEquals(text, tag.renderTag(NONE, new Product(1, category)));
    }

    @Test
    void is_none_if_a_value_is_null() {
      assertNull(tag.renderTag(NONE, new Product(1, null)));
      assertNull(tag.renderTag(NONE, null));
    }

    @Test
    void looks_into_an_optional_result() {
      assertEquals("category:x", tag.renderTag(NONE, Optional.of(new Product(1, "x"))));
      assertNull(tag.renderTag(NONE, Optional.empty()));
    }

    @Test
    void has_no_type_in_it() {
      assertEquals("user:7", bound("user:{0}", Object.class).renderTag(new Object[] {7}, null));
    }

    @Test
    void needs_a_scalar() {
      Exception e =
          assertThrows(
              KeyException.class, () -> bound("{result}").renderTag(NONE, new Product(1, "")));

      assertEquals(
          ("{result}: %s cannot stand in a tag. Name a property of it that is a number or a text,"
                  + " {result.name}")
              .formatted(Product.class.getName()),
          e.getMessage());
    }
  }

  @Nested
  class APattern {
    private String pattern(String template, Object value) {
      return bound(template, value.getClass()).renderPatterns(new Object[] {value}, null).get(0);
    }

    @Test
    void keeps_the_wildcards_of_the_template() {
      assertEquals("user:7:*", pattern("user:{0}:*", 7));
    }

    @Test
    void takes_wildcards_in_values_for_text() {
      assertEquals("user:a\\*\\?*", pattern("user:{0}*", "a*?"));
    }

    @Test
    void writes_separators_in_values_as_keys_do() {
      String key = Keys.canonical(Keys.shape("user:{0}:{1}", String.class, int.class), "a:b", 1);

      assertEquals("user:a\\:b:1", key);
      assertEquals("user:a\\\\:b:*", pattern("user:{0}:*", "a:b"));
    }

    @Test
    void that_is_a_regular_expression_takes_values_for_text() {
      assertEquals("re:user:a\\.b\\(:[0-9]+", pattern("re:user:{0}:[0-9]+", "a.b("));
    }
  }

  @Test
  void the_result_is_refused_where_there_is_none_yet() {
    assertThrows(
        IllegalArgumentException.class,
        () -> BoundTemplate.of(Template.parse("{result}"), null, List.of(), false));
  }
}
