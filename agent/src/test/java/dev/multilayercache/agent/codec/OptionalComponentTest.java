package dev.multilayercache.agent.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Optionals within a value are kept; an empty one and null are two things. */
class OptionalComponentTest {

  record Item(String name) {}

  record Found(Optional<Item> item) {}

  record All(List<Optional<Item>> items) {}

  record Nested(Optional<Optional<String>> text) {}

  record Numbers(OptionalInt number, OptionalLong large, OptionalDouble broken) {}

  record Listed(Optional<List<Item>> items) {}

  static Stream<Record> values() {
    return Stream.of(
        new Found(Optional.of(new Item("a"))),
        new Found(Optional.empty()),
        new Found(null),
        new All(List.of(Optional.of(new Item("a")), Optional.empty())),
        new Nested(Optional.of(Optional.empty())),
        new Nested(Optional.empty()),
        new Listed(Optional.of(List.of(new Item("a")))),
        new Numbers(OptionalInt.of(1), OptionalLong.of(2), OptionalDouble.of(0.5)),
        new Numbers(OptionalInt.empty(), OptionalLong.empty(), OptionalDouble.empty()),
        new Numbers(null, OptionalLong.of(Long.MIN_VALUE), OptionalDouble.of(Double.NaN)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void an_optional_component_is_kept(Record value) throws Exception {
    ValueCodec codec =
        new ValueCodec(value.getClass(), OptionalComponentTest.class.getClassLoader());

    byte[] encoded = codec.encode(value);

    assertEquals(ValueCodec.JSON, encoded[0]);
    assertEquals(value, codec.decode(encoded));
  }
}
