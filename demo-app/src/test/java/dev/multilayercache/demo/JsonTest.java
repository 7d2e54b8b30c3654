package dev.multilayercache.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void a_record_is_an_object_of_its_components() {
    Product product = new Product(7, "Watering can", "garden", new BigDecimal("18.00"));

    assertEquals(
        "{\"id\":7,\"name\":\"Watering can\",\"category\":\"garden\",\"price\":18.00}",
        Json.of(product));
  }

  @Test
  void a_list_is_an_array() {
    assertEquals("[1,true,null,\"a\"]", Json.of(Arrays.asList(1, true, null, "a")));
  }

  @Test
  void a_map_is_an_object() {
    assertEquals("{\"local\":3}", Json.of(Map.of("local", 3)));
  }

  @Test
  void quotes_backslashes_and_control_characters_are_escaped() {
    assertEquals("\"a\\\"b\\\\c\\u000ad\"", Json.of("a\"b\\c\nd"));
  }
}
