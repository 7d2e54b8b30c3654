package dev.multilayercache.agent.key;

import static dev.multilayercache.agent.key.Keys.canonical;
import static dev.multilayercache.agent.key.Keys.local;
import static dev.multilayercache.agent.key.Keys.shape;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Local keys of records. */
class RecordKeyTest {
  private static final String NAME = RecordKeyTest.class.getName();

  record Page(@Nullable String text, long number) {}

  record Price(BigDecimal amount) {}

  record Empty() {}

  /** Whose objects are all alike, if one believes it. */
  record Alike(int number) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Alike;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  record Words(List<String> words) {}

  record Broken(int number) {
    @Override
    public int number() {
      throw new IllegalStateException("broken");
    }
  }

  private final KeyShape pages = shape("{0}", Page.class);

  @Test
  void of_values_are_made_without_a_text() {
    assertInstanceOf(RecordKey.class, local(pages, new Page("shoes", 2)));
    assertInstanceOf(ShapedKey.class, local(shape("page:{0}", Page.class), new Page("shoes", 2)));
  }

  @Test
  void have_the_canonical_form_of_a_record_where_nothing_is_known_of_its_class() {
    Page page = new Page("a,b(c)\\", -1);

    assertEquals(NAME + "$Page(shoes,2)", canonical(pages, new Page("shoes", 2)));
    assertEquals(canonical(shape("{0}", Object.class), page), canonical(pages, page));
  }

  @Test
  void are_equal_if_all_components_are() {
    assertEquals(local(pages, new Page("a", 1)), local(pages, new Page(new String("a"), 1)));
    assertNotEquals(local(pages, new Page("a", 1)), local(pages, new Page("a", 2)));
    assertNotEquals(local(pages, new Page("null()", 1)), local(pages, new Page(null, 1)));
  }

  @Test
  void do_not_ask_the_records_own_equals() {
    KeyShape shape = shape("{0}", Alike.class);

    assertNotEquals(local(shape, new Alike(1)), local(shape, new Alike(2)));
  }

  @Test
  void of_different_classes_are_different() {
    record Other(@Nullable String text, long number) {}

    assertNotEquals(
        local(pages, new Page("a", 1)), local(shape("{0}", Other.class), new Other("a", 1)));
  }

  @Test
  void are_found_by_their_text() {
    KeyShape shape = shape("{0}:{1}", Page.class, Price.class);
    Object key = local(shape, new Page("a:b,c", 7), new Price(new BigDecimal("1.50")));

    assertEquals(key, shape.parse(KeyShape.canonical(key)));
    Object empty = local(shape("{0}", Empty.class), new Empty());
    assertEquals(empty, shape("{0}", Empty.class).parse(NAME + "$Empty()"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(",
        "$Page",
        "$Page(",
        "$Page()",
        "$Page(a)",
        "$Page(a,1",
        "$Page(a,1,2)",
        "$Page(a,x)",
        "$Page(a,01)",
        "$Page(a\\,1)",
        "$Page(a,1)b",
        "$Page(a,1\\)",
        "$Pages(a,1)"
      })
  void are_not_found_by_a_text_that_no_record_has(String rest) {
    assertNull(pages.parse(NAME + rest));
  }

  @Test
  void of_much_text_are_shortened() {
    Page page = new Page("x".repeat(1_000), 1);

    String canonical = canonical(pages, page);

    assertEquals(canonical, local(pages, page));
    assertTrue(KeyLength.looksShortened(canonical));
    assertEquals(canonical, pages.parse(canonical));
  }

  @Test
  void of_something_that_is_no_scalar_are_texts() {
    assertInstanceOf(String.class, local(shape("{0}", Words.class), new Words(List.of("a"))));
  }

  @Test
  void are_not_made_of_a_component_that_may_mean_something_else() {
    BigDecimal odd =
        new BigDecimal("1") {
          private static final long serialVersionUID = 1;
        };

    assertThrows(KeyException.class, () -> local(shape("{0}", Price.class), new Price(odd)));
  }

  @Test
  void are_not_made_of_a_record_that_throws() {
    KeyException refusal =
        assertThrows(KeyException.class, () -> local(shape("{0}", Broken.class), new Broken(1)));

    assertEquals(
        "{Broken}: reading number threw java.lang.IllegalStateException", refusal.getMessage());
  }

  @Test
  void are_null_where_the_argument_is() {
    assertEquals("\\N", canonical(pages, (Object) null));
    assertEquals("page:\\N", canonical(shape("page:{0}", Page.class), (Object) null));
  }
}
