package dev.multilayercache.agent.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.multilayercache.agent.layer.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** There may be millions of entries: they share a list as long as their tags are the same. */
class TagListsTest {
  private final Tags tags = new Tags("products");

  @Test
  void entries_with_the_same_tags_share_one_list() {
    Entry first = entry(tags.ofEntry(List.of("red", "blue")));
    Entry second = entry(tags.ofEntry(List.of(new String("red"), "blue")));

    assertSame(first.tags(), second.tags());
  }

  private static Entry entry(List<String> tags) {
    return new Entry("value", tags, /* deadlineNanos= */ 0, /* stamp= */ 0);
  }

  @Test
  void entries_with_others_do_not() {
    tags.ofEntry(List.of("red"));

    assertEquals(List.of("blue"), tags.ofEntry(List.of("blue")));
    assertEquals(List.of("blue", "red"), tags.ofEntry(List.of("blue", "red")));
    assertEquals(List.of(), tags.ofEntry(List.of()));
  }

  @Test
  void a_list_that_is_shared_is_in_the_form_in_which_tags_are_written() {
    tags.ofEntry(List.of("a%20b"));

    assertEquals(List.of("a%20b"), tags.ofEntry(List.of("a b")));
  }
}
