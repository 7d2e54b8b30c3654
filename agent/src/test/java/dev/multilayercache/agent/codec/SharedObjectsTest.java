package dev.multilayercache.agent.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One object in two places: only what can change means more than its state. */
class SharedObjectsTest {

  record Item(String name, Instant since, List<Item> parts, Optional<Item> next) {

    static Item of(String name) {
      return new Item(name, Instant.EPOCH, List.of(), Optional.empty());
    }
  }

  record Holder(List<String> words) {}

  record Dated(Date date) {}

  record Filed(byte[] content) {}

  record Pair<T>(T left, T right) {}

  record Items(Pair<Item> pair) {}

  record Holders(Pair<Holder> pair) {}

  record Dates(Pair<Dated> pair) {}

  record Files(Pair<Filed> pair) {}

  record Lists(Pair<List<String>> pair) {}

  /** Final fields make no value: its identity may be meant. */
  static final class Token {
    final String text = "t";
  }

  record Tokens(Pair<Token> pair) {}

  static final class Ring {
    Ring next = this;
  }

  private static <T> Pair<T> twice(T object) {
    return new Pair<>(object, object);
  }

  static Stream<Record> immutable() {
    Item item = Item.of("a");
    Item deep = new Item("b", Instant.EPOCH, List.of(item, item), Optional.of(item));
    return Stream.of(
        new Items(twice(item)),
        new Items(twice(deep)),
        new Holders(twice(new Holder(List.of("a")))),
        new Holders(twice(new Holder(Collections.unmodifiableList(new ArrayList<>())))),
        new Lists(twice(List.of("a"))),
        new Lists(twice(Stream.of("a").toList())));
  }

  static Stream<Record> mutable() {
    List<String> shared = new ArrayList<>(List.of("a"));
    return Stream.of(
        new Holders(twice(new Holder(shared))),
        new Holders(new Pair<>(new Holder(shared), new Holder(shared))),
        new Dates(twice(new Dated(new Date(5)))),
        new Files(twice(new Filed(new byte[] {1}))),
        new Lists(twice(shared)),
        new Lists(new Pair<>(shared, Collections.unmodifiableList(shared))),
        new Lists(new Pair<>(Collections.unmodifiableList(shared), shared)),
        new Tokens(twice(new Token())));
  }

  @ParameterizedTest
  @MethodSource("immutable")
  void an_immutable_one_may_be_in_two_places(Record value) throws Exception {
    ValueCodec codec = codec(value);

    byte[] encoded = codec.encode(value);

    assertEquals(ValueCodec.JSON, encoded[0]);
    assertEquals(value, codec.decode(encoded));
  }

  @ParameterizedTest
  @MethodSource("mutable")
  void a_mutable_one_may_not(Record value) {
    NotEncodableException refusal =
        assertThrows(NotEncodableException.class, () -> codec(value).encode(value));

    assertTrue(refusal.getMessage().contains(".pair."), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("referenced"), refusal.getMessage());
  }

  @Test
  void a_list_may_hold_one_record_twice() throws Exception {
    ValueCodec codec = new ValueCodec(Item.class, SharedObjectsTest.class.getClassLoader());
    Item part = Item.of("a");
    Item whole =
        new Item("b", Instant.EPOCH, new ArrayList<>(List.of(part, part)), Optional.empty());

    assertEquals(whole, codec.decode(codec.encode(whole)));
  }

  @Test
  void a_cycle_is_refused_where_it_closes() {
    NotEncodableException refusal =
        assertThrows(NotEncodableException.class, () -> codecOf(Ring.class).encode(new Ring()));

    assertTrue(refusal.getMessage().startsWith("Ring.next: "), refusal.getMessage());
  }

  private static ValueCodec codec(Record value) {
    return codecOf(value.getClass());
  }

  private static ValueCodec codecOf(Class<?> type) {
    return new ValueCodec(type, SharedObjectsTest.class.getClassLoader());
  }
}
