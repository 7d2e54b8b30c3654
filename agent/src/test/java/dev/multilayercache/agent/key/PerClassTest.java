package dev.multilayercache.agent.key;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class PerClassTest {

  /** What belongs to a class and leads back to what keeps it, as an agent's static field does. */
  private static final class Note {
    final PerClass<Note> keeper = new PerClass<>(type -> this);
  }

  @Test
  void a_class_has_one_thing() {
    PerClass<Object> things = new PerClass<>(type -> new Object());

    assertSame(things.of(String.class), things.of(String.class));
  }

  @Test
  void what_was_closed_is_not_kept_by_a_class_that_lives_for_ever() {
    WeakReference<Note> note = new WeakReference<>(closed());

    await()
        .until(
            () -> {
              System.gc();
              return note.refersTo(null);
            });
  }

  private static Note closed() {
    Note note = new Note();
    assertEquals(note, note.keeper.of(String.class));
    note.keeper.close();
    return note;
  }

  @Test
  void what_comes_while_it_is_closed_is_not_kept_either() {
    WeakReference<Object> late = new WeakReference<>(closedMeanwhile());

    await()
        .until(
            () -> {
              System.gc();
              return late.refersTo(null);
            });
  }

  private static Object closedMeanwhile() {
    PerClass<?>[] keeper = new PerClass<?>[1];
    keeper[0] =
        new PerClass<>(
            type -> {
              keeper[0].close();
              return keeper; // leads back to what keeps it
            });
    assertSame(keeper, keeper[0].of(String.class));
    return keeper;
  }

  @Test
  void once_closed_it_makes_a_new_one_each_time() {
    PerClass<Object> things = new PerClass<>(type -> new Object());
    things.close();

    assertNotSame(things.of(String.class), things.of(String.class));
  }
}
