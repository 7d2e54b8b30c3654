package dev.multilayercache.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

  @Test
  void parameter_types_are_named_as_in_the_source() {
    assertEquals(
        List.of("long", "java.lang.String", "int[][]", "com.acme.Outer$Inner[]"),
        Signature.of("(JLjava/lang/String;[[I[Lcom/acme/Outer$Inner;)V").parameterTypes());
  }

  @Test
  void void_is_a_result() {
    assertEquals("void", Signature.of("()V").returnType());
  }

  @Test
  void long_and_double_take_two_slots() {
    assertEquals(6, Signature.of("(JDI[J)V").slots());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(", "()", "(V)V", "(L;)V", "(I)VV", "(Lx)V", "x"})
  void other_text_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Signature.of(text));
  }
}
