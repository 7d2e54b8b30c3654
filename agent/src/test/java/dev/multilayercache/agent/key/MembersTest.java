package dev.multilayercache.agent.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembersTest {

  interface Named {
    default String label() {
      return "of the interface";
    }
  }

  @SuppressWarnings("unused")
  private static class Base {
    private final String inherited = "inherited field";
    public static final String CONSTANT = "static";

    private String getName() {
      return "getter";
    }
  }

  @SuppressWarnings("unused")
  private static final class Thing extends Base implements Named {
    private final String name = "field";
    private final String secret = "private field";

    String title() {
      return "method";
    }

    boolean isOpen() {
      return true;
    }

    String isNoPredicate() {
      return "";
    }
  }

  @Nested
  class OfAClassOfTheJdk {
    @Test
    void what_is_public_is_found() {
      assertNotNull(Members.of(String.class).find("empty"));
    }

    @Test
    void what_is_private_is_neither_found_nor_offered() {
      Members members = Members.of(String.class);

      assertNull(members.find("coder"));
      assertNull(members.find("latin1"));
      assertFalse(members.names().contains("hashIsZero"), members.names()::toString);
      assertFalse(members.names().contains("latin1"), members.names()::toString);
      assertTrue(members.names().contains("empty"), members.names()::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "name, getter",
    "title, method",
    "open, true",
    "secret, private field",
    "inherited, inherited field",
    "label, of the interface"
  })
  void a_property_is_found(String name, String value) {
    Property property = Members.of(Thing.class).find(name);

    assertNotNull(property);
    assertEquals(value, String.valueOf(property.read(new Thing(), "0")));
  }

  @ParameterizedTest
  @CsvSource({"missing", "CONSTANT", "class", "hashCode", "toString", "noPredicate"})
  void what_is_no_property_is_not_found(String name) {
    assertNull(Members.of(Thing.class).find(name));
  }

  @Test
  void a_property_of_a_hidden_jdk_class_is_read_through_its_public_type() {
    List<Integer> list = List.of(1, 2, 3);
    Property property = Members.of(list.getClass()).find("size");

    assertNotNull(property);
    assertEquals(3, property.read(list, "0"));
  }
}
