package dev.multilayercache.agent.key;

import static dev.multilayercache.agent.key.Keys.local;
import static dev.multilayercache.agent.key.Keys.shape;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An argument that its caller changes after the key was made of it. */
class ChangedArgumentTest {
  record Query(List<String> words) {}

  static Stream<Arguments> arguments_that_change() {
    return Stream.of(
        change("int[]", int[].class, () -> new int[] {1, 2}, array -> array[0] = 9),
        change("String[][]", String[][].class, () -> new String[][] {{"a"}}, a -> a[0][0] = "b"),
        change("List", List.class, () -> new ArrayList<Object>(List.of(1)), list -> list.add(2)),
        change("Set", Set.class, () -> new HashSet<Object>(Set.of(1)), set -> set.add(2)),
        change("Map", Map.class, () -> new HashMap<Object, Object>(), map -> map.put("a", 1)),
        change(
            "List in Map in Optional",
            Optional.class,
            () -> Optional.of(new HashMap<>(Map.of("a", new ArrayList<>(List.of(1))))),
            nested -> ((List<Object>) ((Map<?, ?>) nested.get()).get("a")).add(2)),
        change(
            "record of a List",
            Query.class,
            () -> new Query(new ArrayList<>(List.of("a"))),
            query -> query.words().add("b")),
        change("Date", Date.class, () -> new Date(1), date -> date.setTime(2)));
  }

  private static <T> Arguments change(
      String name, Class<? super T> type, Supplier<T> fresh, Consumer<? super T> change) {
    return arguments(named(name, type), fresh, change);
  }

  @ParameterizedTest
  @MethodSource("arguments_that_change")
  void leaves_the_key_as_it_was(Class<?> type, Supplier<Object> fresh, Consumer<Object> change) {
    KeyShape shape = shape("{0}:{1}", type, long.class);
    Object argument = fresh.get();
    Object key = local(shape, argument, 1L);

    change.accept(argument);

    assertEquals(local(shape, fresh.get(), 1L), key);
    assertEquals(local(shape, fresh.get(), 1L).hashCode(), key.hashCode());
  }

  @ParameterizedTest
  @MethodSource("arguments_that_change")
  void makes_another_key_from_then_on(
      Class<?> type, Supplier<Object> fresh, Consumer<Object> change) {
    KeyShape shape = shape("{0}:{1}", type, long.class);
    Object argument = fresh.get();
    Object before = local(shape, argument, 1L);

    change.accept(argument);

    assertNotEquals(before, local(shape, argument, 1L));
  }

  @ParameterizedTest
  @MethodSource("texts_without_equals")
  void is_refused_if_its_class_does_not_say_when_two_are_equal(CharSequence text) {
    KeyException refused =
        assertThrows(KeyException.class, () -> local(shape("{0}", CharSequence.class), text));

    assertEquals(
        "{0}: "
            + text.getClass().getName()
            + " has no canonical form. Name what identifies it,"
            + " key = \"{0.name}\", or mark the parameters that do @CacheKey",
        refused.getMessage());
  }

  static Stream<CharSequence> texts_without_equals() {
    return Stream.of(new StringBuilder("a"), new StringBuffer("a"));
  }
}
