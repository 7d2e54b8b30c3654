package dev.multilayercache.agent.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  @ParameterizedTest
  @CsvSource({"tll, ttl", "ID, id", "laiers, layers", "maxEntries, maximumEntries"})
  void a_near_name_is_proposed(String written, String meant) {
    List<String> names = List.of("ttl", "id", "layers", "maximumEntries");

    assertEquals("Did you mean " + meant + "?", NearestName.suggest(written, names));
  }

  @Test
  void all_names_are_listed_where_none_is_near() {
    assertEquals("Known: a, b.", NearestName.suggest("something", List.of("a", "b")));
  }

  @Test
  void it_is_said_that_there_is_none() {
    assertEquals("None is known.", NearestName.suggest("a", List.of()));
  }
}
