package dev.multilayercache.benchmark.hit.peer;

import dev.multilayercache.benchmark.hit.contender.Contender;
import dev.multilayercache.benchmark.hit.contender.Described;
import dev.multilayercache.benchmark.hit.contender.Peer;
import org.jspecify.annotations.Nullable;

/** One value with its deadline, by hand. */
@Described(
    title = "a volatile field and nanoTime",
    setUp = "a record of value and deadline in a volatile field, compared with `System.nanoTime()`")
public final class HandWrittenSlot implements Peer {
  private volatile @Nullable Slot slot;

  private record Slot(Long value, long deadline) {}

  @Override
  public Contender noArgument() {
    return new NoArgument() {
      @Override
      Long answer() {
        Slot current = slot;
        return current != null && System.nanoTime() - current.deadline < 0 ? current.value : load();
      }
    };
  }

  private synchronized Long load() {
    Long loaded = Bodies.run(0);
    slot = new Slot(loaded, System.nanoTime() + Sizes.TIME_TO_LIVE.toNanos());
    return loaded;
  }
}
