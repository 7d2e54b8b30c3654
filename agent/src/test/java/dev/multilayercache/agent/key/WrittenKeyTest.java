package dev.multilayercache.agent.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys as people write them, beside those that methods make. */
class WrittenKeyTest {
  private static final String LONG = "x".repeat(600);
  private static final String SHORTENED = "x".repeat(64) + "#" + "0123456789abcdef".repeat(4);

  private record Branch(String city) {}

  private static Object local(Object argument) throws Throwable {
    KeyShape shape = KeyShape.of(Template.parse("note:{0}"), null, List.of(String.class));
    return (Object) shape.localKey().invoke((String) argument);
  }

  private static String ofBranch(String city, String argument) throws Throwable {
    return KeyShape.canonical(ReceiverText.ofValue(new Branch(city)).before(local(argument)));
  }

  private static String written(String city, String argument) {
    String name = Branch.class.getName();
    return "\\@" + name + "(" + city + "):note:" + argument;
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "a:b", "", SEVENTY})
  void a_key_with_a_receiver_is_that_of_the_method(String argument) throws Throwable {
    assertEquals(ofBranch("Bonn", argument), WrittenKey.of(written("Bonn", argument)).canonical());
  }

  static final String SEVENTY =
      "1234567890123456789012345678901234567890123456789012345678901234567890";

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "a\udc00b\ud83d\ude00", "\ud83d\ud83d"})
  void half_a_surrogate_pair_is_written_as_the_method_writes_it(String argument) throws Throwable {
    String canonical = KeyShape.canonical(local(argument));

    assertEquals(canonical, WrittenKey.of("note:" + argument).canonical());
    assertEquals(canonical, WrittenKey.of(canonical).canonical());
    assertEquals(ofBranch("Bonn", argument), WrittenKey.of(written("Bonn", argument)).canonical());
  }

  @Test
  void halves_of_surrogate_pairs_in_long_keys_are_told_apart() {
    assertNotEquals(
        WrittenKey.of(LONG + "\ud83d").canonical(), WrittenKey.of(LONG + "\ud83e").canonical());
  }

  @Test
  void a_long_argument_is_shortened_behind_its_receiver() throws Throwable {
    assertEquals(ofBranch("Bonn", LONG), WrittenKey.of(written("Bonn", LONG)).canonical());
  }

  @Test
  void a_long_receiver_is_shortened_with_what_follows() throws Throwable {
    assertEquals(ofBranch(LONG, "7"), WrittenKey.of(written(LONG, "7")).canonical());
    assertEquals(ofBranch(LONG, LONG), WrittenKey.of(written(LONG, LONG)).canonical());
  }

  @Test
  void a_separator_within_the_receiver_does_not_end_it() throws Throwable {
    assertEquals(ofBranch("a:b", LONG), WrittenKey.of(written("a\\:b", LONG)).canonical());
  }

  @Test
  void a_long_argument_of_an_object_with_a_number_is_its_key() throws Throwable {
    Branch branch = new Branch("Bonn");
    String canonical = KeyShape.canonical(KeyShape.ofObject(branch, local(LONG)));
    String number = canonical.substring(0, canonical.indexOf(':'));

    assertEquals(canonical, WrittenKey.of(number + ":note:" + LONG).canonical());
    assertTrue(WrittenKey.of(canonical).named().contains(canonical));
  }

  @Test
  void what_looks_shortened_is_another_key_than_the_one_it_looks_like() {
    for (String receiver : List.of("", "\\@17:", "\\@.Branch(Bonn):")) {
      String key = receiver + SHORTENED;
      assertNotEquals(key, WrittenKey.of(key).canonical());
      assertEquals(List.of(key, WrittenKey.of(key).canonical()), WrittenKey.of(key).named());
    }
  }

  @Test
  void what_was_shortened_with_its_receiver_can_be_named() throws Throwable {
    String canonical = ofBranch(LONG, "7");

    assertTrue(WrittenKey.of(canonical).named().contains(canonical));
  }

  @Test
  void a_mark_without_an_end_is_text() {
    assertEquals("\\@", WrittenKey.of("\\@").canonical());
    assertEquals(List.of("\\@no end"), WrittenKey.of("\\@no end").named());
  }
}
