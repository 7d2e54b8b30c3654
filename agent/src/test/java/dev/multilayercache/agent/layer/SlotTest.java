package dev.multilayercache.agent.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlotTest {
  private final Entry first = entry("first");
  private final Entry second = entry("second");
  private final String key = "key";

  private @Nullable Entry there = first;
  private int lookups;
  private Runnable duringLookup = () -> {};
  private final Slot slot = new Slot(key, this::lookUp);

  private static Entry entry(String value) {
    return new Entry(value, List.of(), /* deadlineNanos= */ 0, /* stamp= */ 0);
  }

  private @Nullable Entry lookUp(Object localKey) {
    lookups++;
    Entry found = there;
    duringLookup.run();
    return found;
  }

  @Test
  void looks_up_once() {
    assertSame(first, slot.entry());
    assertSame(first, slot.entry());

    assertEquals(1, lookups);
  }

  @Test
  void does_not_remember_that_there_was_nothing() {
    there = null;
    assertNull(slot.entry());

    there = first;

    assertSame(first, slot.entry());
  }

  @Test
  void looks_up_again_once_it_has_forgotten() {
    slot.entry();
    there = second;

    slot.forget();

    assertSame(second, slot.entry());
  }

  @Test
  void does_not_remember_what_was_looked_up_while_it_forgot() {
    duringLookup =
        () -> {
          there = second;
          slot.forget();
        };
    slot.entry();
    duringLookup = () -> {};

    assertSame(second, slot.entry());
  }

  @Test
  void is_for_its_key_object_alone() {
    assertTrue(slot.isFor(key));
    assertFalse(slot.isFor(new String(key)));
  }
}
