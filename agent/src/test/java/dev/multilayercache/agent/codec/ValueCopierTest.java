package dev.multilayercache.agent.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCopierTest {
  record Point(int x, int y) {}

  record Path(String name, List<Point> points) {}

  record Tidy(List<String> names) {
    Tidy {
      names = new ArrayList<>(names);
      names.sort(null);
    }
  }

  static class Basket {
    String owner = "nobody";
    final List<Point> points = new ArrayList<>();
    transient int visits;
    private final long[] counts = {1, 2};

    long[] counts() {
      return counts;
    }
  }

  static class Special extends Basket {
    Date since = new Date(0);
  }

  static class Parent implements Serializable {
    private static final long serialVersionUID = 1;
    List<Child> children = new ArrayList<>();
  }

  static class Child implements Serializable {
    private static final long serialVersionUID = 1;
    Parent parent;
  }

  static class Session {
    final Thread thread = new Thread("session");
  }

  static class NoDefault {
    int number;

    NoDefault(int number) {
      this.number = number;
    }
  }

  private static ValueCopier auto(Class<?> type) {
    return new ValueCopier(type, ValueCopierTest.class.getClassLoader(), /* copiesAll= */ false);
  }

  private static ValueCopier always(Class<?> type) {
    return new ValueCopier(type, ValueCopierTest.class.getClassLoader(), /* copiesAll= */ true);
  }

  static Stream<Object> mutable() {
    return Stream.of(
        new ArrayList<>(List.of("a")),
        Arrays.asList("a", "b"),
        new HashMap<>(Map.of("a", new ArrayList<>(List.of(1)))),
        new LinkedHashMap<>(Map.of(1, 2)),
        new TreeMap<>(Map.of("b", 1)),
        new TreeSet<>(List.of("b", "a")),
        EnumSet.of(DayOfWeek.MONDAY),
        EnumSet.noneOf(DayOfWeek.class),
        new EnumMap<>(Map.of(DayOfWeek.FRIDAY, new ArrayList<>())),
        List.of(new ArrayList<>(List.of("within"))),
        Optional.of(new ArrayList<>(List.of("within"))),
        Collections.unmodifiableList(new ArrayList<>(List.of(new Date(1)))),
        new Date(5),
        new Path("way", new ArrayList<>(List.of(new Point(1, 2)))));
  }

  static Stream<Object> immutable() {
    return Stream.of(
        "text",
        5L,
        Instant.EPOCH,
        DayOfWeek.MONDAY,
        new Point(1, 2),
        List.of(new Point(1, 2), new Point(3, 4)),
        Map.of("a", List.of(1)),
        Optional.of(List.of("a")),
        new Path("way", List.of(new Point(1, 2))));
  }

  @ParameterizedTest
  @MethodSource("mutable")
  void what_can_change_is_copied_when_it_is_kept_and_when_it_is_given(Object value)
      throws Exception {
    ValueCopier copier = auto(Object.class);

    Object kept = copier.keep(value);
    Object given = copier.give(kept);

    assertNotSame(value, kept);
    assertNotSame(kept, given);
    assertEquals(value, given);
    assertSame(value.getClass(), given.getClass());
  }

  @ParameterizedTest
  @MethodSource("immutable")
  void what_nobody_can_change_is_shared(Object value) throws Exception {
    ValueCopier copier = auto(Object.class);

    assertSame(value, copier.keep(value));
    assertSame(value, copier.give(value));
  }

  @Test
  void what_is_inside_is_copied_too() throws Exception {
    List<List<String>> value = List.of(new ArrayList<>(List.of("a")));
    ValueCopier copier = auto(List.class);
    Object kept = copier.keep(value);

    value.get(0).add("b");
    ((List<List<String>>) copier.give(kept)).get(0).add("c");

    assertEquals(List.of(List.of("a")), kept);
  }

  @Test
  void parts_that_nobody_can_change_are_shared() throws Exception {
    Point point = new Point(1, 2);
    List<Point> value = new ArrayList<>(List.of(point));

    assertSame(point, ((List<?>) auto(List.class).keep(value)).get(0));
  }

  @Nested
  class AnObjectOfTheApplication {
    @Test
    void is_copied_with_all_its_fields() throws Exception {
      Special value = new Special();
      value.owner = "Ada";
      value.points.add(new Point(1, 2));
      value.visits = 3;
      value.since.setTime(7);

      Special copy = (Special) auto(Special.class).keep(value);

      assertNotSame(value, copy);
      assertEquals("Ada", copy.owner);
      assertEquals(value.points, copy.points);
      assertNotSame(value.points, copy.points);
      assertEquals(3, copy.visits);
      assertEquals(new Date(7), copy.since);
      assertNotSame(value.since, copy.since);
      assertArrayEquals(value.counts(), copy.counts());
    }

    @Test
    void that_holds_itself_is_copied_by_serialization() throws Exception {
      Parent value = new Parent();
      Child child = new Child();
      child.parent = value;
      value.children.add(child);
      ValueCopier copier = auto(Parent.class);

      Parent copy = (Parent) copier.give(copier.keep(value));

      assertNotSame(value, copy);
      assertSame(copy, copy.children.get(0).parent);
    }

    @Test
    void of_which_no_copy_can_be_made_is_refused() {
      NotEncodableException refused =
          assertThrows(NotEncodableException.class, () -> auto(Session.class).keep(new Session()));

      assertTrue(refused.getMessage().contains("Session.thread"), refused::getMessage);
    }

    @Test
    void without_a_constructor_that_needs_nothing_is_refused() {
      assertThrows(NotEncodableException.class, () -> auto(NoDefault.class).keep(new NoDefault(1)));
    }
  }

  @Test
  void a_record_that_would_change_what_it_is_given_is_refused() throws Exception {
    Tidy value = new Tidy(List.of("b", "a"));
    value.names().add("0");

    assertThrows(NotEncodableException.class, () -> auto(Tidy.class).keep(value));
  }

  @Test
  void what_only_serialization_knows_is_copied_by_it() throws Exception {
    BitSet value = new BitSet();
    value.set(5);

    BitSet copy = (BitSet) auto(BitSet.class).keep(value);

    assertEquals(value, copy);
    assertNotSame(value, copy);
  }

  @Test
  void one_object_in_two_places_stays_one() throws Exception {
    List<Integer> twice = new ArrayList<>(List.of(1));
    ArrayList<List<Integer>> value = new ArrayList<>(List.of(twice, twice));

    List<?> copy = (List<?>) auto(ArrayList.class).keep(value);

    assertNotSame(twice, copy.get(0));
    assertSame(copy.get(0), copy.get(1));
  }

  @Test
  void all_is_copied_that_is_asked_to_be() throws Exception {
    Point value = new Point(1, 2);
    Object kept = always(Point.class).keep(value);

    assertEquals(value, kept);
    assertNotSame(value, kept);
    assertNotSame(kept, always(Point.class).give(kept));
  }

  @Test
  void null_is_null() throws Exception {
    assertNull(always(Point.class).keep(null));
    assertNull(always(Point.class).give(null));
  }

  @Test
  void a_declared_type_tells_when_nobody_can_change_its_values() {
    assertTrue(ValueCopier.isImmutable(Point.class));
    assertTrue(ValueCopier.isImmutable(String.class));
    assertTrue(ValueCopier.isImmutable(DayOfWeek.class));
    assertFalse(ValueCopier.isImmutable(Path.class));
    assertFalse(ValueCopier.isImmutable(List.class));
    assertFalse(ValueCopier.isImmutable(Object.class));
  }
}
