package dev.multilayercache.agent.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundExpressionTest {

  record Product(String name, double price, Optional<String> category, @Nullable Product part) {}

  static final class Account {
    private final boolean active;

    Account(boolean active) {
      this.active = active;
    }

    boolean isActive() {
      return active;
    }

    String getOwner() {
      throw new IllegalStateException("secret");
    }

    @Override
    public boolean equals(@Nullable Object other) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  private static final Product BOOK = new Product("book", 0.1, Optional.of("print"), null);

  /** Of one argument, x, of a type that is not known. */
  private static boolean holds(String expression, @Nullable Object x) {
    return bound(expression, Object.class).holds(new @Nullable Object[] {x}, null);
  }

  private static BoundExpression bound(String expression, Class<?> type) {
    return BoundExpression.of(
        Expression.parse("condition", expression), List.of("x"), List.of(type), null);
  }

  private static String failure(String expression, @Nullable Object x) {
    return String.valueOf(
        assertThrows(EvaluationException.class, () -> holds(expression, x)).getMessage());
  }

  @Nested
  class Numbers_ {
    @ParameterizedTest
    @CsvSource({
      "x == 5, true",
      "x != 5, false",
      "x < 6, true",
      "x <= 5, true",
      "x > 4, true",
      "x >= 6, false"
    })
    void are_compared(String expression, boolean expected) {
      assertEquals(expected, holds(expression, 5));
    }

    @Test
    void of_all_kinds_are_compared_by_what_they_are() {
      for (Object five :
          List.of(
              (byte) 5,
              (short) 5,
              5,
              5L,
              5f,
              5.0,
              BigInteger.valueOf(5),
              new BigDecimal("5.00"),
              new AtomicInteger(5),
              new AtomicLong(5))) {
        assertTrue(holds("x == 5 and x == 5.0 and x > 4.9 and x < 5.1", five), five::toString);
      }
    }

    @Test
    void are_not_rounded_beside_a_double() {
      assertTrue(holds("x > 9007199254740992", 9007199254740993L));
      assertFalse(holds("x == 9007199254740993", 9007199254740992.0));
      assertTrue(holds("x < 9007199254740993", 9007199254740992.0));
    }

    @Test
    void beyond_a_long_are_numbers_too() {
      assertTrue(holds("x < 92233720368547758080", Long.MAX_VALUE));
      assertTrue(holds("x == 92233720368547758080", new BigInteger("92233720368547758080")));
      assertTrue(holds("x > 92233720368547758070", 1e20));
      assertTrue(holds("x > -92233720368547758080", Long.MIN_VALUE));
      assertTrue(holds("x < 9223372036854775807", 9.2e18));
      assertTrue(holds("x > 9223372036854775807", 0x1p63));
      assertTrue(holds("x == -9223372036854775808", -0x1p63));
    }

    @Test
    void with_a_fraction_are_beside_a_double_or_float_what_they_are_in_java() {
      assertTrue(holds("x == 0.1", 0.1));
      assertTrue(holds("x == 0.1", 0.1f));
      assertTrue(holds("x <= 0.1", 0.1));
      assertTrue(holds("x == 0.1", new BigDecimal("0.10")));
      assertFalse(holds("x == 0.1", new BigDecimal(0.1)));
    }

    @Test
    void below_zero_are_written_with_a_sign() {
      assertTrue(holds("x == -5 and x < -4.5", -5));
    }

    @ParameterizedTest
    @CsvSource({"x == 1, false", "x != 1, true", "x < 1, false", "x >= 1, false", "x == x, false"})
    void that_are_none_have_no_order(String expression, boolean expected) {
      assertEquals(expected, holds(expression, Double.NaN));
      assertEquals(expected, holds(expression, Float.NaN));
    }

    @Test
    void without_end_are_beyond_all_others() {
      assertTrue(holds("x > 92233720368547758080", Double.POSITIVE_INFINITY));
      assertTrue(holds("x < -92233720368547758080", Float.NEGATIVE_INFINITY));
    }

    @Test
    void in_an_optional_stand_for_themselves() {
      assertTrue(holds("x == 7", OptionalLong.of(7)));
      assertTrue(holds("x == null", OptionalLong.empty()));
    }
  }

  @Nested
  class Texts {
    @Test
    void are_compared_by_their_characters() {
      assertTrue(holds("x == 'abc' and x != \"abd\" and x < 'abd' and x >= 'abc'", "abc"));
    }

    @Test
    void may_hold_the_other_quote() {
      assertTrue(holds("x == \"it's\"", "it's"));
    }

    @Test
    void are_what_a_char_is_compared_with() {
      assertTrue(holds("x == 'a' and 'a' == x and x < 'b' and x != 'ab'", 'a'));
    }

    @Test
    void are_not_equal_to_numbers() {
      assertFalse(holds("x == '5'", 5));
      assertTrue(holds("x != 5", "5"));
    }
  }

  @Nested
  class Enums {
    @Test
    void are_equal_to_their_names() {
      assertTrue(holds("x == 'DAYS' and 'DAYS' == x and x != 'HOURS'", TimeUnit.DAYS));
    }

    @Test
    void have_the_order_of_their_declaration() {
      BoundExpression earlier =
          BoundExpression.of(
              Expression.parse("condition", "x < y"),
              List.of("x", "y"),
              List.of(TimeUnit.class, TimeUnit.class),
              null);

      assertTrue(earlier.holds(new Object[] {TimeUnit.HOURS, TimeUnit.DAYS}, null));
    }
  }

  @Nested
  class Null {
    @ParameterizedTest
    @CsvSource({
      "x == null, true",
      "x != null, false",
      "null == x, true",
      "x == 5, false",
      "x != 5, true",
      "x < 5, false",
      "x >= 5, false",
      "not (x < 5), true",
      "x.name == null, true",
      "x.name.length > 3, false",
      "x, false",
      "not x, true",
      "size(x) == 0, false",
      "size(x) == null, true"
    })
    void equals_itself_and_has_no_order(String expression, boolean expected) {
      assertEquals(expected, holds(expression, null));
    }

    @Test
    void is_what_an_empty_optional_stands_for() {
      assertTrue(holds("x == null", Optional.empty()));
    }
  }

  @Nested
  class Paths {
    @Test
    void go_through_records_getters_optionals_and_maps() {
      assertTrue(holds("x.name == 'book' and x.price == 0.1", BOOK));
      assertTrue(holds("x.category == 'print' and x.category.length == 5", BOOK));
      assertTrue(holds("x.part.part.name == null", BOOK));
      assertTrue(holds("x.active", new Account(true)));
      assertTrue(holds("x.colour == 'red' and x.size == null", Map.of("colour", "red")));
    }

    @Test
    void may_stand_in_braces_as_in_a_template() {
      assertTrue(holds("{x.name} == 'book' and {0.price} < 1 and {0} != null", BOOK));
    }

    @Test
    void lead_to_the_result_too() {
      BoundExpression unless =
          BoundExpression.of(
              Expression.parse("condition", "result.price < limit"),
              List.of("limit"),
              List.of(double.class),
              Product.class);

      assertTrue(unless.holds(new Object[] {0.2}, BOOK));
      assertFalse(unless.holds(new Object[] {0.1}, BOOK));
    }

    @Test
    void that_begin_with_a_word_of_the_language_stand_in_braces() {
      BoundExpression words =
          BoundExpression.of(
              Expression.parse("condition", "{not} and {size} > 1 and size == 2"),
              List.of("not", "size"),
              List.of(boolean.class, int.class),
              null);

      assertTrue(words.holds(new Object[] {true, 2}, null));
    }
  }

  @Nested
  class Sizes {
    @Test
    void are_those_of_texts_collections_maps_arrays_and_optionals() {
      for (Object two :
          List.of("ab", List.of(1, 2), Map.of(1, 2, 3, 4), new int[2], new StringBuilder("ab"))) {
        assertTrue(holds("size(x) == 2", two), () -> two.getClass().getName());
      }
      assertTrue(holds("size(x) == 1", Optional.of("many characters")));
      assertTrue(holds("size(x) == 0", Optional.empty()));
      assertTrue(holds("size(x.name) == 4 and size({0.name}) < 5", BOOK));
    }
  }

  @Nested
  class Logic {
    @ParameterizedTest
    @CsvSource({
      "true or false and false, true",
      "(true or false) and false, false",
      "true || false && false, true",
      "not false and false, false",
      "!true == false, true",
      "1 < 2 == 3 > 2, true",
      "not not true, true",
      "true and true and true and false, false",
      "false or false or true, true",
      "(x) == (5), true"
    })
    void binds_as_in_java(String expression, boolean expected) {
      assertEquals(expected, holds(expression, 5));
    }

    @Test
    void stops_where_the_rest_cannot_matter() {
      assertFalse(holds("x.active and x.owner == 'me'", new Account(false)));
      assertTrue(holds("x.active or x.owner == 'me'", new Account(true)));
    }
  }

  @Nested
  class OtherValues {
    @Test
    void of_one_class_are_ordered_as_they_say() {
      BoundExpression later =
          BoundExpression.of(
              Expression.parse("condition", "x > y"),
              List.of("x", "y"),
              List.of(LocalDate.class, Object.class),
              null);

      assertTrue(
          later.holds(new Object[] {LocalDate.of(2026, 2, 1), LocalDate.of(2026, 1, 1)}, null));
    }

    @Test
    void are_equal_as_they_say() {
      BoundExpression equal =
          BoundExpression.of(
              Expression.parse("condition", "x == y"),
              List.of("x", "y"),
              List.of(Object.class, Object.class),
              null);

      assertTrue(
          equal.holds(
              new Object[] {new ArrayList<>(List.of(1)), new LinkedList<>(List.of(1))}, null));
    }
  }

  @Nested
  class AFailure {
    @Test
    void of_a_getter_names_column_and_exception_and_no_value() {
      assertEquals(
          "column 11: {x.owner}: reading owner threw java.lang.IllegalStateException.",
          failure("1 == 1 && x.owner == 'me'", new Account(true)));
    }

    @Test
    void of_equals_names_the_operator_s_column() {
      BoundExpression equal =
          BoundExpression.of(
              Expression.parse("condition", "x == y"),
              List.of("x", "y"),
              List.of(Object.class, Object.class),
              null);

      EvaluationException thrown =
          assertThrows(
              EvaluationException.class,
              () -> equal.holds(new Object[] {new Account(true), new Account(true)}, null));

      assertEquals(
          "column 3: comparing two %s threw java.lang.UnsupportedOperationException."
              .formatted(Account.class.getName()),
          thrown.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x < 5", "size(x.active) > 1", "x.active.y == 1", "x"})
    void is_what_cannot_be_compared_or_read(String expression) {
      assertTrue(failure(expression, new Account(true)).startsWith("column "));
    }

    @Test
    void is_an_array_that_is_compared() {
      assertEquals(
          "column 3: arrays are not compared. Compare a size or a property.",
          failure("x == 5", new int[5]));
    }

    @Test
    void has_no_stack_trace_to_pay_for() {
      EvaluationException thrown =
          assertThrows(EvaluationException.class, () -> holds("x", "no truth"));

      assertEquals(List.of(), Arrays.asList(thrown.getStackTrace()));
    }
  }
}
