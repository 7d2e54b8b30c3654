package dev.multilayercache.agent.coherence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.key.KeyLength;
import dev.multilayercache.agent.key.KeyShape;
import dev.multilayercache.agent.key.ReceiverText;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPatternTest {

  @Nested
  class AGlob {
    @ParameterizedTest
    @CsvSource({
      "user:*, user:1",
      "user:*, user:",
      "*, ''",
      "*, anything",
      "session:*:2024-*, session:abc:2024-01",
      "a?c, abc",
      "a?c, a\uD83D\uDE00c",
      "*ab, aab",
      "*a*b*, xaxbx",
      "a**b, ab",
      "a.c, a.c",
      "(x), (x)",
      "\\*, *",
      "\\?, ?",
      "\\\\, \\",
      "a\\*b*, a*bc",
    })
    void matches(String pattern, String key) {
      assertTrue(KeyPattern.parse(pattern).matches(key));
    }

    @ParameterizedTest
    @CsvSource({
      "user:*, superuser:1",
      "user:*, user",
      "user:*, xuser:1",
      "session:*:2024-*, session:2024-01",
      "session:*:2024-*, xsession:a:2024-01",
      "a?c, ac",
      "a?c, abbc",
      "a.c, abc",
      "\\*, a",
      "\\?, a",
      "*a, ab",
      "a, ''",
      "User:*, user:1",
    })
    void does_not_match(String pattern, String key) {
      assertFalse(KeyPattern.parse(pattern).matches(key));
    }

    @Test
    void gives_the_same_answer_each_time() {
      KeyPattern pattern = KeyPattern.parse("u:?");

      for (int i = 0; i < 6; i++) {
        assertTrue(pattern.matches("u:" + i));
      }
    }

    @Test
    void with_as_many_stars_as_allowed_takes_no_exponential_time() {
      KeyPattern pattern = KeyPattern.parse(("*" + "a".repeat(30)).repeat(8) + "b");
      String key = "a".repeat(20_000);

      assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertFalse(pattern.matches(key)));
    }

    @ParameterizedTest
    @CsvSource({"user:*, user:", "a\\*b?, a*b", "*x, ''", "plain, plain"})
    void has_the_literal_prefix(String pattern, String prefix) {
      assertEquals(prefix, KeyPattern.parse(pattern).literalPrefix());
    }
  }

  @Nested
  class ARegularExpression {
    @Test
    void must_match_the_whole_key() {
      assertFalse(KeyPattern.parse("re:user:\\d").matches("user:12"));
    }

    @Test
    void matches_what_it_describes() {
      assertTrue(KeyPattern.parse("re:user:\\d+").matches("user:12"));
    }

    @Test
    void matches_across_lines() {
      assertTrue(KeyPattern.parse("re:a.*b").matches("a\nb"));
    }

    @Test
    void that_would_backtrack_for_ever_takes_linear_time() {
      KeyPattern pattern = KeyPattern.parse("re:(a+)+b");
      String key = "a".repeat(20_000);

      assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertFalse(pattern.matches(key)));
    }

    @Test
    void has_no_literal_prefix() {
      assertEquals("", KeyPattern.parse("re:user").literalPrefix());
    }
  }

  @Nested
  class IsRefused {
    @Test
    void if_it_is_empty() {
      assertEquals("The pattern is empty. Write * for every key.", refusal(""));
    }

    @Test
    void if_its_expression_is_empty() {
      assertEquals("The pattern is empty. Write * for every key.", refusal("re:"));
    }

    @Test
    void if_it_is_too_long() {
      assertEquals(
          "The pattern has 257 characters, at most 256 are allowed.", refusal("a".repeat(257)));
    }

    @Test
    void if_it_has_more_than_eight_stars() {
      assertEquals(
          "The pattern has more than 8 *. Write a shorter one, or re: and an expression.",
          refusal("*a".repeat(9)));
    }

    @Test
    void if_it_ends_with_an_escape() {
      assertTrue(refusal("a\\").startsWith("The pattern ends with a single \\"));
    }

    @Test
    void if_its_expression_is_invalid() {
      assertTrue(refusal("re:(").startsWith("The pattern after re: is not a valid RE2 expression"));
    }

    private static String refusal(String pattern) {
      return assertThrows(IllegalArgumentException.class, () -> KeyPattern.parse(pattern))
          .getMessage();
    }
  }

  @Test
  void of_eight_stars_is_accepted() {
    assertTrue(KeyPattern.parse("*a".repeat(8)).matches("aaaaaaaa"));
  }

  @Test
  void with_stars_side_by_side_has_one_there() {
    assertTrue(KeyPattern.parse("a" + "*".repeat(200) + "b").matches("a-b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "re:((((a{1000}){1000}){1000}){1000})",
        "re:(((a{99}){99}){99}){99}",
        "re:(\\pL{1,99}x){99}"
      })
  void that_would_fill_the_memory_is_refused(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> KeyPattern.parse(pattern));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "re:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        "re:(\\d{1,3}\\.){3}\\d{1,3}",
        "re:.{1000}\\{5\\}"
      })
  void that_repeats_as_people_do_is_accepted(String pattern) {
    assertEquals(pattern, KeyPattern.parse(pattern).toString());
  }

  @Test
  void of_256_characters_is_accepted() {
    assertTrue(KeyPattern.parse("a".repeat(256)).matches("a".repeat(256)));
  }

  @Test
  void parsed_from_its_text_is_equal() {
    KeyPattern pattern = KeyPattern.parse("re:a|b");

    assertEquals(pattern, KeyPattern.parse(pattern.toString()));
  }

  /** Only the beginning of the key and its hash are there to be matched. */
  @Nested
  class OfALongKey {
    private static final String LONG = "user:7:" + "x".repeat(600) + ":eu";
    private static final String CANONICAL = KeyLength.limit(LONG);

    @ParameterizedTest
    @ValueSource(strings = {"*", "user:*", "user:?:*", "*:eu", "*:us", "user:7:x*", "re:user:8:.*"})
    void the_hidden_part_matches_whatever_may_stand_there(String pattern) {
      assertTrue(KeyPattern.parse(pattern).matches(CANONICAL));
    }

    @Test
    void a_pattern_that_is_literal_beyond_the_beginning_matches() {
      assertTrue(KeyPattern.parse(LONG.substring(0, 200) + "*").matches(CANONICAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:8:*", "user:7:y*", "user:7:x", "?", "User:*"})
    void what_the_beginning_contradicts_does_not_match(String pattern) {
      assertFalse(KeyPattern.parse(pattern).matches(CANONICAL));
    }

    @Test
    void one_of_the_beginnings_length_does_not_match_because_more_is_hidden() {
      assertFalse(KeyPattern.parse(LONG.substring(0, 64)).matches(CANONICAL));
    }

    @Test
    void behind_the_class_of_its_object_the_hidden_part_matches_too() {
      String ofClass =
          KeyShape.canonical(ReceiverText.ofClass(KeyPatternTest.class).before(CANONICAL));

      assertTrue(KeyPattern.parse("*:eu").matches(ofClass));
      assertFalse(KeyPattern.parse("\\\\@com.acme.Other:*").matches(ofClass));
    }

    @Test
    void the_literal_prefix_of_every_pattern_is_one_that_it_has() {
      KeyPattern pattern = KeyPattern.parse(LONG.substring(0, 200) + "*");

      assertTrue(CANONICAL.startsWith(pattern.literalPrefix()), pattern.literalPrefix());
    }

    @Test
    void the_literal_prefix_ends_before_half_a_character() {
      String text = "x".repeat(62) + "\uD83D\uDE00";

      assertEquals("x".repeat(62), KeyPattern.parse(text + "*").literalPrefix());
    }
  }

  /** What an invalidation makes of a template with a long value in it. */
  @Nested
  class OfATextThatIsTooLong {
    @Test
    void matches_what_the_text_would() {
      String key = "note:" + "x".repeat(300) + "|eu";

      assertTrue(KeyPattern.atLeast(key).matches(key));
      assertTrue(KeyPattern.atLeast("note:" + "x".repeat(300) + "|*").matches(key));
    }

    @Test
    void does_not_match_what_begins_in_another_way() {
      assertFalse(KeyPattern.atLeast("note:" + "x".repeat(300)).matches("memo:" + "x".repeat(300)));
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 251, 252, 253, 254, 255, 256})
    void is_not_cut_between_a_backslash_and_what_follows_it(int before) {
      String pattern = "x".repeat(before) + "\\*\\*\\*\\*";

      assertTrue(KeyPattern.atLeast(pattern).matches("x".repeat(before) + "****"));
      assertFalse(KeyPattern.atLeast(pattern).matches("y" + "x".repeat(before - 1) + "****"));
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 251, 252, 253, 254, 255, 256})
    void is_not_cut_within_a_character(int before) {
      String key = "x".repeat(before) + "\uD83D\uDE00".repeat(5);

      assertTrue(KeyPattern.atLeast(key).matches(key));
    }

    @Test
    void is_refused_if_it_is_an_expression() {
      String text = "re:" + "x".repeat(300);

      assertThrows(IllegalArgumentException.class, () -> KeyPattern.atLeast(text));
    }
  }
}
