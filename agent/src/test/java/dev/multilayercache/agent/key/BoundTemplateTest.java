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
          Keys.canonical(Keys.shape(template, types), arguments),
          bound(template, types).renderKey(arguments, null));
    }

    @Test
    void of_the_result_is_the_key_of_a_scalar_parameter() {
      assertEquals("p:42", bound("p:{result}").renderKey(NONE, 42L));
    }

    @Test
    void of_a_property_of_the_result_is_the_key_of_a_scalar_parameter() {
      assertEquals("p:42", bound("p:{result.id}").renderKey(NONE, new Product(42, "x")));
    }

    @Test
    void of_a_property_of_an_open_type_is_the_key_of_a_scalar_parameter() {
      Object[] arguments = {new Product(42, "x")};

      assertEquals("p:42", bound("p:{0.id}", Object.class).renderKey(arguments, null));
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

      assertEquals("p:42", bound("p:{result.id}").renderKey(NONE, new Item()));
      assertEquals(Long.class, Members.of(Plain.class).find("id").type());
    }

    @Test
    void is_shortened_like_the_key_of_the_cached_method() {
      String text = "x".repeat(1000);

      assertEquals(
          Keys.canonical(Keys.shape("{0}", String.class), text),
          bound("{0}", String.class).renderKey(new Object[] {text}, null));
    }
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
      return bound(template, value.getClass()).renderPattern(new Object[] {value}, null);
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
