package dev.multilayercache.agent.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A refusal leads down to the field that stopped the form that came closest. */
class RefusalReasonTest {
  private static final String ALTERNATIVE = "; the alternative is to make its classes Serializable";
  private static final String ME = RefusalReasonTest.class.getName();

  record Owner(Thread thread) {}

  record Basket(Owner owner) {}

  record Baskets(List<Basket> all) {}

  record Named(Map<String, Owner> byName) {}

  record Maybe(Optional<Owner> owner) {}

  record MarkedOwner(Thread thread) implements Serializable {}

  record MarkedBasket(List<MarkedOwner> owners) implements Serializable {}

  record Text(CharSequence text) {}

  record Drawing(List<Shape> shapes) {}

  interface Shape {}

  record Square(int side) implements Shape {}

  static final class Closed {
    private final int x;

    Closed(int x) {
      this.x = x;
    }
  }

  record Room(Closed door) {}

  record Chain(Chain next, Thread thread) {
    static Chain of(int links) {
      Chain chain = new Chain(null, new Thread());
      for (int i = 1; i < links; i++) {
        chain = new Chain(chain, null);
      }
      return chain;
    }
  }

  static Stream<Arguments> refused() {
    Owner owner = new Owner(new Thread());
    Basket basket = new Basket(owner);
    return Stream.of(
        arguments(basket, "Basket.owner.thread: java.lang.Thread has no JSON form" + ALTERNATIVE),
        arguments(
            new Baskets(new ArrayList<>(List.of(new Basket(null), basket))),
            "Baskets.all[].owner.thread: java.lang.Thread has no JSON form" + ALTERNATIVE),
        arguments(
            new Named(new HashMap<>(Map.of("secret", owner))),
            "Named.byName[].thread: java.lang.Thread has no JSON form" + ALTERNATIVE),
        arguments(
            new Maybe(Optional.of(owner)),
            "Maybe.owner.thread: java.lang.Thread has no JSON form" + ALTERNATIVE),
        arguments(
            new MarkedBasket(List.of(new MarkedOwner(new Thread()))),
            "MarkedBasket.owners[].thread: java.lang.Thread is not Serializable"
                + " (and as JSON: MarkedBasket.owners[].thread: java.lang.Thread has no JSON"
                + " form)"),
        arguments(
            new Text("text"),
            "Text.text: the declared type java.lang.CharSequence does not tell which class to make"
                + " from JSON"
                + ALTERNATIVE),
        arguments(
            new Drawing(List.of(new Square(1))),
            "Drawing.shapes[]: the declared type "
                + ME
                + "$Shape does not tell which class to make from JSON"
                + ALTERNATIVE),
        arguments(
            Chain.of(100),
            "Chain\u2026"
                + ".next".repeat(11)
                + ".thread: java.lang.Thread has no JSON form"
                + ALTERNATIVE),
        arguments(
            new Room(new Closed(1)),
            "Room.door: "
                + ME
                + "$Closed is neither a record nor has a constructor without parameters"
                + ALTERNATIVE));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void names_the_path_and_the_reason(Object value, String message) {
    ValueCodec codec = new ValueCodec(value.getClass(), RefusalReasonTest.class.getClassLoader());

    NotEncodableException refusal =
        assertThrows(NotEncodableException.class, () -> codec.encode(value));

    assertEquals(message, refusal.getMessage());
  }
}
