package dev.multilayercache.agent.expression;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

  record Product(String name, BigDecimal price, DayOfWeek day, int[] sizes) {}

  private static final List<String> NAMES = List.of("id", "name", "product", "any");
  private static final List<Class<?>> TYPES =
      List.of(long.class, String.class, Product.class, Object.class);

  private static String mistake(String expression) {
    return mistake(expression, NAMES, Product.class);
  }

  private static String mistake(
      String expression, @Nullable List<String> names, @Nullable Class<?> result) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> bind(expression, names, result))
                .getMessage());
    String where = "condition \"" + expression + "\" ";
    assertTrue(message.startsWith(where), message);
    return message.substring(where.length());
  }

  private static void bind(
      String expression, @Nullable List<String> names, @Nullable Class<?> result) {
    BoundExpression.of(Expression.parse("condition", expression), names, TYPES, result);
  }

  @Nested
  class AMistakeInWriting {
    @ParameterizedTest
    @CsvSource(
        delimiter = '~',
        quoteCharacter = '`',
        value = {
          "id > ~ column 5: a value is missing. Write for example id > 0.",
          "id > > 5 ~ column 6: a value is missing. Write for example id > 0.",
          "and id ~ column 1: a value is missing before and. Write for example id > 0; a parameter of that name in braces.",
          "id == 5 6 ~ column 9: an operator is missing before 6. Write == or and, for example.",
          "(id > 5 ~ column 8: the \"(\" of column 1 is not closed here. Write \")\".",
          "id > 5) ~ column 7: \")\" closes nothing. Leave it out.",
          "id = 5 ~ column 4: \"=\" alone says nothing. Write ==.",
          "any & any ~ column 5: \"&\" alone says nothing. Write && or and.",
          "any | any ~ column 5: \"|\" alone says nothing. Write || or or.",
          "id + 1 > 2 ~ column 4: '+' has no meaning. An expression compares, it does not calculate.",
          "id > - 5 ~ column 6: '-' has no meaning. An expression compares, it does not calculate.",
          "#id > 5 ~ column 1: '#' has no meaning. Write for example id > 0.",
          "id > 5L ~ column 7: 'L' cannot stand in a number. Write 10, -10 or 2.5.",
          "id > 5. ~ column 7: '.' cannot stand in a number. Write 10, -10 or 2.5.",
          "name == 'x ~ column 9: the text that begins here never ends. Write 'text'.",
          "product. > 5 ~ column 9: a name is missing. Write name, name.property or {0}.",
          "{id > 5 ~ column 1: \"{\" is not closed behind a name. Write {name} or {0.property}.",
          "{} > 5 ~ column 2: a name is missing. Write name, name.property or {0}.",
          "1 < id < 5 ~ column 8: comparisons make no chain. Write 0 < id and id < 5, or parentheses.",
          "length(name) > 5 ~ column 1: there is no function length(). Write size(name), or a property without parentheses.",
          "name.isEmpty() ~ column 1: there is no function name.isEmpty(). Write size(name), or a property without parentheses.",
          "size() > 5 ~ column 6: the name of a value is missing. Write size(name).",
          "size(null) > 5 ~ column 6: null has no size. Write size(name).",
          "size(name > 5 ~ column 11: the \"(\" of column 5 is not closed here. Write \")\".",
        })
    void is_told_with_its_column(String expression, String expected) {
      assertEquals(expected, mistake(expression));
    }

    @Test
    void is_found_in_an_empty_text() {
      assertEquals("column 2: a value is missing. Write for example id > 0.", mistake(" "));
    }

    @Test
    void is_a_text_of_more_than_a_thousand_characters() {
      assertEquals(
          "column 1001: it is too long. Write 1000 characters at most.",
          mistake("id > 5" + " ".repeat(995)));
      assertDoesNotThrow(() -> bind("id > 5" + " ".repeat(994), NAMES, null));
    }

    @Test
    void is_a_depth_of_more_than_thirty_two() {
      String deepest = "(".repeat(31) + "any" + ")".repeat(31);

      assertDoesNotThrow(() -> bind(deepest, NAMES, null));
      assertEquals(
          "column 33: it is nested too deeply. Write it with fewer parentheses.",
          mistake("(" + deepest + ")"));
    }

    @Test
    void is_the_only_way_in_which_a_text_is_refused() {
      Random random = new Random(7);
      String[] words =
          "id name {0} {product.name} result.price size ( ) ) ( == != < > <= and or not ! && || 5 -2.5 'x' null true . { } \" ="
              .split(" ");
      for (int i = 0; i < 20_000; i++) {
        StringBuilder text = new StringBuilder();
        for (int j = random.nextInt(12); j >= 0; j--) {
          text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
        }
        try {
          bind(text.toString(), NAMES, Product.class);
        } catch (IllegalArgumentException e) {
          String where = "condition \"" + text + "\" column ";
          assertTrue(String.valueOf(e.getMessage()).startsWith(where), () -> text + ": " + e);
        }
      }
    }
  }

  @Nested
  class AMistakeInNames {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "id > 5 and nam == 'x' | column 12: {nam}: the method has no parameter \"nam\". Did you mean name?",
          "{4} == 5 | column 1: {4}: the method has 4 parameters, counted from 0",
          "product.prize > 5 | column 1: {product.prize}: %s has no property \"prize\". Did you mean price?",
          "result.prize > 5 | column 1: {result.prize}: %s has no property \"prize\". Did you mean price?",
          "product.day == 'FRYDAY' | column 16: java.time.DayOfWeek has no constant \"FRYDAY\". Did you mean FRIDAY?",
        })
    void is_told_with_what_was_meant(String expression, String expected) {
      assertEquals(expected.replace("%s", Product.class.getName()), mistake(expression));
    }

    @Test
    void is_a_result_that_is_not_there_yet() {
      assertEquals(
          "column 11: {result}: there is no result yet. Use parameters only; one named \"result\" by its index.",
          mistake("id > 5 or result.price > 5", NAMES, null));
    }

    @Test
    void is_a_name_where_the_class_file_has_none() {
      assertEquals(
          "column 1: {id}: the class file has no parameter names. Compile with -parameters or -g, or write {0}",
          mistake("id > 5", null, null));
      assertDoesNotThrow(() -> bind("{0} > 5", null, null));
    }
  }

  @Nested
  class AMistakeInTypes {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "id | column 1: id is of type long, which is neither true nor false. Compare it, for example id > 0.",
          "name or any | column 1: name is of type java.lang.String, which is neither true nor false. Compare it, for example name != ''.",
          "any and product | column 9: product is of type %s, which is neither true nor false. Compare it, for example product != null.",
          "not 5 | column 5: 5 is a number, which is neither true nor false. Compare it, for example id > 0.",
          "size(name) | column 1: a size is a number, which is neither true nor false. Compare it, for example id > 0.",
          "id == 'x' | column 4: id is of type long and 'x' is a text: they are never equal. Compare values of one kind.",
          "name == 5 | column 6: name is of type java.lang.String and 5 is a number: they are never equal. Compare values of one kind.",
          "product == 'x' | column 9: product is of type %s and 'x' is a text: they are never equal. Compare values of one kind.",
          "id == null | column 4: id is of type long, which is never null. Leave the comparison out.",
          "any < null | column 5: null has no order. Write == null or != null.",
          "name < 5 | column 6: name is of type java.lang.String and 5 is a number: < does not order them. Compare numbers, texts or values of one type that has an order.",
          "product < product | column 9: product is of type %s and product is of type %s: < does not order them. Compare numbers, texts or values of one type that has an order.",
          "any < true | column 5: any may be anything and true is true or false: < does not order them. Compare numbers, texts or values of one type that has an order.",
          "product.day < 'FRIDAY' | column 13: product.day is of type java.time.DayOfWeek and 'FRIDAY' is a text: < does not order them. Compare numbers, texts or values of one type that has an order.",
          "product.sizes == any | column 15: arrays are not compared. Compare a size, size(name), or a property.",
          "size(id) > 5 | column 6: id is of type long, which has no size. Only a text, a collection, a map, an array and an Optional have one.",
        })
    void is_told_with_both_sides(String expression, String expected) {
      assertEquals(expected.replace("%s", Product.class.getName()), mistake(expression));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "any",
          "any == 5 and any < 'x'",
          "size(any) > 5 and size(name) > 5 and size(product.sizes) > 5",
          "product == null or product == any",
          "product.price > 0.5 and product.day == 'FRIDAY'",
          "(name == 'x') == (id == 5)",
          "result != null and result.price > 0"
        })
    void is_not_what_may_be_right(String expression) {
      assertDoesNotThrow(() -> bind(expression, NAMES, Product.class));
    }
  }
}
