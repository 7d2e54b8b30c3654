package dev.multilayercache.agent.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts exactly, at the price of a plain addition.
 *
 * <p>A {@link LongAdder} pays one locked instruction for each count, even if one thread has it for
 * itself. Here a thread with a slot adds to a cell that no other thread writes; the rest share an
 * adder. A sum taken meanwhile may lack the latest. A record because the JIT trusts a record's
 * fields. Safe for use by any thread.
 *
 * @param cells one for each slot, made by its thread
 * @param forgotten what had been counted when it began anew
 */
@SuppressWarnings("ArrayRecordComponent") // compared with no other
record HitCounter(
    ThreadSlots slots, @Nullable Cell[] cells, LongAdder others, AtomicLong forgotten) {
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(Cell[].class);

  HitCounter(ThreadSlots slots) {
    this(slots, new Cell[slots.size()], new LongAdder(), new AtomicLong());
  }

  /** Fills a cache line: cells of two threads in one would be as slow as one cell. */
  @SuppressWarnings("unused")
  static final class Cell extends AtomicLong {
    private long p1, p2, p3, p4, p5;
  }

  /** Returns how often this thread has counted here, or zero if it shares an adder. */
  long increment() {
    int slot = slots.ofCurrentThread();
    if (slot == ThreadSlots.NONE) {
      others.increment();
      return 0;
    }
    Cell known = cells[slot];
    Cell cell = known == null ? newCell(slot) : known;
    long count = cell.getPlain() + 1;
    cell.setRelease(count);
    return count;
  }

  private Cell newCell(int slot) {
    Cell cell = new Cell();
    CELL.setRelease(cells, slot, cell);
    return cell;
  }

  long sum() {
    return total() - forgotten.get();
  }

  /** Begins anew; cells are their threads' to write, so what they say is remembered instead. */
  void reset() {
    forgotten.set(total());
  }

  private long total() {
    long total = others.sum();
    for (int i = 0; i < cells.length; i++) {
      Cell cell = (Cell) CELL.getAcquire(cells, i);
      total += cell == null ? 0 : cell.get();
    }
    return total;
  }
}
