package dev.multilayercache.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

  @ParameterizedTest
  @CsvSource({
    "0B, 0",
    "512B, 512",
    "8KiB, 8192",
    "1MiB, 1048576",
    "2GiB, 2147483648",
    "999999999GiB, 1073741822926258176",
  })
  void the_written_forms_are_read(String text, long bytes) {
    assertEquals(bytes, Sizes.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "KiB", "1 MiB", "1mib", "1MB", "1M", "-1MiB", "1.5MiB", "1MiB ", "1KiB2B", "٣B"
      })
  void other_text_is_refused_with_what_to_write(String text) {
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> Sizes.parse(text));

    assertEquals("\"" + text + "\", not a size. Write 1MiB, 8KiB or 512B.", refusal.getMessage());
  }

  @Test
  void what_would_overflow_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Sizes.parse("99999999999GiB"));
  }

  @Test
  void a_number_without_a_unit_is_refused() {
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> Sizes.parse("1024"));

    assertEquals(
        "\"1024\", a number without a unit. Write 1MiB, 8KiB or 512B.", refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "1023, 1023B",
    "8192, 8KiB",
    "8193, 8.0KiB",
    "1048576, 1MiB",
    "1468006, 1.4MiB",
    "1073741824, 1GiB",
  })
  void people_read_them_rounded(long bytes, String text) {
    assertEquals(text, Sizes.format(bytes));
  }
}
