package dev.multilayercache.agent.key;

import static dev.multilayercache.agent.key.Keys.canonical;
import static dev.multilayercache.agent.key.Keys.local;
import static dev.multilayercache.agent.key.Keys.shape;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyShapeTest {
  private static final class Heir {}

  @Test
  void without_arguments_the_local_key_is_one_and_the_same_object() {
    KeyShape none = Keys.shape("");
    KeyShape fixed = Keys.shape("all", long.class);

    assertSame(Keys.local(none), Keys.local(none));
    assertSame(Keys.local(fixed, 1L), Keys.local(fixed, 2L));
    assertEquals("all", Keys.canonical(fixed, 1L));
  }

  @Nested
  class OneScalarAlone {
    @Test
    void is_the_local_key_itself() {
      assertEquals(42L, local(shape("{0}", long.class), 42L));
    }

    @Test
    void is_its_text() {
      assertEquals("42", canonical(shape("{0}", long.class), 42L));
    }

    @Test
    void is_not_copied_if_it_is_a_plain_string() {
      String argument = new String("eu-west");

      assertSame(argument, local(shape("{0}", String.class), argument));
    }

    @Test
    void is_a_constant_of_an_enum_by_its_name() {
      assertEquals("SECONDS", canonical(shape("{0}", TimeUnit.class), TimeUnit.SECONDS));
    }

    @Test
    void of_the_value_null_differs_from_the_string_that_null_is_written_as() {
      KeyShape shape = shape("{0}", String.class);

      assertEquals("\\N", canonical(shape, (Object) null));
      assertEquals("\\\\N", canonical(shape, "\\N"));
    }

    @Test
    void distinguishes_zeros_of_both_signs() {
      KeyShape shape = shape("{0}", double.class);

      assertNotEquals(local(shape, 0.0), local(shape, -0.0));
    }

    @Test
    void distinguishes_decimals_of_different_scale() {
      KeyShape shape = shape("{0}", BigDecimal.class);

      assertNotEquals(local(shape, new BigDecimal("1.0")), local(shape, new BigDecimal("1.00")));
    }

    @Test
    void of_an_abstract_jdk_type_is_its_text() {
      KeyShape shape = shape("{0}", ZoneId.class);

      assertEquals("+02:00", canonical(shape, ZoneOffset.ofHours(2)));
    }

    @Test
    void may_stand_at_any_place_of_the_parameters() {
      KeyShape shape = shape("{1}", Object.class, int.class, List.class);

      assertEquals(7, local(shape, new Object(), 7, List.of()));
    }

    @Test
    void of_an_application_subclass_of_a_number_is_refused() {
      BigInteger odd =
          new BigInteger("1") {
            @Override
            public String toString() {
              return "2";
            }
          };

      assertThrows(KeyException.class, () -> local(shape("{0}", BigInteger.class), odd));
    }
  }

  @Nested
  class SeveralScalars {
    @Test
    void are_not_written_out_for_a_local_key() {
      assertInstanceOf(ShapedKey.class, local(shape("{0},{1}", long.class, String.class), 1L, "a"));
    }

    @Test
    void make_equal_local_keys_in_equal_shapes() {
      Object one = local(shape("p:{0}:{1}", long.class, String.class), 1L, "a");
      Object other = local(shape("p:{1}:{2}", int.class, Long.class, String.class), 9, 1L, "a");

      assertEquals(one, other);
      assertEquals(one.hashCode(), other.hashCode());
    }

    @Test
    void make_different_local_keys_in_different_order() {
      KeyShape shape = shape("{0},{1}", String.class, String.class);

      assertNotEquals(local(shape, "a", "b"), local(shape, "b", "a"));
    }

    @Test
    void may_be_many() {
      KeyShape shape = shape("{0},{1},{2}", int.class, UUID.class, LocalDate.class);

      assertEquals(
          "1,00000000-0000-0000-0000-000000000002,2024-01-31",
          canonical(shape, 1, new UUID(0, 2), LocalDate.of(2024, 1, 31)));
    }

    @Test
    void are_told_apart_when_they_contain_the_separator() {
      KeyShape shape = shape("{0}:{1}", String.class, String.class);

      assertEquals("a\\:b:c", canonical(shape, "a:b", "c"));
      assertEquals("a:b\\:c", canonical(shape, "a", "b:c"));
    }

    @Test
    void are_left_as_they_are_when_they_only_contain_other_text_of_the_template() {
      KeyShape shape = shape("product:{0}:{1}", long.class, String.class);

      assertEquals("product:1:europe", canonical(shape, 1L, "europe"));
    }
  }

  @Nested
  class NoArgument {
    @Test
    void has_one_key() {
      assertEquals("", canonical(shape("")));
    }

    @Test
    void has_a_constant_key_if_the_template_says_so() {
      assertEquals("all", canonical(shape("all", long.class), 1L));
    }
  }

  @Nested
  class AnArgumentOfAnOpenType {
    private final KeyShape shape = shape("{0}", Object.class);

    @Test
    void is_written_with_the_type_of_the_value() {
      assertEquals("Long(1)", canonical(shape, 1L));
      assertEquals("Integer(1)", canonical(shape, 1));
      assertEquals("String(1)", canonical(shape, "1"));
    }

    @Test
    void is_refused_if_it_has_no_value_semantics() {
      Exception e = assertThrows(KeyException.class, () -> local(shape, new Object()));

      assertEquals(
          "{0}: java.lang.Object has no canonical form. Name what identifies it,"
              + " key = \"{0.name}\", or mark the parameters that do @CacheKey",
          e.getMessage());
    }
  }

  @Nested
  class APath {
    record Owner(String name) {}

    record Product(long id, Owner owner) {}

    @Test
    void leads_through_record_components() {
      KeyShape shape = shape("{0.owner.name}", Product.class);

      assertEquals("ann", canonical(shape, new Product(1, new Owner("ann"))));
    }

    @Test
    void to_a_scalar_alone_makes_it_the_local_key() {
      assertEquals(1L, local(shape("{0.id}", Product.class), new Product(1, new Owner(""))));
    }

    @Test
    void over_null_ends_at_null() {
      assertEquals("\\N", canonical(shape("{0.owner.name}", Product.class), new Product(1, null)));
    }

    @Test
    void may_begin_with_a_parameter_name() {
      KeyShape shape =
          KeyShape.of(Template.parse("p:{product.id}"), List.of("product"), List.of(Product.class));

      assertEquals("p:5", canonical(shape, new Product(5, null)));
    }

    @Test
    void is_found_in_the_class_of_the_value_where_the_declared_type_is_open() {
      assertEquals("5", canonical(shape("{0.id}", Object.class), new Product(5, null)));
    }

    @Test
    void looks_up_maps() {
      assertEquals("String(eu)", canonical(shape("{0.region}", Map.class), Map.of("region", "eu")));
    }

    @Test
    void looks_into_optionals() {
      KeyShape shape = shape("{0.id}", Optional.class);

      assertEquals("5", canonical(shape, Optional.of(new Product(5, null))));
    }

    @Test
    void that_a_closed_type_does_not_have_is_refused_when_it_is_bound() {
      Exception e =
          assertThrows(IllegalArgumentException.class, () -> shape("{0.ownr.name}", Product.class));

      assertEquals(
          "{0.ownr.name}: %s has no property \"ownr\". Did you mean owner?"
              .formatted(Product.class.getName()),
          e.getMessage());
    }

    @Test
    void that_a_value_of_an_open_type_does_not_have_is_refused_in_the_call() {
      KeyShape shape = shape("{0.ix}", Object.class);

      Exception e = assertThrows(KeyException.class, () -> local(shape, new Product(1, null)));

      assertTrue(
          e.getMessage().endsWith("has no property \"ix\". Did you mean id?"), e.getMessage());
    }
  }

  @Nested
  class Binding {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {idd}    | {idd}: the method has no parameter "idd". Did you mean id?
            {2}      | {2}: the method has 2 parameters, counted from 0
            {99999}  | {99999}: the method has 2 parameters, counted from 0
            {id.x}   | {id.x}: long has no property "x". None is known.
            """)
    void names_what_it_cannot_find(String template, String message) {
      Exception e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  KeyShape.of(
                      Template.parse(template),
                      List.of("id", "name"),
                      List.of(long.class, String.class)));

      assertEquals(message, e.getMessage());
    }

    @Test
    void needs_parameter_names_for_names() {
      Exception e = assertThrows(IllegalArgumentException.class, () -> shape("{id}", long.class));

      assertEquals(
          "{id}: the class file has no parameter names. Compile with -parameters or -g, or write {0}",
          e.getMessage());
    }

    @Test
    void refuses_the_result() {
      assertThrows(IllegalArgumentException.class, () -> shape("{result.id}", long.class));
    }

    @Test
    void gives_a_handle_of_the_parameter_types() {
      assertEquals(
          MethodType.methodType(Object.class, long.class, List.class),
          shape("{0}", long.class, List.class).localKey().type());
    }
  }

  @Nested
  class ALongKey {
    private final String text = "x".repeat(600);

    @Test
    void is_shortened_to_its_beginning_and_its_hash() {
      String canonical = canonical(shape("{0}:{1}", String.class, int.class), text, 1);

      assertTrue(canonical.matches("x{64}#[0-9a-f]{64}"), canonical);
    }

    @Test
    void is_its_own_local_key() {
      assertInstanceOf(String.class, local(shape("{0}:{1}", String.class, int.class), text, 1));
      assertInstanceOf(
          String.class, local(shape("{0}", BigInteger.class), BigInteger.TEN.pow(600)));
    }

    @Test
    void cannot_be_forged_by_a_short_one() {
      KeyShape shape = shape("{0}", String.class);
      String canonical = canonical(shape, text);

      assertNotEquals(canonical, canonical(shape, canonical));
    }

    @Test
    void is_found_by_its_canonical_form() {
      KeyShape shape = shape("{0}:{1}", String.class, int.class);
      Object local = local(shape, text, 1);

      assertEquals(local, shape.parse(KeyShape.canonical(local)));
    }

    @Test
    void of_just_the_longest_length_is_not_shortened() {
      KeyShape shape = shape("k:{0}", String.class);

      assertEquals(512, canonical(shape, "x".repeat(510)).length());
      assertInstanceOf(ShapedKey.class, local(shape, "x".repeat(510)));
      assertInstanceOf(String.class, local(shape, "x".repeat(511)));
    }
  }

  @Nested
  class ParsingACanonicalKey {
    @Test
    void gives_the_number_that_a_person_typed() {
      assertEquals(42L, shape("{0}", long.class).parse("42"));
    }

    @Test
    void gives_the_local_key_of_a_template() {
      KeyShape shape = shape("product:{0}:{1}", long.class, String.class);

      assertEquals(local(shape, 7L, "eu"), shape.parse("product:7:eu"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "x", "042", "+42", " 42", "42.0", "4 2", "\\", "\\u", "\\uD8", "\\42", "٤٢"})
    void gives_nothing_for_a_text_that_is_no_key(String text) {
      assertNull(shape("{0}", long.class).parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "a:", ":b:", "a:1:2", "a:1:2:3", "a:x", "b:1", "a:\\"})
    void gives_nothing_for_a_text_of_another_template(String text) {
      assertNull(shape("a:{0}:{1}:c", int.class, int.class).parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{0}", "{0},{1}", ""})
    void gives_the_key_of_an_object_of_another_class(String template) {
      KeyShape shape = shape(template, String.class, Object.class);
      Object key = ReceiverText.ofClass(Heir.class).before(local(shape, "@app.Heir:a", 1L));

      assertInstanceOf(ReceiverKey.class, key);
      assertEquals(key, shape.parse(KeyShape.canonical(key)));
    }

    @Test
    void gives_the_text_itself_for_the_key_of_such_an_object_that_is_long() {
      KeyShape shape = shape("{0}", String.class);
      Object key = ReceiverText.ofClass(Heir.class).before(local(shape, "x".repeat(500)));

      assertInstanceOf(String.class, key);
      assertEquals(key, shape.parse(KeyShape.canonical(key)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"\\@", "\\@app.Heir", "\\@app.Heir:", "\\@a\\", "\\@a\\u12:1", "\\@app.Heir:x"})
    void gives_nothing_for_a_text_that_only_begins_like_that(String text) {
      assertNull(shape("{0}", long.class).parse(text));
    }

    @Test
    void gives_the_text_itself_where_a_key_is_not_made_of_scalars() {
      KeyShape shape = shape("{0}:{1}", List.class, String.class);
      String canonical = canonical(shape, List.of("a:b"), "c");

      assertEquals("[String(a\\:b)]:c", canonical);
      assertEquals(canonical, shape.parse(canonical));
    }
  }
}
