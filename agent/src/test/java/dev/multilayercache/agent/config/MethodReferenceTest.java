package dev.multilayercache.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodReferenceTest {

  @Test
  void names_class_method_and_parameter_types() {
    assertEquals(
        new MethodReference("com.acme.Repo$Inner", "find", List.of("long", "com.acme.Id")),
        MethodReference.parse("com.acme.Repo$Inner#find(long, com.acme.Id)"));
  }

  @Test
  void may_have_no_parameters() {
    assertEquals(
        new MethodReference("Repo", "find", List.of()), MethodReference.parse("Repo#find()"));
  }

  @Test
  void completes_the_types_of_java_lang() {
    assertEquals(
        List.of("java.lang.String", "java.lang.Long[]", "byte[][]", "java.lang.String[]", "Own"),
        MethodReference.parse("a.B#c(String, Long[], byte[][], String..., Own)").parameterTypes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "find(long)",
        "com.acme.Repo.find(long)",
        "com.acme.Repo#find",
        "com.acme.Repo#find(long",
        "com.acme.Repo#find(long))",
        "com.acme.Repo#find(long,)",
        "com.acme.Repo#find(List<String>)",
        "com.acme.Repo#find(long[)",
        "com.acme.#find(long)",
        "com.acme.Repo#a.b(long)",
        "(#)"
      })
  void other_text_is_none(String text) {
    assertNull(MethodReference.parse(text));
  }
}
