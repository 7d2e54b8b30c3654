package dev.multilayercache.agent.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ThreadBoundTest {
  private final ThreadBound<String> bound = new ThreadBound<>();
  private final Supplier<String> block = bound::get;

  @Test
  void a_thread_has_it_within_a_block_and_no_longer() {
    assertEquals("inner", bound.during("inner", block));
    assertNull(bound.get());
  }

  @Test
  void after_an_inner_block_a_thread_has_what_it_had_before() {
    List<String> seen = new ArrayList<>();
    bound.during(
        "outer",
        () -> {
          seen.add(bound.during("inner", block));
          return seen.add(bound.get());
        });

    assertEquals(List.of("inner", "outer"), seen);
  }

  @Test
  void another_thread_has_nothing() throws Exception {
    List<String> seen = new ArrayList<>();
    Thread other = new Thread(() -> seen.add(String.valueOf(bound.get())));
    bound.during(
        "here",
        () -> {
          other.start();
          return other;
        });
    other.join();

    assertEquals(List.of("null"), seen);
  }

  @Test
  void what_was_given_is_had_until_it_is_taken_away() {
    bound.set("given");
    assertTrue(bound.isSet());

    bound.set(null);
    assertFalse(bound.isSet());
  }
}
