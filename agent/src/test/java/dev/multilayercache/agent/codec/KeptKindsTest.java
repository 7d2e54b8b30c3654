package dev.multilayercache.agent.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A collection arrives as exactly the kind of collection it was, with what it held. */
class KeptKindsTest {

  record Item(String name) {}

  record Page(Collection<Item> items) {

    static Page ofCopy(List<Item> items) {
      return new Page(List.copyOf(items));
    }
  }

  record Index(Map<Item, List<Item>> byItem) {}

  record Anything(Object content) {}

  record Words(List<String> words) {}

  record Table(List<List<String>> rows) {}

  record Units(Set<TimeUnit> units, Map<TimeUnit, Item> byUnit) {}

  @SuppressWarnings("unused")
  private static final class Signatures {
    Collection<Item> items;
  }

  static Stream<Collection<Item>> collections() {
    List<Item> two = List.of(new Item("b"), new Item("a"));
    List<Item> three = List.of(new Item("b"), new Item("a"), new Item("c"));
    return Stream.of(
        List.of(),
        List.of(new Item("a")),
        two,
        three,
        List.copyOf(new ArrayList<>(three)),
        Stream.<Item>empty().toList(),
        two.stream().toList(),
        Stream.of(new Item("a"), null).toList(),
        Arrays.asList(new Item("a"), null),
        Collections.emptyList(),
        Collections.singletonList(new Item("a")),
        new ArrayList<>(two),
        new LinkedList<>(two),
        new ArrayDeque<>(two),
        Collections.unmodifiableList(new ArrayList<>(two)),
        Collections.unmodifiableList(new LinkedList<>(two)),
        Collections.unmodifiableList(two),
        Collections.unmodifiableList(two.stream().toList()),
        Collections.unmodifiableList(Arrays.asList(new Item("a"), null)),
        Set.of(),
        Set.of(new Item("a")),
        Set.copyOf(three),
        Collections.emptySet(),
        Collections.singleton(new Item("a")),
        new HashSet<>(three),
        new LinkedHashSet<>(three),
        Collections.unmodifiableSet(new HashSet<>(three)),
        Collections.unmodifiableSet(new LinkedHashSet<>(three)),
        Collections.unmodifiableSet(Set.copyOf(three)));
  }

  static Stream<Map<Item, List<Item>>> maps() {
    Map<Item, List<Item>> two = new LinkedHashMap<>();
    two.put(new Item("b"), List.of(new Item("c")));
    two.put(new Item("a"), new ArrayList<>());
    return Stream.of(
        Map.of(),
        Map.of(new Item("a"), List.of()),
        Map.copyOf(two),
        Collections.emptyMap(),
        Collections.singletonMap(new Item("a"), null),
        new HashMap<>(two),
        two,
        Collections.unmodifiableMap(two),
        Collections.unmodifiableMap(new HashMap<>(two)),
        Collections.unmodifiableMap(Map.copyOf(two)));
  }

