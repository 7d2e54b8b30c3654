package dev.multilayercache.agent.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.key.Template.Literal;
import dev.multilayercache.agent.key.Template.Placeholder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

  @Test
  void text_and_placeholders_are_told_apart() {
    Template template = Template.parse("p:{id}:{1.owner.name}!");

    assertEquals(
        List.of(
            new Literal("p:"),
            new Placeholder("id", List.of()),
            new Literal(":"),
            new Placeholder("1", List.of("owner", "name")),
            new Literal("!")),
        template.segments());
  }

  @Test
  void doubled_braces_are_braces() {
    assertEquals(
        List.of(new Literal("a{b}{"), new Placeholder("id", List.of()), new Literal("}")),
        Template.parse("a{{b}}{{{id}}}").segments());
  }

  @Test
  void the_default_key_lists_the_arguments() {
    assertEquals("{0},{2}", Template.ofArguments(List.of(0, 2)).toString());
  }

  @Test
  void the_default_key_of_no_arguments_is_empty() {
    assertEquals("", Template.ofArguments(List.of()).toString());
  }

  @Test
  void a_placeholder_over_the_result_is_known() {
    assertTrue(Template.parse("c:{result.category}").usesResult());
    assertFalse(Template.parse("c:{results}").usesResult());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a{id      | column 2: "{" is never closed. Write {name}, or {{ for a brace
          a}        | column 2: "}" closes nothing. Write }} for a brace
          {}        | column 2: a name is missing. Write {name}, {0} or {name.property}
          x{a..b}   | column 5: a name is missing. Write {name}, {0} or {name.property}
          x{a.}     | column 5: a name is missing. Write {name}, {0} or {name.property}
          {a b}     | column 3: ' ' cannot stand in a placeholder. Write {name.property}
          {a{b}     | column 3: '{' cannot stand in a placeholder. Write {name.property}
          {a.0}     | column 4: '0' cannot stand in a placeholder. Write {name.property}
          """)
  void a_mistake_is_named_with_its_column(String text, String message) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Template.parse(text));

    assertEquals(message, e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {a}{b}   | {a}{b}: nothing separates the two. Write {a}:{b}
          {a}N{b}  | the text between {a} and {b} begins with 'N', which cannot separate values. Write {a}:{b}
          {a}u{b}  | the text between {a} and {b} begins with 'u', which cannot separate values. Write {a}:{b}
          {a}\\{b} | the text between {a} and {b} begins with '\\', which cannot separate values. Write {a}:{b}
          """)
  void a_key_that_could_not_tell_values_apart_is_refused(String text, String message) {
    Template template = Template.parse(text);

    Exception e = assertThrows(IllegalArgumentException.class, template::checkSeparatesValues);

    assertEquals(message, e.getMessage());
  }
}
