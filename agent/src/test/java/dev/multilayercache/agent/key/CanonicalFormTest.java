package dev.multilayercache.agent.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.ZonedDateTime;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalFormTest {
  private static final String HERE = CanonicalFormTest.class.getName();

  record Query(String text, int page, Object filter) {}

  static final class Other {
    record Query(String text, int page, Object filter) {}
  }

  private static String form(Object value) {
    return CanonicalForm.of(value, "0");
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of('c', "Character(c)"),
        Arguments.of("(a,b)", "String(\\(a\\,b\\))"),
        Arguments.of(TimeUnit.DAYS, "java.util.concurrent.TimeUnit(DAYS)"),
        Arguments.of(new int[] {1, 2}, "int[1,2]"),
        Arguments.of(new Integer[] {1, null}, "Integer[1,null()]"),
        Arguments.of(new String[][] {{"a"}, {}}, "String[][String[a],String[]]"),
        Arguments.of(new Object[] {1L}, "java.lang.Object[Long(1)]"),
        Arguments.of(Arrays.asList("a", null), "[String(a),null()]"),
        Arguments.of(List.of(), "[]"),
        Arguments.of(new LinkedHashSet<>(List.of(2, 1)), "{Integer(1),Integer(2)}"),
        Arguments.of(Map.of("k", List.of(1)), "{String(k)=[Integer(1)]}"),
        Arguments.of(Set.of(), "{}"),
        Arguments.of(Map.of(), "{=}"),
        Arguments.of(Optional.empty(), "Optional()"),
        Arguments.of(Optional.of("x"), "Optional(String(x))"),
        Arguments.of(new Date(5), "Date(5)"),
        Arguments.of(URI.create("http://a/b"), "URI(http://a/b)"),
        Arguments.of(Locale.ROOT, "Locale()"),
        Arguments.of(Locale.GERMANY, "Locale(de_DE)"),
        Arguments.of(Locale.forLanguageTag("zh-Hans-CN"), "Locale(zh_CN_#Hans)"),
        Arguments.of(
            Locale.forLanguageTag("und-Latn-u-ca-buddhist"), "Locale(,,,Latn,u-ca-buddhist)"),
        Arguments.of(
            ZonedDateTime.parse("2024-01-31T10:00Z[UTC]"),
            "ZonedDateTime(2024-01-31T10:00Z\\[UTC\\])"),
        Arguments.of(new Query("shoes", 2, 'x'), HERE + "$Query(shoes,2,Character(x))"),
        Arguments.of(
            new Query(null, 2, null), HERE + "$Query(null\\(\\),2,null())".replace("\\", "")));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void is_readable(Object value, String text) {
    assertEquals(text, form(value));
  }

  @Nested
  class EqualValues {
    @Test
    void of_different_list_classes_have_one_form() {
      assertEquals(form(List.of(1, 2)), form(new LinkedList<>(List.of(1, 2))));
    }

    @Test
    void of_maps_in_different_orders_have_one_form() {
      Map<String, Integer> insertion = new LinkedHashMap<>();
      insertion.put("b", 2);
      insertion.put("a", 1);
      Map<String, Integer> reversed = new TreeMap<>(Comparator.reverseOrder());
      reversed.putAll(insertion);

      assertEquals(form(insertion), form(reversed));
    }

    @Test
    void of_nested_arrays_have_one_form() {
      assertEquals(
          form(List.of(new long[] {1}, Set.of(2))), form(List.of(new long[] {1}, Set.of(2))));
    }
  }

  @Nested
  class DifferentValues {
    @Test
    void of_records_with_one_simple_name_have_different_forms() {
      assertNotEquals(form(new Query("a", 1, null)), form(new Other.Query("a", 1, null)));
    }

    @Test
    void of_primitive_and_boxed_arrays_have_different_forms() {
      assertNotEquals(form(new int[] {1}), form(new Integer[] {1}));
    }

    @Test
    void an_empty_set_and_an_empty_map_have_different_forms() {
      assertNotEquals(form(List.of(Set.of())), form(List.of(Map.of())));
    }

    @Test
    void of_locales_have_different_forms_whatever_they_leave_out() {
      List<Locale> locales =
          List.of(
              Locale.ROOT,
              Locale.forLanguageTag("und-Latn"),
              Locale.forLanguageTag("und-Cyrl"),
              Locale.forLanguageTag("und-u-ca-buddhist"),
              Locale.forLanguageTag("und-Latn-u-ca-buddhist"),
              Locale.forLanguageTag("und-x-foo"),
              Locale.forLanguageTag("und-a-foo-b-bar"),
              new Locale("", "", "POSIX"),
              new Locale("", "", "a,Latn"),
              new Locale("en"),
              new Locale("en", "", "us"),
              new Locale("en__us"),
              new Locale("en", "US", "a_#Latn"),
              new Locale.Builder().setLanguageTag("en-Latn-US").build());

      assertEquals(locales.size(), locales.stream().map(each -> form(each)).distinct().count());
    }

    @Test
    void null_and_its_text_in_a_record_have_different_forms() {
      assertNotEquals(form(new Query(null, 1, null)), form(new Query("null()", 1, null)));
    }
  }

  @Nested
  class IsRefusedWithALine {
    @Test
    void for_a_list_in_itself() {
      List<Object> list = new ArrayList<>();
      list.add(list);
      list.add(list);

      Exception e = assertThrows(KeyException.class, () -> form(list));

      assertTrue(e.getMessage().startsWith("{0} contains itself or is too large"), e.getMessage());
    }

    @Test
    void for_a_small_object_with_a_huge_text() {
      List<Object> list = List.of("x");
      for (int i = 0; i < 30; i++) {
        list = List.of(Map.of("a", list, "b", list), Set.of(list));
      }
      Object huge = list;

      assertThrows(KeyException.class, () -> form(huge));
    }

    @Test
    void for_a_list_that_changes_while_it_is_read() {
      List<Object> changing =
          new AbstractList<>() {
            @Override
            public Object get(int index) {
              throw new ConcurrentModificationException();
            }

            @Override
            public int size() {
              return 1;
            }
          };

      Exception e = assertThrows(KeyException.class, () -> form(changing));

      assertEquals(
          "{0} could not be read (java.util.ConcurrentModificationException). Do not change"
              + " arguments while the method is called",
          e.getMessage());
    }

    @Test
    void for_a_class() {
      assertThrows(KeyException.class, () -> form(String.class));
    }

    @Test
    void for_a_lambda() {
      Runnable lambda = () -> {};

      assertThrows(KeyException.class, () -> form(List.of(lambda)));
    }

    @Test
    void for_a_record_that_throws() {
      record Broken(int size) {
        public int size() {
          throw new IllegalStateException("secret");
        }
      }

      Exception e = assertThrows(KeyException.class, () -> form(new Broken(1)));

      assertEquals("{0}: reading size threw java.lang.IllegalStateException", e.getMessage());
    }
  }
}