  static Stream<Object> sorted() {
    return Stream.of(
        new TreeSet<>(Set.of("b", "a")),
        Collections.unmodifiableSortedSet(new TreeSet<>(Set.of("b", "a"))),
        Collections.unmodifiableNavigableSet(new TreeSet<>(Set.of("b", "a"))),
        Collections.unmodifiableSet(new TreeSet<>(Set.of("b", "a"))),
        Collections.unmodifiableCollection(new TreeSet<>(Set.of("b", "a"))),
        new TreeMap<>(Map.of("b", 1, "a", 2)),
        Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("b", 1, "a", 2))),
        Collections.unmodifiableNavigableMap(new TreeMap<>(Map.of("b", 1, "a", 2))));
  }

  /** Lists that look like what is written for a list. */
  static Stream<List<String>> lookalikes() {
    return Stream.of(
        List.of("ARRAY_LIST"),
        new ArrayList<>(List.of("UNMODIFIABLE_LIST", "LIST_OF")),
        Arrays.asList("[\"LIST_OF\",[]]", "]"));
  }

  private static Object copy(Type type, Object value) throws Exception {
    ValueCodec codec = new ValueCodec(type, KeptKindsTest.class.getClassLoader());
    byte[] encoded = codec.encode(value);
    assertEquals(ValueCodec.JSON, encoded[0]);
    return codec.decode(encoded);
  }

  private static Object decode(Type type, String json) throws Exception {
    byte[] bytes = (" " + json).getBytes(StandardCharsets.UTF_8);
    bytes[0] = (byte) ValueCodec.JSON;
    return new ValueCodec(type, KeptKindsTest.class.getClassLoader()).decode(bytes);
  }

  @ParameterizedTest
  @MethodSource("collections")
  void a_collection_in_a_record_keeps_its_class_and_elements(Collection<Item> items)
      throws Exception {
    Page page = (Page) copy(Page.class, new Page(items));

    assertEquals(items.getClass(), page.items().getClass());
    assertEquals(List.copyOf(named(items)), List.copyOf(named(page.items())));
  }

  /** In an order of names where the collection has none. */
  private static List<String> named(Collection<Item> items) {
    Stream<String> names = items.stream().map(String::valueOf);
    boolean unordered = items instanceof Set && !(items instanceof LinkedHashSet);
    return unordered ? names.sorted().toList() : names.toList();
  }

  @ParameterizedTest
  @MethodSource("maps")
  void a_map_in_a_record_keeps_its_class_and_entries(Map<Item, List<Item>> map) throws Exception {
    Index index = (Index) copy(Index.class, new Index(map));

    assertEquals(map.getClass(), index.byItem().getClass());
    assertEquals(map, index.byItem());
  }

  @ParameterizedTest
  @MethodSource("sorted")
  void a_sorted_container_keeps_its_class_and_content(Object sorted) throws Exception {
    Anything copy = (Anything) copy(Anything.class, new Anything(sorted));

    assertEquals(sorted.getClass(), copy.content().getClass());
    assertEquals(sorted.toString(), copy.content().toString());
  }

  @ParameterizedTest
  @MethodSource("collections")
  void a_collection_keeps_its_class_at_the_top(Collection<Item> items) throws Exception {
    Type declared = Signatures.class.getDeclaredField("items").getGenericType();

    Collection<?> copy = (Collection<?>) copy(declared, items);

    assertEquals(items.getClass(), copy.getClass());
    assertEquals(items.size(), copy.size());
  }

  @ParameterizedTest
  @MethodSource("lookalikes")
  void no_element_is_mistaken_for_a_kind(List<String> words) throws Exception {
    Words copy = (Words) copy(Words.class, new Words(words));
    Anything any = (Anything) copy(Anything.class, new Anything(words));

    assertEquals(words, copy.words());
    assertEquals(words, any.content());
    assertEquals(words.getClass(), any.content().getClass());
  }

  @Test
  void a_record_that_copies_its_list_is_json() throws Exception {
    Page page = Page.ofCopy(new ArrayList<>(List.of(new Item("a"))));

    assertEquals(page, copy(Page.class, page));
  }

  @Test
  void containers_of_enum_constants_keep_their_kind() throws Exception {
    Units units = new Units(EnumSet.of(TimeUnit.DAYS), new EnumMap<>(TimeUnit.class));

    Units copy = (Units) copy(Units.class, units);

    assertEquals(units, copy);
    assertEquals(EnumMap.class, copy.byUnit().getClass());
    assertTrue(copy.units() instanceof EnumSet);
  }

  @Test
  void what_is_immutable_stays_immutable() throws Exception {
    Page of = (Page) copy(Page.class, new Page(List.of(new Item("a"))));
    Page view = (Page) copy(Page.class, new Page(Collections.unmodifiableList(new ArrayList<>())));

    assertThrows(UnsupportedOperationException.class, () -> of.items().add(new Item("b")));
    assertThrows(UnsupportedOperationException.class, () -> view.items().add(new Item("b")));
  }

  @Test
  void a_list_that_answers_for_null_still_does_and_another_still_refuses() throws Exception {
    List<Item> three = List.of(new Item("a"), new Item("b"), new Item("c"));
    Page answering = (Page) copy(Page.class, new Page(three.stream().toList()));
    Page refusing = (Page) copy(Page.class, new Page(three));

    assertFalse(answering.items().contains(null));
    assertThrows(NullPointerException.class, () -> refusing.items().contains(null));
  }

  @Test
  void a_view_stays_around_the_same_kind() throws Exception {
    Page copy =
        (Page)
            copy(
                Page.class,
                new Page(Collections.unmodifiableList(List.of(new Item("a"), new Item("b")))));

    assertThrows(NullPointerException.class, () -> copy.items().contains(null));
  }

  @Nested
  class What_is_no_plain_container {

    private NotEncodableException refusal(Object content) {
      ValueCodec codec = new ValueCodec(Anything.class, KeptKindsTest.class.getClassLoader());
      return assertThrows(NotEncodableException.class, () -> codec.encode(new Anything(content)));
    }

    @Test
    void is_refused_for_an_order_of_its_own() {
      Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

      assertTrue(refusal(set).getMessage().startsWith("Anything.content: java.util.TreeSet"));
    }

    @Test
    void is_refused_for_an_order_of_its_own_within_a_view() {
      Set<String> set = Collections.unmodifiableSet(new TreeSet<>(String.CASE_INSENSITIVE_ORDER));

      assertTrue(refusal(set).getMessage().startsWith("Anything.content: java.util.Collections$"));
    }

    @Test
    void is_refused_for_being_a_part_of_another() {
      List<String> part = new ArrayList<>(List.of("a", "b")).subList(0, 1);

      assertTrue(refusal(part).getMessage().startsWith("Anything.content: java.util.ArrayList$"));
    }
  }

  @Nested
  class Forged_json {

    @Test
    void of_another_kind_than_declared_is_undecodable() {
      assertThrows(
          UndecodableException.class,
          () -> decode(Words.class, "{\"words\":[\"SET_OF\",[\"a\"]]}"));
      assertThrows(
          UndecodableException.class, () -> decode(Words.class, "{\"words\":[\"MAP_OF\",[]]}"));
    }

    @Test
    void of_another_kind_than_declared_is_undecodable_as_an_element() {
      assertThrows(
          UndecodableException.class,
          () -> decode(Table.class, "{\"rows\":[\"LIST_OF\",[[\"SET_OF\",[\"a\"]]]]}"));
    }

    @Test
    void of_an_unknown_kind_is_undecodable() {
      assertThrows(
          UndecodableException.class, () -> decode(Words.class, "{\"words\":[\"OTHER\",[]]}"));
      assertThrows(UndecodableException.class, () -> decode(Words.class, "{\"words\":[\"a\"]}"));
      assertThrows(UndecodableException.class, () -> decode(Words.class, "{\"words\":[]}"));
    }

    @Test
    void with_more_after_the_elements_is_undecodable() {
      assertThrows(
          UndecodableException.class, () -> decode(Words.class, "{\"words\":[\"LIST_OF\",[],1]}"));
    }

    @Test
    void as_it_is_written_is_decoded() throws Exception {
      assertEquals(
          new Words(List.of("a")), decode(Words.class, "{\"words\":[\"LIST_OF\",[\"a\"]]}"));
    }
  }
}
