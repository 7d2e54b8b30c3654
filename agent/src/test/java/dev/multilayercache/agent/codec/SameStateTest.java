package dev.multilayercache.agent.codec;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The proof tells apart what equals takes for the same. */
class SameStateTest {
  private static final List<Integer> OF = List.of(1, 2, 3);

  @Test
  void two_lists_of_one_kind_are_the_same() {
    assertNull(difference(OF, List.of(1, 2, 3)));
  }

  @Test
  void a_list_that_refuses_null_is_not_one_that_answers() {
    assertNotNull(difference(OF, Stream.of(1, 2, 3).toList()));
  }

  @Test
  void views_of_two_kinds_of_list_are_not_the_same() {
    List<Integer> view = Collections.unmodifiableList(new ArrayList<>(OF));

    assertNotNull(difference(Collections.unmodifiableList(OF), view));
  }

  @Test
  void views_of_a_view_and_of_a_list_are_not_the_same() {
    List<Integer> list = new ArrayList<>(OF);
    List<Integer> view = Collections.unmodifiableList(new ArrayList<>(OF));

    assertNotNull(
        difference(
            Collections.unmodifiableCollection(list), Collections.unmodifiableCollection(view)));
  }

  @Test
  void empty_sets_of_two_enums_are_not_the_same() {
    assertNotNull(difference(EnumSet.noneOf(TimeUnit.class), EnumSet.noneOf(Thread.State.class)));
  }

  private static @Nullable String difference(Object value, Object copy) {
    return SameState.difference(value, copy, new KnownClasses());
  }
}
