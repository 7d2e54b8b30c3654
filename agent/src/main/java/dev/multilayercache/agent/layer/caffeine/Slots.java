package dev.multilayercache.agent.layer.caffeine;

import dev.multilayercache.agent.layer.Entry;
import dev.multilayercache.agent.layer.Slot;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The slots of one region: one for each method whose key is always the same, so mostly none. */
final class Slots {
  private final List<Slot> slots = new CopyOnWriteArrayList<>();

  synchronized Slot of(Object localKey, Function<Object, @Nullable Entry> lookup) {
    for (Slot each : slots) {
      if (each.isFor(localKey)) {
        return each;
      }
    }
    Slot slot = new Slot(localKey, lookup);
    slots.add(slot);
    return slot;
  }

  void forget() {
    for (Slot each : slots) {
      each.forget();
    }
  }
}
