package dev.multilayercache.agent.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatingPointTest {

  @ParameterizedTest
  @CsvSource({
    "0.0",
    "-0.0",
    "1.0",
    "-1.5",
    "0.001",
    "9.999E-4",
    "123456.789",
    "9999999.0",
    "1.0E7",
    "4.9E-324",
    "2.2E-322",
    "2.0E23",
    "8.41E21",
    "1.7976931348623157E308",
    "NaN",
    "-Infinity"
  })
  void the_text_of_a_double_is_the_shortest(String text) {
    assertEquals(text, FloatingPoint.text(Double.parseDouble(text)));
    assertEquals(text, FloatingPoint.shortest(Double.parseDouble(text)));
  }

  @ParameterizedTest
  @CsvSource({"0.1", "-1.5", "0.002", "1.4E-45", "3.4028235E38", "1.0E10", "NaN"})
  void the_text_of_a_float_is_the_shortest(String text) {
    assertEquals(text, FloatingPoint.shortest(Float.parseFloat(text)));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_19)
  void the_text_is_that_of_later_releases() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double d = Double.longBitsToDouble(random.nextLong());
      float f = Float.intBitsToFloat(random.nextInt());
      double few = random.nextInt(1_000_000) / 1000.0;
      assertEquals(Double.toString(d), FloatingPoint.shortest(d), () -> "seed " + seed);
      assertEquals(Double.toString(few), FloatingPoint.shortest(few), () -> "seed " + seed);
      assertEquals(Float.toString(f), FloatingPoint.shortest(f), () -> "seed " + seed);
    }
  }
}
