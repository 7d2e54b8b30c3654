package dev.multilayercache.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.multilayercache.agent.codec.ValueCodec;
import dev.multilayercache.agent.testing.LogLines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutationDetectorTest {
  private final List<Runnable> started = new ArrayList<>();
  private final MutationDetector detector = new MutationDetector(started::add);
  private final MutationDetector.Watch watch = watch("Shop.names(long)");
  private final List<String> value = new ArrayList<>(List.of("a"));

  private MutationDetector.Watch watch(String method) {
    return detector.watch(
        method, new ValueCodec(List.class, MutationDetectorTest.class.getClassLoader()));
  }

  private List<String> lines(Runnable action) {
    try (LogLines log = new LogLines()) {
      action.run();
      return log.about("a caller changed");
    }
  }

  @Test
  void tells_that_a_stored_value_was_changed() {
    watch.stored(value);
    value.add("changed");

    assertEquals(
        List.of(
            "[multilayercache] Shop.names(long): a caller changed a java.util.ArrayList that all"
                + " callers share. Let it change a copy, or write copy = AUTO."),
        lines(detector::lookAgain));
  }

  @Test
  void says_nothing_of_a_value_that_stays() {
    watch.stored(value);

    assertEquals(List.of(), lines(detector::lookAgain));
    assertTrue(detector.lookAgain());
  }

  @Test
  void tells_it_once_of_each_method() {
    MutationDetector.Watch other = watch("Shop.others(long)");
    List<String> another = new ArrayList<>();
    watch.stored(value);
    other.stored(another);
    value.add("changed");
    another.add("changed");
    assertEquals(2, lines(detector::lookAgain).size());

    watch.stored(value);
    value.add("again");

    assertEquals(List.of(), lines(detector::lookAgain));
  }

  @Test
  void looks_no_more_once_the_agent_has_left() {
    watch.stored(value);
    detector.close();
    value.add("changed");

    assertEquals(List.of(), lines(detector::lookAgain));
    assertFalse(detector.lookAgain());
  }

  @Test
  void notes_nothing_any_more_once_the_agent_has_left() {
    detector.close();

    watch.stored(value);

    assertEquals(List.of(), started);
  }

  @Test
  void looks_at_one_of_sixteen_values_only() {
    watch.stored(new ArrayList<>());
    watch.stored(value);
    value.add("changed");

    assertEquals(List.of(), lines(detector::lookAgain));
  }

  @Test
  void has_a_thread_only_while_there_is_something_to_look_at() {
    assertEquals(0, started.size());
    watch.stored(value);
    assertEquals(1, started.size());
    value.add("changed");

    assertFalse(detector.lookAgain());
  }

  @Test
  void lets_go_of_what_is_dropped() throws Exception {
    watch.stored(new ArrayList<>());
    for (int i = 0; i < 50 && detector.lookAgain(); i++) {
      System.gc();
    }

    assertFalse(detector.lookAgain());
  }

  @Test
  void leaves_alone_what_has_no_form_in_bytes() {
    watch.stored(List.of(new Thread("of the application")));

    assertEquals(0, started.size());
  }
}
